/** The texts that stand in a formula (ISO/IEC 29500-1, 18.17.2.2): `IF(A1,"机密","")`, `"机"&UNICHAR(23494)&"★20年"`. */
import { mayHoldMark } from './mark-signs.ts'

/** A text, in which a quote is doubled, or the number of a character. */
const piece = /"((?:[^"]|""){0,8000})"|UNICHAR\(\s{0,9}(\d{1,7})\s{0,9}\)/gi
/** What stands between texts that are put together. */
const joint = /^(?:[\s&+()]|[,;]|_xlfn\.|CONCAT(?:ENATE)?(?=\())*$/i

const wholeLevel = /[绝機机秘絕]\s{0,3}密/

/**
 * @returns texts with at least one letter or number, without repeats; and what several of them make together where
 * only that may be a mark, since a file need not hold the result.
 */
export function formulaStrings(formula: string): string[] {
  const found = new Set<string>()
  let joined = ''
  /** One of its texts is a mark by itself. */
  let isMarked = false
  let end = 0
  const add = (text: string) => {
    if (/[\p{L}\p{N}]/u.test(text)) found.add(text)
  }
  const finish = () => {
    if (!isMarked && mayHoldMark(joined)) add(joined)
  }
  for (const { 0: source, 1: text, 2: code, index } of formula.matchAll(piece)) {
    const value = text?.replaceAll('""', '"') ?? characterOf(Number(code))
    if (!joint.test(formula.slice(Math.max(end, index - 100), index))) {
      finish()
      joined = ''
      isMarked = false
    }
    joined += value
    isMarked ||= wholeLevel.test(value) && mayHoldMark(value)
    end = index + source.length
    if (text !== undefined) add(value.trim())
  }
  finish()
  return [...found]
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
