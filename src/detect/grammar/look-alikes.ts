/**
 * How a level word comes out of OCR (domain V9) or is split to slip through (E10). These spellings are literals of
 * their own; a look-alike only counts inside a mark's grammar, with a star or a period.
 */

const confusions: Readonly<Record<string, string>> = {
  密: '宓蜜窑宻',
  秘: '泌秒必祕',
  机: '杌凡几',
  绝: '纯色',
}
const separators = ['-', '·', '.', '_', '/', '|', '*', '★', ',', '、', '+']

/** ㊙ and 秘 stand for 秘密 before a star. The literal ends in the star, since 秘 alone is in every other word. */
export const abbreviation = '秘★'

/** Spellings of a folded two-character level that differ in one character or have one sign in between. */
export function lookAlikes(level: string): string[] {
  const [first, second, more] = [...level]
  if (first === undefined || second === undefined || more !== undefined) return []
  const firsts = [first, ...(confusions[first] ?? '')]
  const seconds = [second, ...(confusions[second] ?? '')]
  if (firsts.length + seconds.length === 2) return []
  const spellings = firsts.flatMap(one => seconds.map(two => one + two)).filter(one => one !== level)
  if (first === '机') spellings.push(`木几${second}`)
  if (first === '秘') spellings.push(`禾必${second}`, `${first}${second}${second}`)
  if (level === '秘密') spellings.push(abbreviation)
  return [...spellings, ...separators.map(sign => `${first}${sign}${second}`)]
}
