/** All that is known of a picture's pixels once they have been read, so that they need not be decoded again. */
import type { Graphic } from '../document/document.ts'
import type { QuarterTurns } from '../document/quarter-turns.ts'
import type { Engine, RecognisedLine } from './engine.ts'

export interface SeenLine extends RecognisedLine {
  readonly engine: Engine['name']
  /** Of the ink, `#rrggbb`; absent when it cannot be told. */
  readonly color?: string
}

export interface SeenPicture {
  /** Size of the raster, in whose pixels lines and graphics stand. */
  readonly width: number
  readonly height: number
  /** Clockwise turns that bring its text upright. */
  readonly turns: QuarterTurns
  readonly lines: readonly SeenLine[]
  readonly graphics: readonly Graphic[]
}
