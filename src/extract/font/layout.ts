/** What every kind of font file comes down to: fonts made of tables. */
import type { Range } from '../stray-bytes.ts'

/** Four characters and what stands under them. */
export interface FontTable {
  readonly tag: string
  readonly bytes: Uint8Array
  /** `glyf` and `loca` of WOFF2 in a form of their own (WOFF2 §5). */
  readonly isTransformed: boolean
}

export interface FontLayout {
  /** One font, or the fonts of a collection; they may share tables. */
  readonly fonts: readonly (readonly FontTable[])[]
  /** Where in the file they were found. */
  readonly covered: readonly Range[]
  /** Texts of the container itself. */
  readonly texts: readonly string[]
  /** WOFF: data that only its maker understands. */
  readonly privateData?: Uint8Array
  /** WOFF: a description in XML. */
  readonly metadata?: Uint8Array
}
