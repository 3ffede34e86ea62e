/** What a page that was fetched says about itself and links to. */
import { decodeText } from '../../extract/encoding.ts'
import { declaredEncoding, encodingOfType } from '../../extract/html/declared-encoding.ts'
import { canonicalUrl } from './canonical-url.ts'
import { firstTag } from './first-tag.ts'
import { mediaType } from './not-screened.ts'
import { pageLinks } from './page-links.ts'
import { encodeQuery } from './query-encoding.ts'

export interface PageContent {
  readonly title: string | null
  /** Canonical, http and https only, each once. */
  readonly links: readonly string[]
  /** Those of them that are shown within the page or handed out as files. */
  readonly shown: ReadonlySet<string>
}

const htmlTypes = new Set(['text/html', 'application/xhtml+xml'])
/** What a page begins with. */
const pageTags = new Set(['!doctype html', 'html', 'head', 'body', 'meta', 'title', 'frameset'])
/** What a page begins with that has no head, when nothing else says what it is. */
const pieceTags = new Set([
  'a',
  'center',
  'div',
  'font',
  'h1',
  'h2',
  'h3',
  'iframe',
  'link',
  'p',
  'script',
  'style',
  'table',
  'ul',
])
const vagueTypes = new Set(['', 'text/plain', 'application/octet-stream'])

/** Whether links are looked for: the server says that it is a page, or it begins like one. */
export function isPage(bytes: Uint8Array, contentType: string): boolean {
  const type = mediaType(contentType)
  if (htmlTypes.has(type)) return !startsLikeBinary(bytes)
  const tag = firstTag(bytes) ?? ''
  return pageTags.has(tag) || (vagueTypes.has(type) && pieceTags.has(tag))
}

const binaryStarts = [
  '%PDF',
  'PK\x03\x04',
  '\xd0\xcf\x11\xe0',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'Rar!',
  '7z\xbc\xaf',
]

/** A PDF, an Office file or a picture that is served as a page. */
function startsLikeBinary(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  return binaryStarts.some(start => head.startsWith(start))
}

/** @param address where the page came from. */
export function readPage(bytes: Uint8Array, address: string, contentType: string): PageContent {
  const declared = encodingOfType(contentType) ?? declaredEncoding(bytes)
  const decoded = decodeText(bytes, declared)
  // What nobody can decode still has its addresses in ASCII.
  const text = decoded?.text ?? Buffer.from(bytes).toString('latin1')
  const page = pageLinks(text)
  const base =
    page.base !== null && URL.canParse(page.base, address) ? new URL(page.base, address).href : address
  const links = new Set<string>()
  const shown = new Set<string>()
  for (const link of page.links) {
    const canonical = canonicalUrl(encodeQuery(link, decoded?.encoding ?? 'utf-8'), base)
    if (canonical === null) continue
    links.add(canonical)
    if (page.shown.has(link)) shown.add(canonical)
  }
  return { title: decoded === null ? null : page.title, links: [...links], shown }
}
