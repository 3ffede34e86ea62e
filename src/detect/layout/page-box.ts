/** The page that a part shows: a scan may have a desk around it, and a picture may lie anywhere on its part. */
import type { Box, Part } from '../../document/document.ts'

/** Width of A4 in millimetres: what stands on a page is measured against it, whatever its units. */
export const pageWidth = 210

/** A picture of a page that takes less of a part than this is an illustration on another page. */
const leastShare = 0.5

/** The sheet that was seen, or the part itself; null for formats without pages. */
export function pageBoxOf(part: Part): Box | null {
  const whole: Box | null =
    part.width === null || part.height === null ? null : [0, 0, part.width, part.height]
  let page = whole
  for (const { kind, box } of part.graphics ?? []) {
    if (kind !== 'sheet' || (page !== whole && page !== null && areaOf(page) >= areaOf(box))) continue
    if (whole === null || areaOf(box) >= leastShare * areaOf(whole)) page = box
  }
  return page
}

/** The sheet on which something was seen, which may be an illustration; else the page. */
export function sheetAround(part: Part, [x, y, width, height]: Box): Box | null {
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  const sheet = part.graphics?.find(
    ({ kind, box: [left, top, w, h] }) =>
      kind === 'sheet' && middleX >= left && middleX <= left + w && middleY >= top && middleY <= top + h,
  )
  return sheet?.box ?? pageBoxOf(part)
}

const areaOf = ([, , width, height]: Box) => width * height

/** Part of the page's height that lies above the middle of a box. */
export function depthOf([, y, , height]: Box, [, top, , pageHeight]: Box): number {
  return (y + height / 2 - top) / pageHeight
}
