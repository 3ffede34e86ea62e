/** AbbreviatedData of a path object (GB/T 33190-2016, 9.3): points, what kind of shape it is, and SVG path data. */
import type { Point } from '../pdf/matrix.ts'

export interface PathData {
  /** The same path as SVG path data (SVG 1.1, 8.3). */
  readonly svg: string
  /** Every point it goes through or is pulled towards, in its own coordinates. */
  readonly points: readonly Point[]
  readonly segments: number
  /** Rules, frames and boxes: nothing but level and upright lines, few of them. */
  readonly plain: boolean
  /** One closed upright rectangle. */
  readonly rectangle: boolean
}

/** Operators: how many numbers each takes, and the SVG command it is. */
const operators: Readonly<Record<string, readonly [numbers: number, svg: string]>> = {
  S: [2, 'M'],
  M: [2, 'M'],
  L: [2, 'L'],
  Q: [4, 'Q'],
  B: [6, 'C'],
  A: [7, 'A'],
  C: [0, 'Z'],
}

const maxSegments = 200_000
const plainSegments = 24

/** @returns what could be read; data breaks off at the first thing that is no operator. */
export function parsePath(data: string): PathData {
  const words = data.trim().split(/[\s,]+/)
  const points: Point[] = []
  const svg: string[] = []
  let segments = 0
  let straight = true
  for (let i = 0; i < words.length && segments < maxSegments; ) {
    const operator = operators[words[i++] ?? '']
    if (!operator) break
    const [count, command] = operator
    const numbers = words.slice(i, i + count).map(Number)
    if (numbers.length < count || !numbers.every(Number.isFinite)) break
    i += count
    svg.push(command, ...numbers.map(String))
    if (command === 'M' || command === 'Z') {
      if (command === 'M') points.push(numbers as unknown as Point)
      continue
    }
    segments++
    const before = points.at(-1)
    const ends = command === 'A' ? numbers.slice(5) : numbers
    for (let n = 0; n + 1 < ends.length; n += 2) points.push([ends[n] as number, ends[n + 1] as number])
    const [x, y] = points.at(-1) ?? [0, 0]
    const level = before && (Math.abs(x - before[0]) < 1e-3 || Math.abs(y - before[1]) < 1e-3)
    if (command !== 'L' || !level) straight = false
  }
  const oneLine = segments <= 1 && svg[3] !== 'A'
  const plain = oneLine || (straight && segments <= plainSegments)
  return {
    svg: svg.join(' '),
    points,
    segments,
    plain,
    rectangle: straight && segments >= 3 && segments <= 4,
  }
}
