/** Compares what a reader said with the truth. */

import { foldText } from '../../src/detect/fold/view.ts'
import { lookAlikes } from '../../src/detect/grammar/look-alikes.ts'
import type { Finding } from '../../src/document/screening.ts'
import type { Truth } from './case.ts'
import type { Judged } from './readers/reader.ts'
import { type Level, levels } from './signs.ts'

export interface Outcome {
  readonly truth: Truth
  /** By reader. */
  readonly judged: Readonly<Record<string, Judged>>
}

/** Evidence rules conclude from phrases; their findings count for the phrase. */
const categories: Readonly<Record<string, readonly string[]>> = {
  classification: ['classification'],
  telegram: ['telegram'],
  phrase: ['phrase', 'concealment'],
}

/** Which level a finding names: its match as folded, look-alikes of OCR included. */
export function levelOf(finding: Finding): Level | null {
  const text = foldText(finding.match)
  const exact = levels.find(level => text.includes(level))
  return exact ?? levels.find(level => lookAlikes(level).some(spelling => text.includes(spelling))) ?? null
}

/** The sign was found: a finding of its category that is no mere hint, with the right level where it has one. */
export function isFound({ sign }: Truth, { findings }: Judged): boolean {
  if (sign === null) return false
  return findings.some(
    finding =>
      finding.severity !== 'info' &&
      categories[sign.category]?.includes(finding.category) &&
      (sign.level === null || levelOf(finding) === sign.level),
  )
}

/** Something was found, be it the right thing or not. */
export const isStopped = ({ verdict }: Judged) => verdict === 'block' || verdict === 'review'
