/** Pictures travel beside a part until they have been read; they never leave the child process. */
import type { ClaimedText } from './claimed-text.ts'
import type { Box, Part } from './document.ts'

/** Decoded pixels, rows from the top, 8 bits a channel, no padding. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 3 | 4
  readonly data: Uint8Array
}

export interface Picture {
  /** For messages and labels: `image1.png`, `page 3`. */
  readonly name: string
  /** Where the picture stands in its part, in the part's units; null when it fills the part or has no place. */
  readonly box: Box | null
  /** `page`: the rendering of a whole page without usable text; `picture`: one embedded in it. */
  readonly kind: 'page' | 'picture'
  /**
   * Names the pixels without decoding them: pictures with the same key show the same. Null, or no such function,
   * where nothing cheaper than the pixels tells.
   * @throws {ProblemError} when the picture's bytes cannot be had.
   */
  key?(): Promise<string | null>
  /**
   * Decodes the pixels, when they are needed and not before: a hundred pages of pixels do not fit in memory.
   * @throws {ProblemError} when it cannot be decoded or is over the pixel limit.
   */
  raster(): Promise<Raster>
}

/** What an extractor yields: a part and the pictures in it that still have to be read. */
export interface ExtractedPart extends Part {
  readonly pictures: readonly Picture[]
  /** Text that was believed so far; absent where its glyphs are not known, or its pictures are read anyway. */
  readonly claims?: ClaimedText
}
