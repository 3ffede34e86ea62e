/** How much boxes share. */
import type { Box } from '../document/document.ts'

/** Intersection as a part (0 to 1) of the smaller of two boxes. */
export function sharedPart(a: Box, b: Box): number {
  const shared = overlapOf(a[0], a[2], b[0], b[2]) * overlapOf(a[1], a[3], b[1], b[3])
  return shared === 0 ? 0 : shared / Math.min(a[2] * a[3], b[2] * b[3])
}

/** Length that two stretches of a line have in common. */
export function overlapOf(a: number, aLength: number, b: number, bLength: number): number {
  return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b))
}

/** The smallest box around two. */
export function around(a: Box, b: Box): Box {
  const x = Math.min(a[0], b[0])
  const y = Math.min(a[1], b[1])
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y]
}
