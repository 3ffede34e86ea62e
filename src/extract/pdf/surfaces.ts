/** Records the areas that a page paints, in painting order: what can lie over text, or be the ground under it. */
import type { Box } from '../../document/document.ts'
import type { PaintedImage } from './content.ts'
import type { GraphicsState } from './graphics-state.ts'
import { apply, type Matrix, transformedBox } from './matrix.ts'
import { filledOutline, isRectangle, type Outline, strokedOutline } from './outline.ts'

export interface Surface {
  /** Place in painting order, counted together with the runs of text. */
  readonly order: number
  /** Nothing of the surface lies outside; all of it is painted when there are no outlines. */
  readonly box: Box
  /** A painted point lies in all of these. */
  readonly outlines: readonly Outline[]
  /** Undefined for pictures, patterns and shadings. */
  readonly color: string | undefined
  /** Nothing below can be seen; for a picture, where its own pixels are opaque. */
  readonly opaque: boolean
  readonly image: PaintedImage | null
}

/** What later painting is cut to. */
export interface Clip {
  readonly box: Box | null
  readonly outlines: readonly Outline[]
  /** Cut to something that is not followed here, such as the shapes of letters. */
  readonly unknown: boolean
}

export const noClip: Clip = { box: null, outlines: [], unknown: false }

/** Less transparent than this, and nothing is read through it. */
const leastOpacity = 0.9
/** Points: a character below this size is not read by anyone, so neither hides what is smaller. */
const leastSide = 2
/** Blends that darken hide what is below as well when they paint nearly black. */
const darkening: ReadonlySet<string> = new Set(['multiply', 'darken', 'color-burn'])
const nearlyBlack = 0x30
const mostClipOutlines = 40

/** Cuts a clip further, to a path. */
export function clipped(
  clip: Clip,
  path: ArrayLike<number> | null,
  bounds: Box | null,
  matrix: Matrix,
  evenOdd: boolean,
): Clip {
  if (!path || !bounds) return { ...clip, unknown: true }
  const box = clip.box ? intersection(clip.box, bounds) : bounds
  if (isRectangle(path, matrix)) return { ...clip, box }
  if (clip.outlines.length >= mostClipOutlines) return { ...clip, box, unknown: true }
  return { ...clip, box, outlines: [...clip.outlines, filledOutline(path, matrix, evenOdd)] }
}

/** The filled area of a path, or null when it is too small to hide anything. */
export function filledSurface(
  order: number,
  state: GraphicsState,
  path: ArrayLike<number>,
  bounds: Box,
  evenOdd: boolean,
): Surface | null {
  if (!isLarge(bounds)) return null
  const outlines = isRectangle(path, state.ctm) ? [] : [filledOutline(path, state.ctm, evenOdd)]
  return surface(order, state, bounds, outlines, state.fill, state.fillsWhole && covers(state, state.fill))
}

/** The line of a thick pen, or null. */
export function strokedSurface(
  order: number,
  state: GraphicsState,
  path: ArrayLike<number>,
  [x, y, width, height]: Box,
): Surface | null {
  const [a, b, c, d] = state.ctm
  const pen = state.lineWidth * Math.sqrt(Math.abs(a * d - b * c))
  if (!(pen >= leastSide)) return null
  const bounds: Box = [x - pen / 2, y - pen / 2, width + pen, height + pen]
  const opaque =
    state.stroke !== undefined && covers({ ...state, opacity: state.strokeOpacity }, state.stroke)
  return surface(order, state, bounds, [strokedOutline(path, state.ctm, pen)], state.stroke, opaque)
}

/** A picture, or null. */
export function imageSurface(order: number, state: GraphicsState, image: PaintedImage): Surface | null {
  return surface(
    order,
    state,
    image.box,
    squareOutline(state.ctm),
    undefined,
    covers(state, undefined),
    image,
  )
}

/** A single colour painted over the unit square. */
export function squareSurface(order: number, state: GraphicsState): Surface | null {
  const box = transformedBox(state.ctm, 0, 0, 1, 1)
  return surface(order, state, box, squareOutline(state.ctm), state.fill, covers(state, state.fill))
}

/** A shading painted over everything that the clip leaves. */
export function shadingSurface(order: number, state: GraphicsState, page: Box): Surface | null {
  return surface(order, state, page, [], undefined, covers(state, undefined))
}

function surface(
  order: number,
  { clip }: GraphicsState,
  bounds: Box,
  own: readonly Outline[],
  color: string | undefined,
  opaque: boolean,
  image: PaintedImage | null = null,
): Surface | null {
  const box = clip.box ? intersection(bounds, clip.box) : bounds
  if (!isLarge(box)) return null
  return { order, box, outlines: [...own, ...clip.outlines], color, opaque: opaque && !clip.unknown, image }
}

function isLarge(box: Box): boolean {
  return box[2] >= leastSide && box[3] >= leastSide && box.every(Number.isFinite)
}

function covers(state: GraphicsState, color: string | undefined): boolean {
  if (state.opacity < leastOpacity || state.softMask || state.groupSoftMask) return false
  const dark = color !== undefined && brightness(color) <= nearlyBlack
  return [state.blend, state.groupBlend].every(
    blend => blend === 'source-over' || (dark && darkening.has(blend)),
  )
}

function brightness(color: string): number {
  return Math.max(...[1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16)))
}

/** Needed only for pictures that are turned by other than quarter turns. */
function squareOutline(matrix: Matrix): Outline[] {
  const [a, b, c, d] = matrix
  if ((Math.abs(b) < 1e-6 && Math.abs(c) < 1e-6) || (Math.abs(a) < 1e-6 && Math.abs(d) < 1e-6)) return []
  const corners = [apply(matrix, 0, 0), apply(matrix, 1, 0), apply(matrix, 1, 1), apply(matrix, 0, 1)]
  const path = corners.flatMap(([x, y], index) => [index === 0 ? 0 : 1, x, y])
  return [filledOutline(path, [1, 0, 0, 1, 0, 0], false)]
}

function intersection(a: Box, b: Box): Box {
  const left = Math.max(a[0], b[0])
  const top = Math.max(a[1], b[1])
  const right = Math.min(a[0] + a[2], b[0] + b[2])
  const bottom = Math.min(a[1] + a[3], b[1] + b[3])
  return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)]
}
