/** What every output format offers: text to print for each document as it is done, and at the end. */
import type { Language } from '../document/problem.ts'
import type { Screening } from '../document/screening.ts'

export interface Reporter {
  readonly begin: () => string
  readonly document: (screening: Screening) => string
  /** `screenings` are all documents of the run in the order they were done. */
  readonly end: (screenings: readonly Screening[]) => string
}

export interface ReportOptions {
  readonly language: Language
  readonly color: boolean
}
