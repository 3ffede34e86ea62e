/** What reads a raster and judges it, and what it says. */
import type { Finding, Verdict } from '../../../src/document/screening.ts'
import type { Truth } from '../case.ts'

/** `ideal`: the text as it was drawn; `tesseract`: the native program before the same detector. */
export const readerNames = ['ideal', 'baoshen', 'tesseract'] as const
export type ReaderName = (typeof readerNames)[number]

export interface ReadLine {
  readonly text: string
  /** `[x, y, width, height]` in pixels. */
  readonly box: readonly number[] | null
  readonly confidence: number
}

export interface Judged {
  readonly verdict: Verdict
  readonly findings: readonly Pick<Finding, 'rule' | 'category' | 'severity' | 'match' | 'box' | 'reason'>[]
  readonly problems: readonly string[]
  readonly seconds: number
}

export interface Reader {
  readonly name: ReaderName
  judge(file: string, truth: Truth): Promise<Judged>
  /** What was recognised, for the study of a miss; outside the measured time. */
  lines(file: string, truth: Truth): Promise<readonly ReadLine[]>
  close(): Promise<void>
}
