/** The red line under a document's head, or the two of a letter (GB/T 9704-2012 clauses 7.2.7, 10.1). */
import type { Box } from '../../document/document.ts'
import { type Area, areasOf } from './components.ts'
import type { Redness } from './redness.ts'
import type { Scan } from './scan.ts'

/** Millimetres. A rule with a star in its middle is two of these. */
const shortest = 55
const thickest = 1.8
/** Rise or fall per length: a scan may be turned by some degrees. */
const steepest = 0.13

/** Boxes in tiles. */
export function redRulesOf({ tiles, paper }: Scan, { cells }: Redness): Box[] {
  const unit = paper.sheet.unit * tiles.side
  const isRule = ({ left, top, right, bottom, members }: Area) => {
    const length = right - left
    return (
      length >= shortest * unit &&
      bottom - top <= thickest * unit + length * steepest &&
      members.length <= length * thickest * unit &&
      // A band of characters has gaps.
      members.length >= length * 0.9
    )
  }
  return areasOf(cells, Math.floor(shortest * unit * 0.9), 2)
    .filter(isRule)
    .map(({ left, top, right, bottom }) => [
      left / tiles.side,
      top / tiles.side,
      (right - left) / tiles.side,
      (bottom - top) / tiles.side,
    ])
}
