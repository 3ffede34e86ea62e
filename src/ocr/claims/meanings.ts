/** What may be compared of what a glyph is said to mean and what it is read as. */

/** White space paints nothing; letters can be read; signs only tell when they turn out to be letters. */
export type Kind = 'blank' | 'letter' | 'sign' | 'foreign'

const letter = /^[\p{Script=Han}A-Za-z0-9]+$/u
const blank = /^[\s\p{Zs}\p{Cf}\p{Cc}\u3164\u2800]*$/u

/** @param knows whether the engine can read a character at all. */
export function kindOf(text: string, knows: (character: string) => boolean): Kind {
  if (blank.test(text)) return 'blank'
  const plain = fold(text)
  if (letter.test(plain)) return [...plain].every(character => knows(character)) ? 'letter' : 'foreign'
  return /\p{L}/u.test(plain) ? 'foreign' : 'sign'
}

/** Capitals and shapes that are one without the line around them. */
const alike: Readonly<Record<string, string>> = {
  0: 'o',
  〇: 'o',
  '○': 'o',
  1: 'l',
  i: 'l',
  '|': 'l',
  丨: 'l',
  '—': '一',
  '-': '一',
  '–': '一',
  二: '=',
  ニ: '=',
  '：': ':',
  口: '口',
  囗: '口',
  日: '日',
  曰: '日',
  己: '己',
  已: '己',
  巳: '己',
}

/** One form for characters that a reader of single glyphs cannot tell apart. */
export function fold(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').normalize('NFC').toLowerCase()
  return [...plain].map(character => alike[character] ?? character).join('')
}

/** Characters without which no classification mark can be written. */
const marks = /[绝絶絕机機秘祕密★☆]/u

/** Whether a glyph that is said to be something else shows a sign of a classification mark. */
export function showsMark(reading: string, claimed: string): boolean {
  const sign = marks.exec(reading)?.[0]
  return sign !== undefined && !marks.test(claimed.normalize('NFKC'))
}

/** Few strokes: signs and pieces of signs look like them. */
const simple =
  /^[一二三丨丶丿乙乚亅口囗日曰目田工土士干千十卜丁了人入八人个大六小不川山门中凸凹回〇ニハメロエトノ]$/u
/** Letters that are signs as well: circles, crosses, hooks, strokes. */
const signLike = /^[olixvcutjrnz7]$/u

/** Whether what was read can be no sign, so that a glyph said to be one is something else. */
export function isUnmistakable(reading: string, kind: Kind): boolean {
  const characters = [...fold(reading)]
  if (kind === 'foreign') return false
  return characters.some(
    character =>
      letter.test(character) && !simple.test(character) && (kind === 'blank' || !signLike.test(character)),
  )
}
