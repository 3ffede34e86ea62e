/** What the detectors hand on, in tiles. */
import type { Box, CoverManner } from '../../document/document.ts'

export interface FoundCover {
  readonly manner: CoverManner
  readonly box: Box
  /** 0 to 1. */
  readonly confidence: number
}
