/**
 * Tells text that a reader sees from the codes of fonts that do not say what their glyphs mean: such fonts
 * come out as U+FFFD, private-use or control characters, or as plausible characters that are not there.
 */
const fullWidth = 950
/** Latin and symbol characters that are about as wide as a Chinese character in ordinary fonts. */
const wideByNature = new Set('MWmw%@&ÆŒæœ—―…‰™©®½¼¾⅓⅔ʺ"“”‘’·×÷±°§¶'.split(''))

/** All characters of GB 2312: what Chinese documents are written in. Built once, from the platform's own table. */
const common: ReadonlySet<string> = gb2312()

/**
 * @param text what the font says a glyph means.
 * @param width its advance in thousandths of the font size.
 */
export function isLegible(text: string, width: number): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) as number
    if (isUnmapped(code)) return false
    // Sequential or glyph-number encodings give Chinese glyphs the codes of narrow letters.
    if (code > 0x20 && code < 0x250 && width >= fullWidth && width <= 1050 && !wideByNature.has(character))
      return false
    if (code >= 0x250 && !isExpected(code, character)) return false
  }
  return true
}

function isUnmapped(code: number): boolean {
  if (code < 0x20) return true
  if (code >= 0x7f && code < 0xa0) return true
  return code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000
}

/** Scripts and symbols that stand in documents here; other code points are taken for accidents of encoding. */
function isExpected(code: number, character: string): boolean {
  if (code >= 0x4e00 && code <= 0x9fff) return common.has(character) || isTraditional(character)
  return expectedRanges.some(([from, to]) => code >= from && code <= to) || common.has(character)
}

const expectedRanges: readonly (readonly [number, number])[] = [
  [0x0250, 0x052f], // phonetic, combining, Greek, Cyrillic
  [0x0600, 0x06ff], // Arabic (Uyghur)
  [0x0f00, 0x0fff], // Tibetan
  [0x1800, 0x18af], // Mongolian
  [0x2000, 0x2bff], // punctuation, symbols, arrows, stars
  [0x2e80, 0x2fdf], // radicals
  [0x2ff0, 0x33ff], // CJK punctuation, kana, enclosed
  [0xa000, 0xa4cf], // Yi
  [0xac00, 0xd7a3], // Hangul
  [0xf900, 0xfaff], // compatibility ideographs
  [0xfb00, 0xfdff], // presentation forms
  [0xfe00, 0xffef], // variation selectors, vertical forms, full width
  [0x1f000, 0x1faff], // emoji
]

let traditional: ReadonlySet<string> | null = null

/** The 5,401 frequent characters of Big5, only needed once a document has one outside GB 2312. */
function isTraditional(character: string): boolean {
  traditional ??= decodedSet('big5', 0xa4, 0xc6, [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ])
  return traditional.has(character)
}

function gb2312(): ReadonlySet<string> {
  return decodedSet('gbk', 0xa1, 0xf7, [[0xa1, 0xfe]])
}

function decodedSet(
  encoding: string,
  first: number,
  last: number,
  trails: readonly (readonly [number, number])[],
) {
  const bytes: number[] = []
  for (let lead = first; lead <= last; lead += 1) {
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail += 1) bytes.push(lead, trail)
  }
  const set = new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)))
  for (const character of set) if (isUnmapped(character.codePointAt(0) as number)) set.delete(character)
  return set
}
