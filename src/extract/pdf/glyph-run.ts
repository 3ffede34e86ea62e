/** Turns one text-showing operator into a run of glyphs with their places, and moves the pen. */
import type { Channel } from '../../document/document.ts'
import type { Glyph, Run } from './content.ts'
import { outlineName } from './glyph-outlines.ts'
import { type Font, type GraphicsState, penMatrix } from './graphics-state.ts'
import { isLegible } from './legibility.ts'

/** What is used of pdf.js's glyphs; numbers between them are adjustments of the pen in thousandths. */
interface PdfGlyph {
  readonly fontChar?: string
  readonly unicode?: string
  readonly width?: number
  readonly vmetric?: readonly [number, number, number] | null
  readonly isSpace?: boolean
}

const invisible = 3
/** How far a character reaches above and below its baseline, in font sizes (the em box of CJK fonts). */
const ascent = 0.88
const descent = 0.12
/** Going back further than this, in font sizes, begins a new run. */
const backwards = 0.3

/** Codes that fonts without a mapping give to their glyphs; never characters that a reader sees. */
const controls = /\p{Cc}/gu

/** @returns the runs of one operator: one, or several where the pen goes back. */
export function showText(
  state: GraphicsState,
  shown: readonly unknown[],
  channel: Channel,
  order: number,
): Run[] {
  const { font } = state
  if (!font || state.fontSize === 0) return []
  const fontMatrix = font.fontMatrix ?? [0.001, 0, 0, 0.001, 0, 0]
  const vertical = font.vertical === true
  const sign = state.fontSize < 0 ? -1 : 1
  const fontSize = Math.abs(state.fontSize)
  const unit = fontSize * (fontMatrix[0] || 0.001)
  const pen = penMatrix(state)
  const scale = state.scale * sign

  const glyphs: Glyph[] = []
  let x = 0
  for (const entry of shown) {
    if (typeof entry === 'number') {
      x += (vertical ? 1 : -1) * entry * (fontSize / 1000)
      continue
    }
    if (entry === null || typeof entry !== 'object') continue
    const glyph = entry as PdfGlyph
    const width = vertical ? -(glyph.vmetric?.[0] ?? -1000) : (glyph.width ?? 0)
    const spacing = ((glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing) * sign
    const meaning = glyph.unicode || '\ufffd'
    const legible = !font.isType3Font && isLegible(meaning, vertical || font.missingFile ? 0 : width)
    const text = meaning.replace(controls, '\ufffd')
    glyphs.push({ text, start: x, end: x + width * unit, legible, ...outlineOf(font, glyph) })
    x += vertical ? width * unit - spacing : width * unit + spacing
  }
  const runs = placed(glyphs)
  if (vertical) state.y -= x
  else state.x += x * scale
  return runs

  function placed(all: Glyph[]): Run[] {
    // Along the text and towards the top of its characters, in page space.
    const along = vertical ? ([-pen[2], -pen[3]] as const) : ([pen[0] * scale, pen[1] * scale] as const)
    const up = vertical ? ([pen[0], pen[1]] as const) : ([pen[2] * sign, pen[3] * sign] as const)
    const length = Math.hypot(along[0], along[1])
    if (!(length > 0) || all.length === 0) return []
    const direction = [along[0] / length, along[1] / length] as const
    const height = Math.hypot(up[0], up[1])
    const em = font?.isType3Font ? drawnHeight(fontMatrix, font.bbox) : 1
    const size = fontSize * height * em
    const origin = pen[4] * direction[0] + pen[5] * direction[1]
    const across = -pen[4] * direction[1] + pen[5] * direction[0]
    const upwards = -up[0] * direction[1] + up[1] * direction[0] > 0 ? 1 : -1
    const edges = vertical ? [-size / 2, size / 2] : [upwards * size * ascent, -upwards * size * descent]
    const shape = {
      order,
      direction,
      across,
      from: Math.min(...edges),
      to: Math.max(...edges),
      size,
      color: state.renderMode % 4 === 1 ? state.stroke : state.fill,
      ...(state.renderMode % 4 === 2 && state.stroke !== state.fill ? { edge: state.stroke } : {}),
      channel: state.renderMode === invisible || state.opacity < 0.02 ? ('hidden' as const) : channel,
    }
    const at = (value: number) => origin + value * length
    return forwardPieces(all, fontSize * backwards).map(piece => ({
      ...shape,
      glyphs: piece.map(glyph => ({ ...glyph, start: at(glyph.start), end: at(glyph.end) })),
    }))
  }
}

/** Glyphs that are little drawings (Type 3) are read by OCR in any case. */
function outlineOf({ isType3Font, loadedName }: Font, { fontChar }: PdfGlyph): { outline?: string } {
  if (isType3Font || loadedName === undefined || !fontChar) return {}
  return { outline: outlineName(loadedName, fontChar) }
}

function forwardPieces(glyphs: Glyph[], tolerance: number): Glyph[][] {
  const pieces: Glyph[][] = []
  let piece: Glyph[] = []
  let reached = -Infinity
  for (const glyph of glyphs) {
    if (piece.length > 0 && glyph.start < reached - tolerance) {
      pieces.push(piece)
      piece = []
    }
    piece.push(glyph)
    reached = glyph.end
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

function drawnHeight(fontMatrix: readonly number[], bbox: readonly number[] | undefined): number {
  const height = Math.abs((bbox?.[3] ?? 0) - (bbox?.[1] ?? 0)) || 1000
  return Math.abs(fontMatrix[3] ?? 0.001) * height || 1
}
