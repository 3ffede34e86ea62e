/** What every OCR engine offers: pixels in, lines out, in the pixels' own coordinates. */
import type { Box } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'

export interface RecognisedLine {
  readonly text: string
  /** In pixels of the raster that was given, origin at the top left. */
  readonly box: Box
  readonly confidence: number
  /** Height of the characters in pixels, also where the line is turned. */
  readonly size: number
}

export interface Engine {
  readonly name: 'paddle' | 'tesseract'
  /** Lines in reading order. Works on any size of raster with bounded memory. */
  recognise(raster: Raster): Promise<RecognisedLine[]>
  /** Frees models and threads. */
  close(): Promise<void>
}

/** Which engines read a picture; `auto` is the one that reads marks best by measurement. */
export const ocrModes = ['auto', 'paddle', 'tesseract', 'both', 'off'] as const
export type OcrMode = (typeof ocrModes)[number]
