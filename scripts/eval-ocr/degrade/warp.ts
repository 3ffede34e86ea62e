/** Pulls a picture into another shape, pixel by pixel from the target. */
import type { Picture } from '../drawing/picture.ts'
import { clip } from '../drawing/picture.ts'

export type Point = readonly [number, number]

/** The projective map that takes the four `from` points to the four `to` points. */
export function homography(from: readonly Point[], to: readonly Point[]): (x: number, y: number) => Point {
  const rows: number[][] = []
  for (const [i, [x, y]] of from.entries()) {
    const [u, v] = to[i] as Point
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v])
  }
  const [a, b, c, d, e, f, g, h] = solve(rows) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return (x, y) => {
    const w = g * x + h * y + 1
    return [(a * x + b * y + c) / w, (d * x + e * y + f) / w]
  }
}

/** Gauss–Jordan with pivoting on an augmented matrix. */
function solve(rows: number[][]): number[] {
  const size = rows.length
  for (let column = 0; column < size; column++) {
    let best = column
    for (let row = column; row < size; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row
    }
    const pivot = rows[best] as number[]
    rows[best] = rows[column] as number[]
    rows[column] = pivot
    const head = pivot[column] as number
    for (let at = column; at <= size; at++) pivot[at] = (pivot[at] as number) / head
    for (const row of rows) {
      const factor = row[column] as number
      if (row === pivot || factor === 0) continue
      for (let at = column; at <= size; at++) row[at] = (row[at] as number) - factor * (pivot[at] as number)
    }
  }
  return rows.map(row => row[size] as number)
}

export interface Warp {
  readonly width: number
  readonly height: number
  /** Where in the source a target pixel comes from; outside the source it is background. */
  readonly source: (x: number, y: number) => Point
  readonly background: (x: number, y: number, out: Float64Array) => void
  /** Light that falls on a place of the source, 1 for full. */
  readonly light: (u: number, v: number, x: number, y: number) => number
}

/** Bilinear. */
export function warped(picture: Picture, warp: Warp): Picture {
  const { width, height } = warp
  const data = Buffer.allocUnsafe(width * height * 3)
  const out = new Float64Array(3)
  const { data: pixels, width: wide, height: high } = picture
  let at = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [u, v] = warp.source(x, y)
      if (u < 0 || v < 0 || u >= wide - 1 || v >= high - 1) {
        warp.background(x, y, out)
      } else {
        const left = Math.floor(u)
        const top = Math.floor(v)
        const dx = u - left
        const dy = v - top
        const light = warp.light(u, v, x, y)
        const first = (top * wide + left) * 3
        const below = first + wide * 3
        for (let channel = 0; channel < 3; channel++) {
          const upper =
            (pixels[first + channel] as number) * (1 - dx) + (pixels[first + 3 + channel] as number) * dx
          const lower =
            (pixels[below + channel] as number) * (1 - dx) + (pixels[below + 3 + channel] as number) * dx
          out[channel] = (upper * (1 - dy) + lower * dy) * light
        }
      }
      data[at] = clip(out[0] as number)
      data[at + 1] = clip(out[1] as number)
      data[at + 2] = clip(out[2] as number)
    }
  }
  return { width, height, data }
}
