/** What a metafile draws, as far as it can be read without drawing it. */

export interface Drawing {
  /** Rows of text. */
  readonly texts: readonly string[]
  /** Picture files: bitmaps with a file header, PNG, JPEG. */
  readonly bitmaps: readonly Uint8Array[]
  /** Whether it was read to its end, and draws no letters in a way that cannot be read. */
  readonly complete: boolean
}

/** Charts and logos have some curves; letters drawn as outlines have many. */
export const mostCurves = 12
