/** Boxes found in overlapping slices of one picture: each line once, and whole. */
import { around, overlapOf, sharedPart } from '../overlap.ts'
import type { Window } from '../windows.ts'
import { boundingBox, type RotatedRectangle } from './rotated-rectangle.ts'

/** A box of which this part lies in another is the same line, seen twice. */
const sameLine = 0.6
/** Boxes of neighbouring slices that share this part of their height, and touch, are halves of one line. */
const sameRow = 0.6

/** @param found boxes in picture pixels, one list a window, in the windows' order. */
export function joinWindows(
  found: readonly (readonly RotatedRectangle[])[],
  windows: readonly Window[],
): RotatedRectangle[] {
  const [first, second] = windows
  if (first === undefined || second === undefined) return [...(found[0] ?? [])]
  const sideways = second.x !== first.x
  let joined: RotatedRectangle[] = []
  for (const boxes of found) {
    for (const box of boxes) joined = sideways ? addAcross(joined, box) : addDown(joined, box)
  }
  return joined
}

/** Slices one below the other: of two sightings the larger is the whole line, the other was cut by the edge. */
function addDown(joined: readonly RotatedRectangle[], box: RotatedRectangle): RotatedRectangle[] {
  const rivals = joined.filter(other => sharedPart(boundingBox(other), boundingBox(box)) > sameLine)
  if (rivals.some(other => area(other) >= area(box))) return [...joined]
  return [...joined.filter(other => !rivals.includes(other)), box]
}

/** Slices side by side: a line goes on from one into the next and is put together. */
function addAcross(joined: readonly RotatedRectangle[], box: RotatedRectangle): RotatedRectangle[] {
  const here = boundingBox(box)
  const halves = joined.filter(other => {
    const there = boundingBox(other)
    const rows = overlapOf(here[1], here[3], there[1], there[3]) / Math.min(here[3], there[3])
    return rows > sameRow && overlapOf(here[0], here[2], there[0], there[2]) > 0
  })
  if (halves.length === 0) return [...joined, box]
  const union = [...halves.map(boundingBox), here].reduce(around)
  const whole = {
    x: union[0] + union[2] / 2,
    y: union[1] + union[3] / 2,
    width: union[2],
    height: union[3],
    angle: 0,
  }
  return [...joined.filter(other => !halves.includes(other)), whole]
}

function area({ width, height }: RotatedRectangle): number {
  return width * height
}
