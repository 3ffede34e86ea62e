/** What reads a raster and judges it, and what it says. */
import type { Finding, Verdict } from '../../../src/document/screening.ts'
import type { Truth } from '../case.ts'

export interface Judged {
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
  readonly problems: readonly string[]
  /** Recognised text, line by line. */
  readonly text: readonly string[]
  readonly seconds: number
}

export interface Reader {
  readonly name: string
  read(file: string, truth: Truth): Promise<Judged>
  close(): Promise<void>
}
