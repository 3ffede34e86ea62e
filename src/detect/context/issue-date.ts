/** The date of a paper (成文日期, 印发日期): the latest date that has a short line for itself. */
import type { Part } from '../../document/document.ts'
import { foldText } from '../fold/view.ts'
import { readNumber } from '../grammar/period.ts'

const dateLine =
  /^(?:成文日期|印发日期|发文日期|日期|制发日期)?:?((?:19|20) ?\d ?\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}) ?年 ?(\d{1,2}|[一二三四五六七八九十]{1,2}) ?月 ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?日(?:印发|翻印)?$/u
const imprint = /((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日印发$/u
const longest = 60

/** `YYYY-MM-DD`, or null when no line holds a date. */
export function issueDate(parts: readonly Part[]): string | null {
  let latest: string | null = null
  for (const { lines } of parts)
    for (const { text } of lines) {
      if (text.length > longest || !/[日]\s*(?:印\s*发|翻\s*印)?\s*$/u.test(text)) continue
      const folded = foldText(text)
      const found = dateLine.exec(folded) ?? imprint.exec(folded)
      const [year, month, day] = (found ?? []).slice(1, 4).map(part => readNumber(part))
      if (year == null || month == null || day == null) continue
      const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      if (latest === null || date > latest) latest = date
    }
  return latest
}
