/** The part of the PDF graphics state (ISO 32000-1, 8.4 and 9.3) that decides where text stands and how it looks. */
import { identity, type Matrix, multiply } from './matrix.ts'
import { type Clip, noClip } from './surfaces.ts'

/** What is used of a font that pdf.js has loaded. */
export interface Font {
  /** pdf.js's own name for it, within the document. */
  readonly loadedName?: string | undefined
  readonly isType3Font?: boolean | undefined
  readonly vertical?: boolean | undefined
  /** Not embedded: its encoding is a published one. */
  readonly missingFile?: boolean | undefined
  readonly fontMatrix?: readonly number[] | undefined
  readonly bbox?: readonly number[] | undefined
}

export interface GraphicsState {
  ctm: Matrix
  font: Font | null
  fontSize: number
  charSpacing: number
  wordSpacing: number
  /** Horizontal scaling, 1 for 100 %. */
  scale: number
  leading: number
  rise: number
  renderMode: number
  textMatrix: Matrix
  x: number
  y: number
  lineX: number
  lineY: number
  fill: string | undefined
  stroke: string | undefined
  /** Opacity of what is filled, of the groups around it already multiplied in. */
  opacity: number
  groupOpacity: number
  strokeOpacity: number
  /** False while the fill is a tiling pattern, which may leave gaps. */
  fillsWhole: boolean
  /** Blend modes of what is painted and of the group around it, as CSS names them. */
  blend: string
  groupBlend: string
  softMask: boolean
  groupSoftMask: boolean
  lineWidth: number
  clip: Clip
}

export function initialState(ctm: Matrix): GraphicsState {
  return {
    ctm,
    font: null,
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    renderMode: 0,
    textMatrix: identity,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
    fill: '#000000',
    stroke: '#000000',
    opacity: 1,
    groupOpacity: 1,
    strokeOpacity: 1,
    fillsWhole: true,
    blend: 'source-over',
    groupBlend: 'source-over',
    softMask: false,
    groupSoftMask: false,
    lineWidth: 1,
    clip: noClip,
  }
}

/** What is painted next stands in a group of its own: what was set for it applies to the group as a whole. */
export function enterGroup(state: GraphicsState, isSoftMask: boolean): void {
  state.groupOpacity = state.opacity
  if (state.blend !== 'source-over') state.groupBlend = state.blend
  state.groupSoftMask ||= state.softMask || isSoftMask
  state.blend = 'source-over'
  state.softMask = false
}

/** `Tm`: also goes back to the start of the line. */
export function setTextMatrix(state: GraphicsState, matrix: Matrix): void {
  state.textMatrix = matrix
  state.x = state.lineX = 0
  state.y = state.lineY = 0
}

/** `Td`. */
export function moveText(state: GraphicsState, x: number, y: number): void {
  state.lineX += x
  state.lineY += y
  state.x = state.lineX
  state.y = state.lineY
}

/** Maps text space at the pen, with text rise, to the page. */
export function penMatrix(state: GraphicsState): Matrix {
  const moved: Matrix = [1, 0, 0, 1, state.x, state.y + state.rise]
  return multiply(multiply(state.ctm, state.textMatrix), moved)
}
