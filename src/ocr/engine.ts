/** What every OCR engine offers: pixels in, lines out, in the pixels' own coordinates. */
import type { Box } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'
import type { QuarterTurns } from '../document/quarter-turns.ts'

export interface RecognisedLine {
  readonly text: string
  /** In pixels of the raster that was given, origin at the top left. */
  readonly box: Box
  readonly confidence: number
  /** Height of the characters in pixels, also where the line is turned. */
  readonly size: number
  /** How the line lies in the picture. */
  readonly turns: QuarterTurns
}

export interface RecogniseOptions {
  /** Writing lower than this many pixels may be left out, which saves reading a texture. */
  readonly leastSize?: number
  /** Places whose writing is known, in pixels of the raster: a line that lies in one of them may be left out. */
  readonly known?: readonly Box[]
}

/** A character and where it stands in a strip. */
export interface PlacedCharacter {
  readonly text: string
  readonly confidence: number
  /** From the strip's left edge, in pixels. */
  readonly x: number
}

/** Reads strips of single characters that somebody has drawn for it: no line has to be found first. */
export interface StripReader {
  /** Height of the strips, in pixels. */
  readonly height: number
  /** Whether a character is among those that can be read at all. */
  knows(character: string): boolean
  read(strip: Raster): Promise<PlacedCharacter[]>
}

export interface Engine {
  readonly name: 'paddle' | 'tesseract'
  /** Lines in reading order. Works on any size of raster with bounded memory. */
  recognise(raster: Raster, options?: RecogniseOptions): Promise<RecognisedLine[]>
  /** Absent where single characters are not read well enough to prove anything. */
  readonly strips?: StripReader
  /** Frees models and threads. */
  close(): Promise<void>
}

/** Which engines read a picture; `auto` is the one that reads marks best by measurement. */
export const ocrModes = ['auto', 'paddle', 'tesseract', 'both', 'off'] as const
export type OcrMode = (typeof ocrModes)[number]
