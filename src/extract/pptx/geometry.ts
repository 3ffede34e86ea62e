/** Where shapes stand on a slide: EMU in the file, points outside; groups have coordinates of their own. */
import type { Box } from '../../document/document.ts'
import type { XmlElement } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'

/** English Metric Units in a point (ISO/IEC 29500-1, 20.1.2.1). */
const emuPerPoint = 12_700
/** A slide is at most 56 inches; what lies further out than this is no place at all. */
const furthestPoints = 1_000_000

/** What `a:xfrm` says, in points. */
export interface Transform {
  off?: readonly [number, number]
  ext?: readonly [number, number]
  chOff?: readonly [number, number]
  chExt?: readonly [number, number]
}

/** Takes a child of `a:xfrm` into a transform. */
export function readTransform(element: XmlElement, into: Transform): void {
  const { name } = element
  if (name === 'off' || name === 'chOff') into[name] = [points(element, 'x'), points(element, 'y')]
  else if (name === 'ext' || name === 'chExt') into[name] = [points(element, 'cx'), points(element, 'cy')]
}

export function points(element: XmlElement, name: string): number {
  const value = Number(attribute(element, name)) / emuPerPoint
  return Math.abs(value) <= furthestPoints ? value : 0
}

export function boxOf({ off, ext }: Transform): Box | null {
  return off && ext ? [off[0], off[1], ext[0], ext[1]] : null
}

/** A box in a group's coordinates as one in those around the group. */
export function outOfGroup(box: Box, group: Transform): Box {
  const { off, ext, chOff, chExt } = group
  if (!off || !ext || !chOff || !chExt) return box
  const x = chExt[0] === 0 ? 1 : ext[0] / chExt[0]
  const y = chExt[1] === 0 ? 1 : ext[1] / chExt[1]
  const moved: Box = [
    off[0] + (box[0] - chOff[0]) * x,
    off[1] + (box[1] - chOff[1]) * y,
    box[2] * x,
    box[3] * y,
  ]
  return moved.every(value => Math.abs(value) <= furthestPoints) ? moved : box
}

/** Whether no part of the box is on the slide. */
export function isOutside([x, y, width, height]: Box, slide: readonly [number, number]): boolean {
  return x >= slide[0] || y >= slide[1] || x + width <= 0 || y + height <= 0
}
