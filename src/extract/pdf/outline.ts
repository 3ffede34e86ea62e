/** The shape of a painted path on the page: whether a point lies inside its fill, or within its thick stroke. */
import { apply, boxAround, type Matrix, type Point } from './matrix.ts'

/** pdf.js's codes in a path, and how many numbers follow each (DrawOPS). */
const [moveTo, lineTo, curveTo, quadraticCurveTo] = [0, 1, 2, 3]
const curveSteps = 6
/** Longer paths are maps and drawings, not boxes; inside them nothing is taken for covered. */
const longestPath = 20_000
const roundingError = 0.05

export interface Outline {
  /** How long `contains` takes, in corners that are looked at. */
  readonly cost: number
  contains(x: number, y: number): boolean
}

/** @param path pdf.js's flat list of operations and numbers, mapped to the page by `matrix`. */
export function filledOutline(path: ArrayLike<number>, matrix: Matrix, evenOdd: boolean): Outline {
  let lines: readonly (readonly Point[])[] | null = null
  return {
    cost: path.length / 3,
    contains(x, y) {
      lines ??= linesOf(path, matrix)
      let winding = 0
      for (const line of lines) winding += windings(line, x, y)
      return evenOdd ? winding % 2 !== 0 : winding !== 0
    },
  }
}

/** @param width of the pen on the page, in points. */
export function strokedOutline(path: ArrayLike<number>, matrix: Matrix, width: number): Outline {
  let lines: readonly (readonly Point[])[] | null = null
  return {
    cost: path.length / 3,
    contains(x, y) {
      lines ??= linesOf(path, matrix)
      return lines.some(line =>
        line.some((to, index) => index > 0 && distance(x, y, line[index - 1] as Point, to) <= width / 2),
      )
    },
  }
}

/** An upright rectangle needs no outline beside its box. */
export function isRectangle(path: ArrayLike<number>, matrix: Matrix): boolean {
  if (path.length > 16) return false
  const lines = linesOf(path, matrix)
  const [corners] = lines
  if (lines.length !== 1 || !corners || corners.length < 4) return false
  const [left, top, width, height] = boxAround(corners)
  const near = (a: number, b: number) => Math.abs(a - b) <= roundingError
  const onCorner = ([x, y]: Point) =>
    (near(x, left) || near(x, left + width)) && (near(y, top) || near(y, top + height))
  const moves = corners.slice(1).every(([x, y], index) => {
    const [fromX, fromY] = corners[index] as Point
    return near(x, fromX) || near(y, fromY)
  })
  return moves && corners.every(onCorner)
}

/** Curves become a few straight lines. Malformed paths end where they stop making sense. */
function linesOf(path: ArrayLike<number>, matrix: Matrix): Point[][] {
  const lines: Point[][] = []
  if (path.length > longestPath) return lines
  let line: Point[] = []
  let pen: Point = [0, 0]
  const number = (index: number) => path[index] ?? 0
  const add = (x: number, y: number) => line.push(apply(matrix, x, y))
  for (let at = 0; at < path.length; ) {
    const operation = path[at]
    if (operation === moveTo || operation === lineTo) {
      pen = [number(at + 1), number(at + 2)]
      if (operation === moveTo) {
        line = []
        lines.push(line)
      }
      add(...pen)
      at += 3
    } else if (operation === curveTo || operation === quadraticCurveTo) {
      const cubic = operation === curveTo
      const end: Point = cubic ? [number(at + 5), number(at + 6)] : [number(at + 3), number(at + 4)]
      const first: Point = [number(at + 1), number(at + 2)]
      const second: Point = cubic ? [number(at + 3), number(at + 4)] : first
      for (let step = 1; step <= curveSteps; step += 1) {
        const t = step / curveSteps
        const along = (axis: 0 | 1) =>
          (1 - t) ** 3 * pen[axis] +
          3 * (1 - t) ** 2 * t * first[axis] +
          3 * (1 - t) * t ** 2 * second[axis] +
          t ** 3 * end[axis]
        add(along(0), along(1))
      }
      pen = end
      at += cubic ? 7 : 5
    } else {
      const [start] = line
      if (start) line.push(start)
      at += 1
    }
  }
  return lines
}

/** How often a closed line goes around a point (its winding number). */
function windings(line: readonly Point[], x: number, y: number): number {
  let count = 0
  for (const [index, [toX, toY]] of line.entries()) {
    const [fromX, fromY] = line.at(index - 1) as Point
    if (fromY <= y === toY <= y) continue
    const crossing = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)
    if (crossing > x) count += toY > fromY ? 1 : -1
  }
  return count
}

function distance(x: number, y: number, from: Point, to: Point): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = dx * dx + dy * dy
  const along =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / length))
  return Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy)
}
