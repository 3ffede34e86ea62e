/** Pages that lie on their side or head: boxes by quarter turns. */
import type { Box } from './document.ts'

/** Clockwise turns by 90° that bring text upright. */
export type QuarterTurns = 0 | 1 | 2 | 3

/**
 * A box on the page after its turns, on the page as it lay.
 * @param size of the page as it lay.
 */
export function turnBack(
  [x, y, w, h]: Box,
  { width, height }: { readonly width: number; readonly height: number },
  turns: QuarterTurns,
): Box {
  switch (turns) {
    case 0:
      return [x, y, w, h]
    case 1:
      return [y, height - x - w, h, w]
    case 2:
      return [width - x - w, height - y - h, w, h]
    case 3:
      return [width - y - h, x, h, w]
  }
}

/**
 * A box on the page as it lay, on the page after its turns.
 * @param size of the page as it lay.
 */
export function turnBox(
  box: Box,
  { width, height }: { readonly width: number; readonly height: number },
  turns: QuarterTurns,
): Box {
  const turned = turns % 2 === 0 ? { width, height } : { width: height, height: width }
  return turnBack(box, turned, opposite(turns))
}

/** The turns that undo some. */
export function opposite(turns: QuarterTurns): QuarterTurns {
  return turns === 1 ? 3 : turns === 3 ? 1 : turns
}
