/**
 * The canonical form of a post, and its hash, which a ticket is bound to.
 *
 * Counts: every character of the title and of the text, visible or hidden and which of the two; what alt texts,
 * tips, fields and labels say; where links lead; images, linked files and attachments by the SHA-256 of their bytes;
 * lines, headings, lists and tables; styles and scripts that the post brings along.
 * Does not count: order and quoting of attributes, white space that a browser collapses, comments, classes, ids and
 * `data-` attributes, the elements that only change how text looks (`b`, `span`, `div`, `p`…), all these as long as the
 * post brings no styles or scripts that could use them, declarations that do not hide, sizes of images, the addresses
 * under which images and sent files lie, and the names and order of attachments.
 *
 * The hash is SHA-256 over the UTF-8 bytes of the JSON array `["baoshen-content-1", title, tokens, attachments]`.
 * Another rule of what counts is another version: old tickets then end.
 */
import { createHash } from 'node:crypto'
import { collapsed } from './canonical-attributes.ts'
import { canonicalHtml, type Token } from './canonical-html.ts'
import { type Attached, Resources } from './resources.ts'

export const canonicalVersion = 'baoshen-content-1'

export interface Content {
  readonly title: string | null
  /** Bodies in order: one for a post; the pasted texts of a submission. */
  readonly bodies: readonly { readonly format: 'html' | 'text'; readonly content: string }[]
  readonly attachments: readonly Attached[]
  /** Where it will stand; links to the same host are links to the portal's own files. */
  readonly url: string | null
}

export interface Canonical {
  /** Hex. */
  readonly hash: string
  /** Addresses of images and files of the portal whose bytes were not sent. */
  readonly missing: readonly string[]
}

export function canonicalOf({ title, bodies, attachments, url }: Content): Canonical {
  const resources = new Resources(attachments, url)
  const tokens: Token[] = []
  for (const { format, content } of bodies) {
    const body = format === 'html' ? canonicalHtml(content, resources) : canonicalText(content)
    if (body.length > 0 && tokens.length > 0) tokens.push(['line'])
    for (const token of body) tokens.push(token)
  }
  const hashes = [...new Set(attachments.map(each => each.sha256))].sort()
  const form = JSON.stringify([canonicalVersion, collapsed(title ?? ''), tokens, hashes])
  return { hash: createHash('sha256').update(form).digest('hex'), missing: [...resources.missing] }
}

/** Plain text is what a page shows that gives each of its lines a line. */
function canonicalText(text: string): Token[] {
  const tokens: Token[] = []
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const shown = collapsed(line)
    if (shown === '') continue
    if (tokens.length > 0) tokens.push(['line'])
    tokens.push(['text', shown])
  }
  return tokens
}
