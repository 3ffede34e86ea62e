/** The red head of an official paper, and signs that the top of the page was cut off (GB/T 9704-2012 cl. 7.2.4; domain G6, E2). */
import type { Box, Graphic, Line, Part } from '../../document/document.ts'
import { foldText } from '../fold/view.ts'
import type { FoundFeature } from './found-feature.ts'
import { depthOf, pageBoxOf, pageWidth } from './page-box.ts'

/** Of an A4 page in points; smaller red characters are no head. */
const leastSize = 20 / 842
const leastPoints = 20
/** A head this high up, as a part of the page, has lost what stood above. */
const highest = 0.1
/** Millimetres: where ××文件 begins (72 by the norm, less in older papers), and the height of A4. */
const norm = { least: 56, most: 80 }
const pageHeight = 297
/** A page this much shorter than A4 was cut. */
const shortened = 14
/** The rule lies 4 mm under the document number, which lies two lines under the head. */
const numberAbove = 14
const highestRule = 45

/** Lines from the top of a page among which its head is, and how low that may stand, as a part of the page. */
const reach = 30
const lowest = 0.5
const longest = 30
/** 安政发〔2031〕9号 with nothing after it, the brackets as they are misread. */
const ownNumber = /^\p{Script=Han}{2,14}.?(?:19|20)\d\d.{0,2}第?\d{1,5}号$/u

/** @param lines indices of the lines to look at. */
export function headFeatures(part: Part, lines: readonly number[]): FoundFeature[] {
  const page = pageBoxOf(part)
  const found: FoundFeature[] = []
  for (const index of lines) {
    const line = part.lines[index]
    if (line === undefined || !isRedHead(line, page)) continue
    found.push({ feature: 'red-head', line: index })
    if (line.box !== null && page !== null && /文件\s*$/u.test(line.text) && isHigh(line.box, page))
      found.push({ feature: 'red-head-high', line: index })
  }
  const graphics = part.graphics ?? []
  const seen = graphics.find(one => one.kind === 'red-head')
  if (seen !== undefined && found.length === 0) found.push({ feature: 'red-head', graphic: seen })
  if (page !== null && found.length === 0) {
    const rule = graphics.find(one => one.kind === 'red-rule' && headIsMissing(one, part, page))
    if (rule !== undefined) found.push({ feature: 'head-missing', graphic: rule })
  }
  return found
}

/** On a scan, where colour and size are easily lost, the words of a head and of the paper's own number. */
export function headWordFeatures(part: Part): FoundFeature[] {
  const page = pageBoxOf(part)
  if (page === null || part.graphics === undefined) return []
  const found: FoundFeature[] = []
  for (const [index, line] of part.lines.slice(0, reach).entries()) {
    if (line.box === null || line.text.length > longest || depthOf(line.box, page) > lowest) continue
    const text = foldText(line.text)
    if (
      /^\p{Script=Han}*(?:政府|委员会|办公[室厅]|[市县区省厅局委院])文件$/u.test(text) &&
      !/[请按据的]/u.test(text)
    )
      found.push({ feature: 'head-words', line: index })
    else if (ownNumber.test(text)) found.push({ feature: 'document-number', line: index })
  }
  return found
}

/** Red and set large: the issuer's name above a document (发文机关标志). */
function isRedHead(line: Line, page: Box | null): boolean {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(line.color ?? '')
  if (channels === null) return false
  const [red, green, blue] = channels.slice(1).map(part => Number.parseInt(part, 16)) as [
    number,
    number,
    number,
  ]
  // Faded and scanned red is pale, but far from orange, brown and purple.
  const isRed = red >= 120 && red - Math.max(green, blue) >= 65 && Math.abs(green - blue) <= 60
  // A long picture is a row of pages: its width tells their height.
  const least = page === null ? leastPoints : leastSize * Math.min(page[3], page[2] * Math.SQRT2)
  const large = (line.size ?? line.box?.[3] ?? 0) >= least
  return isRed && large && /\p{Script=Han}{4,}/u.test(foldText(line.text))
}

/** 72 mm is the norm for ××文件 (0.242 of the page); letters stand higher by right. */
function isHigh([, y]: Box, [, top, width, height]: Box): boolean {
  if (y - top < height * highest) return true
  // What is missing of the page above the head is what is missing of its height.
  const missing = pageHeight - (height / width) * pageWidth
  const place = ((y - top) / width) * pageWidth
  return missing >= shortened && place + missing >= norm.least && place + missing <= norm.most
}

/** A red rule at the very top, right under a document number. */
function headIsMissing({ box }: Graphic, part: Part, [, top, width]: Box): boolean {
  const unit = width / pageWidth
  if (box[1] - top > highestRule * unit || box[2] < width * 0.5) return false
  return part.lines.some(
    line =>
      line.box !== null &&
      line.box[1] + line.box[3] <= box[1] + 2 * unit &&
      box[1] - line.box[1] - line.box[3] < numberAbove * unit &&
      ownNumber.test(foldText(line.text)),
  )
}
