/** Signs in the layout of a page that no single phrase shows: copy number, empty mark line, red head (domain G2–G8, E1–E3). */
import type { Box, Line, Part } from '../../document/document.ts'
import type { LayoutFeature } from '../../packs/schema.ts'
import { foldText } from '../fold/view.ts'
import { inMarkBox } from './geometry.ts'

export interface FoundFeature {
  readonly feature: LayoutFeature
  /** Index of the line that shows it. */
  readonly line: number
}

/** Lines looked at from the top of a part: a head is among the first. */
const reach = 60
/** A table with fewer cells is a form, not a list. */
const leastCells = 6
/** Rows of plain text whose columns are parted by tabs, wide gaps or commas. */
const leastRows = 3
const row = /\S(?:\t|\u3000| {2,}|[,|，])\S.*(?:\t|\u3000| {2,}|[,|，])\S/u

const bareNumber = /^(?:第|№|No\.? ?)?0(?!0+号?$)\d{4,6}号?$/u
const labelledNumber = /^份号:?(?:第|№|No\.? ?)?\d{1,8}号?$/u
const textChannels: ReadonlySet<string> = new Set([
  'body',
  'title',
  'textbox',
  'table',
  'ocr',
  'header',
  'covered',
  'hidden',
])

/** Features of a part. */
export function featuresOf(part: Part): FoundFeature[] {
  const found: FoundFeature[] = []
  const head = part.lines.slice(0, reach)
  for (const [index, line] of head.entries()) {
    if (!textChannels.has(line.channel) || !inMarkBox(part, index)) continue
    if (isRedHead(line)) {
      found.push({ feature: 'red-head', line: index })
      if (isHigh(part, line)) found.push({ feature: 'red-head-high', line: index })
    }
    if (line.text.length > 30) continue
    const text = foldText(line.text)
    const bare = line.channel !== 'table' && bareNumber.test(text)
    if (!bare && !labelledNumber.test(text)) continue
    if (!atLeft(part, line)) continue
    found.push({ feature: 'copy-number', line: index })
    if (bare && markLineEmpty(part, line)) found.push({ feature: 'empty-mark-line', line: index })
  }
  let cells = 0
  let rows = 0
  for (const [index, line] of part.lines.entries()) {
    if (line.channel === 'table') cells++
    else if (line.text.length <= 120 && row.test(line.text) && !/[。；]/u.test(line.text)) rows++
    if (cells === leastCells || rows === leastRows) {
      found.push({ feature: 'table', line: index })
      break
    }
  }
  return found
}

function atLeft(part: Part, line: Line): boolean {
  return line.box === null || part.width === null || line.box[0] < part.width * 0.5
}

/** Line 2 of the type area, where the level belongs, holds nothing: covered or wiped (GB/T 9704 cl. 7.2.2). */
function markLineEmpty(part: Part, number: Line): boolean {
  if (number.box === null || part.height === null || part.width === null) return false
  const [, y, , height] = number.box
  const from = y + height * 1.05
  const to = y + height + part.height * 0.04
  const { width } = part
  const inBand = ([x, top, , high]: Box) => top + high / 2 > from && top + high / 2 < to && x < width * 0.4
  return !part.lines.some(
    line => line !== number && line.box !== null && line.text.trim() !== '' && inBand(line.box),
  )
}

/** Red and set large: the issuer's name above a document (发文机关标志). */
function isRedHead(line: Line): boolean {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(line.color ?? '')
  if (channels === null) return false
  const [red, green, blue] = channels.slice(1).map(part => Number.parseInt(part, 16)) as [
    number,
    number,
    number,
  ]
  const large = (line.size ?? line.box?.[3] ?? 0) >= 20
  return red >= 150 && green <= 90 && blue <= 90 && large && /\p{Script=Han}{4,}/u.test(foldText(line.text))
}

/** 72 mm is the norm for ××文件 (0.242 of the page); far above it the top was cut off. Letters stand higher by right. */
function isHigh(part: Part, line: Line): boolean {
  if (line.box === null || part.height === null || !/文件\s*$/u.test(line.text)) return false
  return line.box[1] < part.height * 0.1
}
