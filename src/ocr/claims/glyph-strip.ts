/** Draws glyphs side by side, black on white, as large as a recogniser wants them and clearly apart. */
import { createCanvas, Path2D } from '@napi-rs/canvas'
import type { ClaimedGlyph } from '../../document/claimed-text.ts'
import type { Raster } from '../../document/picture.ts'

export interface GlyphStrip {
  readonly raster: Raster
  /** Where the cell of each glyph ends, from the left, in pixels. */
  readonly ends: readonly number[]
}

/** Parts of the strip's height: the tallest and the widest glyph, and what is left between two. */
const tallest = 0.78
const widest = 0.82
const margin = 8

interface Bounds {
  left: number
  right: number
  bottom: number
  top: number
}

/**
 * @param squeeze part of their width that glyphs are drawn with: a recogniser takes its time by the width.
 * @param gap between two glyphs, in parts of the strip's height.
 * @returns null when nothing can be drawn: outlines without extent.
 */
export function drawStrip(
  glyphs: readonly Pick<ClaimedGlyph, 'path'>[],
  height: number,
  { squeeze, gap }: { readonly squeeze: number; readonly gap: number },
): GlyphStrip | null {
  const bounds = glyphs.map(({ path }) => boundsOf(path))
  const top = Math.max(...bounds.map(each => each.top))
  const bottom = Math.min(...bounds.map(each => each.bottom))
  const width = Math.max(...bounds.map(each => each.right - each.left))
  const scale = Math.min((tallest * height) / (top - bottom), (widest * height) / width)
  if (!(scale > 0) || !Number.isFinite(scale)) return null
  const ends: number[] = []
  let pen = margin
  for (const each of bounds) {
    pen += (each.right - each.left) * scale * squeeze + gap * height
    ends.push(pen - (gap * height) / 2)
  }
  const canvas = createCanvas(Math.ceil(pen + margin), height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, height)
  context.fillStyle = '#000000'
  const baseline = (height + (top + bottom) * scale) / 2
  pen = margin
  for (const [index, each] of bounds.entries()) {
    context.setTransform(scale * squeeze, 0, 0, -scale, pen - each.left * scale * squeeze, baseline)
    context.fill(pathOf(glyphs[index]?.path ?? []))
    pen += (each.right - each.left) * scale * squeeze + gap * height
  }
  const { data } = context.getImageData(0, 0, canvas.width, height)
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return { raster: { width: canvas.width, height, channels: 4, data: pixels }, ends }
}

/** Numbers of each drawing command after the first. */
const lengths = [2, 2, 6, 4, 0]

function boundsOf(path: ArrayLike<number>): Bounds {
  const bounds: Bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity }
  for (let at = 0; at < path.length; ) {
    const end = at + 1 + (lengths[path[at] as number] ?? 0)
    for (at += 1; at < end; at += 2) {
      const [x, y] = [path[at] as number, path[at + 1] as number]
      if (x < bounds.left) bounds.left = x
      if (x > bounds.right) bounds.right = x
      if (y < bounds.bottom) bounds.bottom = y
      if (y > bounds.top) bounds.top = y
    }
  }
  return bounds
}

function pathOf(path: ArrayLike<number>): Path2D {
  const drawn = new Path2D()
  const n = (index: number) => path[index] ?? 0
  for (let at = 0; at < path.length; ) {
    const command = path[at] as number
    const p = at + 1
    if (command === 0) drawn.moveTo(n(p), n(p + 1))
    else if (command === 1) drawn.lineTo(n(p), n(p + 1))
    else if (command === 2) drawn.bezierCurveTo(n(p), n(p + 1), n(p + 2), n(p + 3), n(p + 4), n(p + 5))
    else if (command === 3) drawn.quadraticCurveTo(n(p), n(p + 1), n(p + 2), n(p + 3))
    else if (command === 4) drawn.closePath()
    at = p + (lengths[command] ?? 0)
  }
  return drawn
}
