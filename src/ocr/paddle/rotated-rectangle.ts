/** Rectangles that lie as the text does. */
import type { Box } from '../../document/document.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** `width` runs along `angle` (radians, clockwise on screen, -π/4 to π/4), `height` across it. */
export interface RotatedRectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
}

/** The smallest upright box around a rotated rectangle. */
export function boundingBox({ x, y, width, height, angle }: RotatedRectangle): Box {
  const cos = Math.abs(Math.cos(angle))
  const sin = Math.abs(Math.sin(angle))
  const w = width * cos + height * sin
  const h = width * sin + height * cos
  return [x - w / 2, y - h / 2, w, h]
}

/** Convex hull, counter-clockwise, of points sorted in any order (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  if (sorted.length < 3) return sorted
  return [...halfHull(sorted), ...halfHull(sorted.reverse())]
}

function halfHull(sorted: readonly Point[]): Point[] {
  const hull: Point[] = []
  for (const point of sorted) {
    while (hull.length > 1 && !turnsLeft(hull.at(-2), hull.at(-1), point)) hull.pop()
    hull.push(point)
  }
  hull.pop()
  return hull
}

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  return a !== undefined && b !== undefined && (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0
}

/** The rectangle of least area around a convex polygon: one of its sides lies on a side of the polygon. */
export function minAreaRectangle(hull: readonly Point[]): RotatedRectangle {
  let best: RotatedRectangle | undefined
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i] as Point
    const b = hull[(i + 1) % hull.length] as Point
    const candidate = rectangleAt(hull, Math.atan2(b.y - a.y, b.x - a.x))
    if (best === undefined || candidate.width * candidate.height < best.width * best.height) best = candidate
  }
  return best ?? { x: 0, y: 0, width: 0, height: 0, angle: 0 }
}

function rectangleAt(hull: readonly Point[], sideAngle: number): RotatedRectangle {
  // A quarter turn changes nothing but the names of the sides: keep the angle within ±45°.
  const angle = sideAngle - Math.round(sideAngle / (Math.PI / 2)) * (Math.PI / 2)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of hull) {
    const along = x * cos + y * sin
    const across = y * cos - x * sin
    left = Math.min(left, along)
    right = Math.max(right, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const along = (left + right) / 2
  const across = (top + bottom) / 2
  return {
    x: along * cos - across * sin,
    y: along * sin + across * cos,
    width: right - left,
    height: bottom - top,
    angle,
  }
}
