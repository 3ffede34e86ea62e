/** Seals, stamps, red heads: connected areas of coloured ink. */
import type { Box } from '../../document/document.ts'
import type { InkMap } from './ink-map.ts'

export interface ColoredThing {
  /** In pixels of the picture, as fine as the map's cells. */
  readonly box: Box
  /** Cells in which dark ink lies under or over the coloured. */
  readonly overlap: number
}

/** Share of a cell that makes it coloured; text fills a tenth of its paper. */
const coloredCell = 0.06
const darkCell = 0.04

export function coloredThings(ink: InkMap): ColoredThing[] {
  const { columns, rows, cell } = ink
  const seen = new Uint8Array(columns * rows)
  const things: ColoredThing[] = []
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || (ink.colored[start] as number) < coloredCell) continue
    const stack = [start]
    seen[start] = 1
    let overlap = 0
    let [left, top, right, bottom] = [columns, rows, -1, -1]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const y = Math.floor(at / columns)
      const x = at - y * columns
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      if ((ink.dark[at] as number) >= darkCell) overlap++
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
          const next = ny * columns + nx
          if (seen[next] === 1 || (ink.colored[next] as number) < coloredCell) continue
          seen[next] = 1
          stack.push(next)
        }
      }
    }
    things.push({
      box: [left * cell, top * cell, (right - left + 1) * cell, (bottom - top + 1) * cell],
      overlap,
    })
  }
  return things
}
