/**
 * Characters of symbol fonts as Unicode. Only what can stand in a mark or a document number: stars, circled
 * digits, dots and boxes. After the Unicode 7.0 mapping of Wingdings (Unicode proposal L2/12-368) and the Adobe
 * Zapf Dingbats encoding.
 */
const tables: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    108: '●',
    110: '■',
    111: '□',
    ...sequence(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'),
    ...sequence(0xaa, '✦★✶✴✹✵'),
    ...sequence(0xb5, '✪✰'),
  },
  'wingdings 2': { 233: '★', 234: '★', ...sequence(0x69, '⓪①②③④⑤⑥⑦⑧⑨⑩') },
  'zapf dingbats': { ...sequence(0x48, '★✩✪✫✬✭✮✯✰') },
}

function sequence(from: number, characters: string): Record<number, string> {
  return Object.fromEntries([...characters].map((character, i) => [from + i, character]))
}

export function isSymbolFont(font: string): boolean {
  return Object.hasOwn(tables, fontKey(font))
}

/**
 * `w:sym`: a font and a code in hexadecimal, usually in the private use area (F000 + code of the font).
 * @returns the character itself when the table does not know it, so that nothing vanishes; '' for no code at all.
 */
export function symbol(font: string, hex: string): string {
  const code = Number.parseInt(hex, 16)
  if (!(code > 0 && code <= 0x10ffff)) return ''
  return tables[fontKey(font)]?.[fontCode(code)] ?? String.fromCodePoint(code)
}

/** Text set in a symbol font, character by character. */
export function symbolText(font: string, text: string): string {
  const table = tables[fontKey(font)]
  if (!table) return text
  return [...text].map(character => table[fontCode(character.codePointAt(0) ?? 0)] ?? character).join('')
}

function fontCode(code: number): number {
  return code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
}

function fontKey(font: string): string {
  const key = font.trim().toLowerCase()
  return key === 'zapfdingbats' || key === 'itc zapf dingbats' ? 'zapf dingbats' : key
}
