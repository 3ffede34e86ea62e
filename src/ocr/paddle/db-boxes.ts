/**
 * From the detector's probability map to boxes (Differentiable Binarization, arXiv 1911.08947): pixels over a
 * threshold are joined to components, each gets the smallest rectangle around it, weak ones are dropped, and
 * the rest grow, because the network is trained on text areas that were shrunk.
 */
import { convexHull, minAreaRectangle, type Point, type RotatedRectangle } from './rotated-rectangle.ts'

export interface ProbabilityMap {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

const pixelThreshold = 0.3
/** Mean probability inside the box. Lower than PaddleOCR's 0.6: a faint grey mark is worth a wasted reading. */
const boxThreshold = 0.5
/** Area × ratio / perimeter is added on each side. */
const unclipRatio = 1.6
const shortestSide = 3
/** A page of noise must not cost minutes of recognition. */
const mostBoxes = 3_000

/** Boxes in the map's own pixels. */
export function textBoxes(map: ProbabilityMap): RotatedRectangle[] {
  const boxes: RotatedRectangle[] = []
  for (const component of components(map)) {
    const rectangle = minAreaRectangle(convexHull(component))
    if (Math.min(rectangle.width, rectangle.height) < shortestSide) continue
    if (meanProbability(map, rectangle) < boxThreshold) continue
    boxes.push(unclip(rectangle))
    if (boxes.length === mostBoxes) break
  }
  return boxes
}

function unclip(rectangle: RotatedRectangle): RotatedRectangle {
  const { width, height } = rectangle
  const distance = (width * height * unclipRatio) / (2 * (width + height))
  return { ...rectangle, width: width + 2 * distance, height: height + 2 * distance }
}

/** Outermost points, row by row, of every 4-connected component over the threshold: all that a hull needs. */
function* components({ width, height, data }: ProbabilityMap): Generator<Point[]> {
  const seen = new Uint8Array(width * height)
  const stack: number[] = []
  const visit = (at: number) => {
    if (at < 0 || at >= seen.length || seen[at] === 1 || (data[at] as number) <= pixelThreshold) return
    seen[at] = 1
    stack.push(at)
  }
  for (let start = 0; start < data.length; start++) {
    if ((data[start] as number) <= pixelThreshold || seen[start] === 1) continue
    const rows = new Map<number, [number, number]>()
    seen[start] = 1
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const y = Math.floor(at / width)
      const x = at - y * width
      const row = rows.get(y)
      if (row === undefined) rows.set(y, [x, x])
      else if (x < row[0]) row[0] = x
      else if (x > row[1]) row[1] = x
      if (x > 0) visit(at - 1)
      if (x < width - 1) visit(at + 1)
      visit(at - width)
      visit(at + width)
    }
    const outline: Point[] = []
    for (const [y, [first, last]] of rows) {
      // Pixels have an extent: their corners, not their centres, are the outline.
      outline.push({ x: first, y }, { x: last + 1, y }, { x: first, y: y + 1 }, { x: last + 1, y: y + 1 })
    }
    yield outline
  }
}

/** Sampled on a grid inside the rectangle, at most 64 × 16 points. */
function meanProbability({ width, height, data }: ProbabilityMap, box: RotatedRectangle): number {
  const columns = Math.min(64, Math.ceil(box.width))
  const rows = Math.min(16, Math.ceil(box.height))
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  let sum = 0
  for (let row = 0; row < rows; row++) {
    const across = ((row + 0.5) / rows - 0.5) * box.height
    for (let column = 0; column < columns; column++) {
      const along = ((column + 0.5) / columns - 0.5) * box.width
      const x = Math.floor(box.x + along * cos - across * sin)
      const y = Math.floor(box.y + along * sin + across * cos)
      if (x >= 0 && y >= 0 && x < width && y < height) sum += data[y * width + x] as number
    }
  }
  return sum / (rows * columns)
}
