/** One table lookup a character: what every UTF-16 code unit folds to. */
import traditional from 'opencc-js/dict/TSCharacters'
import { radicals } from './radicals.ts'

/** Not characters but orders; they sit in the surrogate range, which no folded character uses. */
export const DROP = 0xd800
export const SPACE = 0xd801
/** White space that separates what stands left and right of it: tab, ideographic space, line break inside a cell. */
export const WIDE = 0xd802
/** Folds to several characters: see `expansions`. */
export const EXPAND = 0xd803
/** First half of a surrogate pair: see `foldAstral`. */
export const PAIR = 0xd804

/** Zero-width and format characters (domain E9), variation selectors, combining marks. Ranges, inclusive. */
const dropped: readonly (readonly [number, number])[] = [
  [0x0000, 0x0008],
  [0x000e, 0x001f],
  [0x007f, 0x0084],
  [0x0086, 0x009f],
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0x2800, 0x2800],
  [0x302a, 0x302d],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
]
const spaces = '\u0020\u00a0\u1680\u2000\u2002\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f'
const wide = '\t\n\u000b\f\r\u0085\u2028\u2029\u2003\u2001\u3000'

/** Characters that are written for one another; the first of each row is the form that rules are written in. */
const variants: readonly string[] = [
  '★☆✩✪✫✬✭✮✯✰⋆⭐✱✲✳✴✵✶✷✸✹✺∗⁎٭⛤⍟✡🌟🟊',
  '-‐‑‒–—―−﹣－─━',
  '·•‧∙⋅・･᛫●⦁',
  '~〜～∼˜',
  '“„‟〝＂',
  '”〞〟',
  '|｜∣丨│┃',
  ':：∶︰ː',
  '□☐▢❏❐◻⬜',
  '☑✅🗹☒⊠',
  '√✓✔',
  '秘祕',
  '密宻',
]

/** Folded forms of characters that become several. */
export const expansions = new Map<number, readonly number[]>()
const astral = new Map<number, readonly number[]>()

/** Folds one code point beyond the basic plane. Bounded: one entry a code point ever seen. */
export function foldAstral(codePoint: number): readonly number[] {
  const known = astral.get(codePoint)
  if (known !== undefined) return known
  let folded: readonly number[] = []
  // Tags and variation selectors of plane 14 are invisible.
  if (codePoint < 0xe0000 || codePoint > 0xe0fff)
    folded = units(String.fromCodePoint(codePoint).normalize('NFKC'))
  astral.set(codePoint, folded)
  return folded
}

function units(text: string): readonly number[] {
  const result: number[] = []
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    result.push(code >= 0xd800 && code <= 0xdfff ? code : (table[code] ?? code))
  }
  return result.filter(code => code < DROP || code > PAIR)
}

const isLetterWithMarks = (code: number) =>
  (code >= 0xc0 && code < 0x530) || (code >= 0x1e00 && code < 0x2000)

function compatibility(code: number): string {
  const composed = String.fromCharCode(code).normalize('NFKC')
  return isLetterWithMarks(code) ? composed.normalize('NFD').replaceAll(/\p{Mn}/gu, '') : composed
}

function build(): Uint16Array {
  const map = new Uint16Array(0x10000)
  for (let code = 0; code < 0x10000; code++) map[code] = code
  map.fill(PAIR, 0xd800, 0xe000)
  for (const [from, to] of dropped) map.fill(DROP, from, to + 1)
  for (const character of spaces) map[character.charCodeAt(0)] = SPACE
  for (const character of wide) map[character.charCodeAt(0)] = WIDE
  for (const [radical, ideograph] of radicals) map[radical] = ideograph
  for (const pair of traditional.split('|')) {
    const [from, to] = pair.split(' ')
    if (from?.length === 1 && to?.length === 1) map[from.charCodeAt(0)] = to.charCodeAt(0)
  }
  for (const row of variants) {
    const [form, ...others] = row
    if (form === undefined) continue
    for (const other of others) {
      const code = other.codePointAt(0) ?? 0
      if (code > 0xffff) astral.set(code, [form.charCodeAt(0)])
      else map[code] = form.charCodeAt(0)
    }
  }
  foldDigits(map)
  return map
}

/** Decimal digits of other scripts (Unicode Nd): each script has its ten in a row, zero first. */
function foldDigits(map: Uint16Array): void {
  let zero = -1
  for (let code = 0x80; code < 0xd800; code++) {
    if (!/\p{Nd}/u.test(String.fromCharCode(code))) zero = -1
    else {
      if (zero < 0) zero = code
      map[code] = 0x30 + ((code - zero) % 10)
    }
  }
}

/** Folded code unit of each UTF-16 code unit, or one of the orders above. */
export const table: Uint16Array = build()

// Second pass: compatibility forms, whose parts may themselves be traditional, radicals or variants.
for (let code = 0xa0; code < 0x10000; code++) {
  if (table[code] !== code || (code >= 0x4e00 && code < 0xa000) || (code >= 0xac00 && code < 0xf900)) continue
  const plain = compatibility(code)
  if (plain === String.fromCharCode(code)) continue
  const folded = units(plain)
  const only = folded[0]
  if (folded.length === 0) table[code] = plain.trim() === '' ? SPACE : DROP
  else if (folded.length === 1 && only !== undefined) table[code] = only
  else {
    table[code] = EXPAND
    expansions.set(code, folded)
  }
}
