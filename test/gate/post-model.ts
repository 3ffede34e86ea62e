/** Posts to be written down in many ways that say the same, and changed in one way that does not. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { canonicalOf } from '../../src/gate/canonical.ts'

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'image'; readonly bytes: string; readonly alt: string }
  | { readonly kind: 'field'; readonly value: string }
export type Post = { readonly title: string; readonly blocks: readonly (readonly Piece[])[] }

/** Characters that are seen, some of which mean something to HTML. */
const letters = [...'机密公开通知安澜市某局防汛值守★〔〕0123abcXY&<>"\'=;-']
export const word = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 })
  .map(each => each.join(''))

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: word }),
  fc.record({
    kind: fc.constant('link' as const),
    href: word.map(each => `https://other.example/${encodeURIComponent(each)}`),
    text: word,
  }),
  fc.record({ kind: fc.constant('image' as const), bytes: word, alt: word }),
  fc.record({ kind: fc.constant('field' as const), value: word }),
)
export const post: fc.Arbitrary<Post> = fc.record({
  title: word,
  blocks: fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
})

/** Which of the ways of writing a thing is taken, one after the other. */
export type Choices = readonly number[]
export const choices: fc.Arbitrary<Choices> = fc.array(fc.nat({ max: 1000 }), {
  minLength: 30,
  maxLength: 30,
})

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const text = (said: string) => said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Writes a post as HTML; `choices` decide over everything that must not matter. */
export function written({ blocks }: Post, taken: Choices) {
  let at = 0
  const choose = <T>(...of: readonly T[]): T => {
    const index = (taken[at++ % taken.length] ?? 0) % of.length
    return of[index] as T
  }
  const attachments: { name: string; src: string; sha256: string }[] = []
  const attribute = (name: string, value: string) => {
    const safe = text(value)
    return choose(
      `${name}="${safe.replaceAll('"', '&quot;')}"`,
      `${name.toUpperCase()} = '${safe.replaceAll("'", '&#39;')}'`,
    )
  }
  const noise = () =>
    choose(
      '',
      ' class="wp-block"',
      ' id=x1',
      ' data-id="7"',
      ' style="text-align:center; color:#333"',
      ' data-a role=note',
    )
  const attributes = (...pairs: [string, string][]) => {
    const all = pairs.map(pair => attribute(...pair))
    return `${noise()} ${choose(all, [...all].reverse()).join(choose(' ', '\n  '))}`
  }
  const inline = (said: string) =>
    choose(
      text(said),
      `<span${noise()}>${text(said)}</span>`,
      `<b>${text(said)}</b>`,
      `<!-- wp -->${text(said)}`,
      `${text(said)}<!-- /wp:paragraph {"a":1} -->`,
      [...said].map(text).join(choose('', '<wbr>', '<i></i>', '<!-- x -->')),
    )
  const pieceOf = (each: Piece): string => {
    if (each.kind === 'text') return inline(each.text)
    if (each.kind === 'link') return `<a${attributes(['href', each.href])}>${inline(each.text)}</a>`
    if (each.kind === 'field') return `<input${attributes(['type', 'text'], ['value', each.value])}>`
    const src = `/uploads/${choose('2026', 'cdn', 'x')}/${attachments.length}${choose('', '-300x200', '-scaled')}.png`
    attachments.push({ name: `${choose('a', 'b')}.png`, src, sha256: sha256(each.bytes) })
    const size = choose('', ' width=300 height=200', ' loading="lazy"', ` srcset="${src} 2x"`)
    const shown = size.includes('srcset') ? '' : size
    return `<img${attributes(['src', src], ['alt', each.alt])}${shown}>`
  }
  const html = blocks
    .map(block => {
      const inner = block.map(pieceOf).join(choose(' ', '\n', ' \t\n '))
      const tag = choose('p', 'div', 'section')
      return `<${tag}${noise()}>${choose('', '\n ', '<!-- c -->')}${inner}${choose('', ' ', '\n')}</${tag}>`
    })
    .join(choose('', '\n', '\n\n<!-- next -->\n'))
  return { html, attachments: choose(attachments, [...attachments].reverse()) }
}

export function hashOf(each: Post, taken: Choices): string {
  const { html, attachments } = written(each, taken)
  const { hash, missing } = canonicalOf({
    title: each.title,
    bodies: [{ format: 'html', content: html }],
    attachments,
    url: 'https://portal.example/post',
  })
  if (missing.length > 0) throw new Error(`missing: ${missing}`)
  return hash
}
