/** Finds images that together make one picture: the strips and tiles in which scanners store a page. */
import type { Box } from '../../document/document.ts'
import type { PaintedImage } from './content.ts'
import { overlap, union } from './matrix.ts'

export interface ImageGroup {
  readonly images: readonly PaintedImage[]
  readonly box: Box
}

/** Images are compared in pairs; a page with more is one picture. */
const mostCompared = 600
/** Points between images that count as touching. */
const touching = 1.5
/** Strips may overlap by a row of pixels; pictures laid over one another are told apart. */
const mayOverlap = 0.15

export function groupImages(images: readonly PaintedImage[]): ImageGroup[] {
  if (images.length > mostCompared) return [{ images, box: images.map(image => image.box).reduce(union) }]
  const parent = images.map((_, index) => index)
  const root = (index: number): number => {
    let at = index
    while (parent[at] !== at) at = parent[at] as number
    return at
  }
  for (const [i, a] of images.entries()) {
    for (let j = 0; j < i; j += 1) {
      if (adjoin(a.box, (images[j] as PaintedImage).box)) parent[root(i)] = root(j)
    }
  }
  const groups = new Map<number, PaintedImage[]>()
  for (const [index, image] of images.entries())
    groups.set(root(index), [...(groups.get(root(index)) ?? []), image])
  return [...groups.values()].map(members => ({
    images: members,
    box: members.map(image => image.box).reduce(union),
  }))
}

function adjoin(a: Box, b: Box): boolean {
  const wider: Box = [a[0] - touching, a[1] - touching, a[2] + 2 * touching, a[3] + 2 * touching]
  if (overlap(wider, b) === 0) return false
  const smaller = Math.min(a[2] * a[3], b[2] * b[3])
  return overlap(a, b) <= mayOverlap * smaller
}
