/** What every output format offers: text to print for each document as it is done, and at the end. */
import type { Language } from '../document/problem.ts'
import type { Screening } from '../document/screening.ts'
import type { PictureResult } from '../sandbox/protocol.ts'

/** Pictures of the pages that have findings, by page number. */
export type PagePictures = ReadonlyMap<number, PictureResult>

export interface Reporter {
  /** Whether `document` wants page pictures; drawing them costs time. */
  readonly wantsPictures?: boolean
  readonly begin: () => string
  readonly document: (screening: Screening, pictures: PagePictures) => string
  /** `screenings` are all documents of the run in the order they were done. */
  readonly end: (screenings: readonly Screening[]) => string
}

export interface ReportOptions {
  readonly language: Language
  readonly color: boolean
  /** From which verdict on the run fails; for reporters that show nothing else. */
  readonly failOn?: 'block' | 'review'
}
