/** What one page paints, in visual page space (points, origin at the top left, after rotation and crop). */
import type { Box, Channel } from '../../document/document.ts'
import type { Matrix, Point } from './matrix.ts'
import type { Surface } from './surfaces.ts'

export interface Glyph {
  /** What the font says it means; may be several characters (ligatures), U+FFFD when it says nothing. */
  readonly text: string
  /** Extent along the run's direction, in points. */
  readonly start: number
  readonly end: number
  /** False when the text is evidently not what a reader sees (see legibility.ts). */
  readonly legible: boolean
  /** Under which pdf.js keeps what it looks like; absent where it has no one outline. */
  readonly outline?: string
  /** Something opaque was painted over it. */
  readonly covered?: true
}

/** Glyphs that one operator paints on one baseline. */
export interface Run {
  /** Place in painting order, counted together with the surfaces. */
  readonly order: number
  /** Unit vector in which the text advances. */
  readonly direction: Point
  /** Distance of the baseline (vertical text: of the column's middle) from the origin, across the direction. */
  readonly across: number
  /** Extent across the direction, relative to `across`: the cell of the characters. */
  readonly from: number
  readonly to: number
  readonly size: number
  readonly color: string | undefined
  /** Colour of the line around its characters, where they have one of another colour. */
  readonly edge?: string | undefined
  readonly channel: Channel
  readonly glyphs: readonly Glyph[]
}

/** Pixels as pdf.js hands them over; `kind` is one of its ImageKind. */
export interface DecodedImage {
  readonly width: number
  readonly height: number
  readonly kind?: number
  readonly data?: Uint8Array | Uint8ClampedArray | null
}

export interface PaintedImage {
  /** Key in the page's object store, or the pixels themselves for small inline images. */
  readonly source: string | DecodedImage
  readonly width: number
  readonly height: number
  /** A stencil: 1-bit pixels through which a colour is painted. */
  readonly stencil: boolean
  /** Maps the unit square (image rows from the top at y = 1) to the page. */
  readonly matrix: Matrix
  readonly box: Box
  readonly hidden: boolean
}

export interface Ink {
  /** Curves and line ends of paths that could be letters: more than frames and rules. */
  readonly segments: number
  readonly box: Box | null
  /** Segments of simple paths: rules, frames, backgrounds. */
  readonly plainSegments: number
  /** Glyphs that are little drawings (Type 3): what their text says is not to be trusted. */
  readonly drawnGlyphs: number
  readonly shadings: number
}

export interface PageContent {
  readonly runs: readonly Run[]
  readonly images: readonly PaintedImage[]
  readonly surfaces: readonly Surface[]
  readonly ink: Ink
}
