/** Affine transforms as PDF writes them, `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f. */
import type { Box } from '../../document/document.ts'

export type Matrix = readonly [number, number, number, number, number, number]
export type Point = readonly [number, number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** Reads six finite numbers out of what pdf.js hands over; anything else is the identity. */
export function matrixOf(value: unknown): Matrix {
  if (value === null || typeof value !== 'object') return identity
  const list = Array.from(value as ArrayLike<unknown>)
  if (list.length !== 6 || !list.every(entry => Number.isFinite(entry))) return identity
  return list as unknown as Matrix
}

/** The transform that applies `inner` first and `outer` after it. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ]
}

export function apply(m: Matrix, x: number, y: number): Point {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}

/** The upright box around some points. */
export function boxAround(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return [left, top, right - left, bottom - top]
}

/** The upright box around a rectangle after a transform. */
export function transformedBox(m: Matrix, x0: number, y0: number, x1: number, y1: number): Box {
  return boxAround([apply(m, x0, y0), apply(m, x1, y0), apply(m, x0, y1), apply(m, x1, y1)])
}

export function union(a: Box, b: Box): Box {
  return boxAround([
    [a[0], a[1]],
    [a[0] + a[2], a[1] + a[3]],
    [b[0], b[1]],
    [b[0] + b[2], b[1] + b[3]],
  ])
}

/** Area that two boxes share. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1])
  return width > 0 && height > 0 ? width * height : 0
}

/** To hundredths of a point. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

export function roundBox([x, y, width, height]: Box): Box {
  return [round(x), round(y), round(width), round(height)]
}
