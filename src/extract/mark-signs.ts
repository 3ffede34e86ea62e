/**
 * What a text must hold to be worth a second reading with what is hidden beside it. No rule: what it means is for
 * detection to say.
 */

const star = /[★☆⭐✩✭]/
const fullMark =
  /[绝機机秘絕]\s{0,3}密\s{0,3}[(（]?\s{0,3}(?:[*＊★☆⭐]|[\d０-９一二三四五六七八九十]{1,3}\s{0,3}[年个個月]|[长長]期)/
const telegram = /密\s{0,3}[码碼]?\s{0,3}[电電传傳]/

/** A star, or a level with a period: 机密 20年. */
export function looksLikeMark(text: string): boolean {
  return star.test(text) || fullMark.test(text)
}

/** The same, or the code of a cipher telegram. */
export function mayHoldMark(text: string): boolean {
  return looksLikeMark(text) || telegram.test(text)
}
