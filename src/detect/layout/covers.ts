/** What the covers seen on a page mean: which lie where a mark is put, and which hide something in running text (domain E1). */
import type { Box, Graphic, Line, Part } from '../../document/document.ts'
import { foldText } from '../fold/view.ts'
import { readFixedPeriod } from '../grammar/period.ts'
import type { FoundFeature } from './found-feature.ts'
import { depthOf, sheetAround } from './page-box.ts'

/** Where marks stand, in parts of the page: the box of domain G5 at the left, and the corner at the right. */
const markBox = { top: 0.06, bottom: 0.27, right: 0.55 }
/** Logos stand higher than marks and are easily taken for strokes. */
const strokesTop = 0.08
const corner = { top: 0.02, bottom: 0.17 }
/** Above a mark stand at most its own companions, never paragraphs. */
const longLine = 0.55
const mostAbove = 2
/** Text this near, in heights of its line, belongs to what is covered. */
const adjacent = 1.6
const legible = 0.6
/** Elsewhere on a page only what nobody could print by design is worth a word. */
const elsewhereManners: ReadonlySet<string> = new Set(['black-box', 'mosaic', 'blur', 'white-box'])
const sureElsewhere = 0.85
/** What may stand left of a level in its line. */
const companion = /^(?:密级[:：]?|\d{3,8}|特急|加急|特提|平急)$/u
const misreadStar = /^[^\p{N}]{0,3}/u

/** Covers of a part. Pages after the first are looked at only `ifFirst` says that a paper begins there. */
export function coverFeatures(part: Part, isFirst: boolean): FoundFeature[] {
  const covers = part.graphics?.filter(graphic => graphic.kind === 'cover') ?? []
  return covers.flatMap((cover): FoundFeature[] => {
    const page = sheetAround(part, cover.box)
    if (page === null) return []
    const { left, right } = neighbours(part, cover.box)
    if (left === null && right !== null && isRemnant(right.text) && isTop(cover, page))
      return [{ feature: 'cover-over-level', graphic: cover }]
    const inRunningText = right !== null || (left !== null && !companion.test(foldText(left.text)))
    if (isFirst && !inRunningText && inMarkPlace(cover, part, page))
      return [
        { feature: cover.manner === 'strokes' ? 'strokes-in-mark-box' : 'cover-in-mark-box', graphic: cover },
      ]
    return elsewhereManners.has(cover.manner ?? '') && cover.confidence >= sureElsewhere
      ? [{ feature: 'cover-elsewhere', graphic: cover }]
      : []
  })
}

const isTop = ({ box }: Graphic, page: Box) => depthOf(box, page) <= markBox.bottom

function inMarkPlace({ box, manner }: Graphic, part: Part, page: Box): boolean {
  const [left, , width] = page
  const depth = depthOf(box, page)
  const middle = (box[0] + box[2] / 2 - left) / width
  const atLeft =
    middle <= markBox.right &&
    depth >= (manner === 'strokes' ? strokesTop : markBox.top) &&
    depth <= markBox.bottom
  // Notes are written at the right; nobody paints a box there by hand.
  const atRight =
    middle > markBox.right && depth >= corner.top && depth <= corner.bottom && manner !== 'strokes'
  if (!atLeft && !atRight) return false
  const above = part.lines.filter(
    line => line.box !== null && line.box[2] > width * longLine && line.box[1] + line.box[3] / 2 < box[1],
  )
  return above.length <= mostAbove
}

/** The lines that the cover interrupts: they go on right beside it. */
function neighbours(part: Part, [x, y, width, height]: Box): { left: Line | null; right: Line | null } {
  let left: Line | null = null
  let right: Line | null = null
  for (const line of part.lines) {
    // What is read under strokes and mosaic is no text.
    if (line.box === null || line.text.trim() === '' || line.confidence < legible) continue
    const [lineX, lineY, lineWidth, lineHeight] = line.box
    const shared = Math.min(y + height, lineY + lineHeight) - Math.max(y, lineY)
    if (shared < Math.min(height, lineHeight) * 0.5) continue
    const gap = adjacent * Math.min(height, lineHeight)
    // A line may reach under the edge of what covers its end.
    if (lineX + lineWidth <= x + width * 0.3 && x - (lineX + lineWidth) < gap) left = line
    else if (lineX >= x + width * 0.7 && lineX - (x + width) < gap) right = line
  }
  return { left, right }
}

/** `★20年` or what recognition makes of it: a period, with at most a star before it, and nothing after. */
function isRemnant(text: string): boolean {
  const folded = foldText(text)
  const rest = folded.replace(misreadStar, '')
  const period = readFixedPeriod(folded, true)?.text ?? readFixedPeriod(rest, true)?.text
  if (/^[★*].{0,8}$/u.test(folded)) return true
  return period !== undefined && (period === folded || period === rest)
}
