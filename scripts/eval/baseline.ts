/** What baoshen is measured against: the keyword search that most sites have, on the same extracted text. */
import type { Reading } from '../../src/document/screening.ts'

const keywords = [
  '绝密',
  '机密',
  '秘密',
  '密电',
  '密传',
  '内部',
  '不得外传',
  '不予公开',
  '依申请公开',
  '会后收回',
  '身份证',
  '商密',
  'SECRET',
  'CONFIDENTIAL',
]

export function keywordSearch(reading: Reading): string | null {
  for (const part of reading.parts) {
    for (const line of part.lines) {
      const found = keywords.find(keyword => line.text.includes(keyword))
      if (found) return found
    }
  }
  return null
}
