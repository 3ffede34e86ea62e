/** The issuer's name in large red characters across the page, also where recognition could not read it. */
import type { Box } from '../../document/document.ts'
import type { Mask } from './components.ts'
import { areasOf } from './components.ts'
import type { Redness } from './redness.ts'
import type { Scan } from './scan.ts'

/** Millimetres. */
const size = { narrow: 55, wide: 185, low: 6.5, high: 34 }
/** Part of the sheet from its top in which a head stands. */
const depth = 0.42
/** Gaps between its characters, in millimetres. */
const gap = 7

/**
 * @param others boxes, in tiles, of what was found to be a rule, seal or stamp.
 * @returns boxes in tiles.
 */
export function redHeadsOf({ paper: { sheet } }: Scan, { tiles }: Redness, others: readonly Box[]): Box[] {
  const bottom = sheet.top + Math.round((sheet.bottom - sheet.top) * depth)
  const data = tiles.data.slice(0, bottom * tiles.width)
  for (const [x, y, width, height] of others)
    for (let row = Math.max(0, Math.floor(y) - 1); row < Math.min(bottom, y + height + 1); row++)
      data.fill(
        0,
        row * tiles.width + Math.max(0, Math.floor(x) - 1),
        row * tiles.width + Math.ceil(x + width) + 1,
      )
  const mask: Mask = { width: tiles.width, height: bottom, data }
  return areasOf(mask, 60, Math.round(gap * sheet.unit)).flatMap(area => {
    const [width, height] = [area.right - area.left, area.bottom - area.top]
    const fill = area.members.length / (width * height)
    const fits =
      width >= size.narrow * sheet.unit &&
      width <= size.wide * sheet.unit &&
      height >= size.low * sheet.unit &&
      height <= size.high * sheet.unit
    return fits && fill > 0.25 ? [[area.left, area.top, width, height] satisfies Box] : []
  })
}
