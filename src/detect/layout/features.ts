/** Signs in the layout of a page that no single phrase shows: copy number, empty mark line, red head, covers (domain G2–G8, E1–E3). */
import type { Box, Graphic, Line, Part } from '../../document/document.ts'
import type { LayoutFeature } from '../../packs/schema.ts'
import { foldText } from '../fold/view.ts'
import { readCondition, readFixedPeriod } from '../grammar/period.ts'
import { coverFeatures } from './covers.ts'
import type { FoundFeature } from './found-feature.ts'
import { inMarkBox } from './geometry.ts'
import { headFeatures, headWordFeatures } from './heads.ts'
import { pageBoxOf } from './page-box.ts'

/** Lines looked at from the top of a part: a head is among the first. */
const reach = 60
/** Part of the width at the left in which a mark begins. */
const corner = 0.25
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

/** Graphics that are a feature by themselves. */
const plain: Readonly<Partial<Record<Graphic['kind'], LayoutFeature>>> = {
  'red-rule': 'red-rule',
  seal: 'seal',
  stamp: 'stamp',
}

/** Features of a part. */
export function featuresOf(part: Part): FoundFeature[] {
  const found: FoundFeature[] = []
  const top = topLines(part)
  const heads = headFeatures(part, top)
  found.push(...heads, ...headWordFeatures(part))
  const isFirst = part.page === null || part.page === 1 || heads.length > 0
  for (const index of top) {
    const line = part.lines[index] as Line
    if (line.text.length > 30) continue
    const text = foldText(line.text)
    if (isBarePeriod(text) && isFirst && inCorner(part, line))
      found.push({ feature: 'level-missing', line: index })
    const bare = line.channel !== 'table' && bareNumber.test(text)
    if (!bare && !labelledNumber.test(text)) continue
    if (!atLeft(part, line)) continue
    found.push({ feature: 'copy-number', line: index })
    if (bare && markLineEmpty(part, line)) found.push({ feature: 'empty-mark-line', line: index })
  }
  for (const graphic of part.graphics ?? []) {
    const feature = plain[graphic.kind]
    if (feature !== undefined) found.push({ feature, graphic })
  }
  found.push(...coverFeatures(part, isFirst))
  const table = tableLine(part)
  if (table !== null) found.push({ feature: 'table', line: table })
  return found
}

/** Indices of the lines of text in the upper part of the page. */
function topLines(part: Part): number[] {
  const indices: number[] = []
  for (const [index, line] of part.lines.slice(0, reach).entries())
    if (textChannels.has(line.channel) && inMarkBox(part, index)) indices.push(index)
  return indices
}

function tableLine(part: Part): number | null {
  let cells = 0
  let rows = 0
  for (const [index, line] of part.lines.entries()) {
    if (line.channel === 'table') cells++
    else if (line.text.length <= 120 && row.test(line.text) && !/[。；]/u.test(line.text)) rows++
    if (cells === leastCells || rows === leastRows) return index
  }
  return null
}

/** A star and a period (★20年, ★开标前) that no level precedes. */
function isBarePeriod(folded: string): boolean {
  const [star] = /^★ ?/u.exec(folded) ?? []
  if (star === undefined) return false
  const rest = folded.slice(star.length)
  const period = readFixedPeriod(rest, false) ?? readCondition(rest, length => length === rest.length)
  return period?.text === rest
}

/** ★3年 is a condition in the tables of tenders; the level stands flush left and in no table. */
function inCorner(part: Part, line: Line): boolean {
  const page = pageBoxOf(part)
  if (line.channel === 'table') return false
  return line.box === null || page === null || line.box[0] - page[0] < page[2] * corner
}

function atLeft(part: Part, line: Line): boolean {
  const page = pageBoxOf(part)
  return line.box === null || page === null || line.box[0] - page[0] < page[2] * 0.5
}

/** Line 2 of the type area, where the level belongs, holds nothing: covered or wiped (GB/T 9704 cl. 7.2.2). */
function markLineEmpty(part: Part, number: Line): boolean {
  const page = pageBoxOf(part)
  if (number.box === null || page === null) return false
  const [, y, , height] = number.box
  const from = y + height * 1.05
  const to = y + height + page[3] * 0.04
  const inBand = ([x, top, , high]: Box) =>
    top + high / 2 > from && top + high / 2 < to && x - page[0] < page[2] * 0.4
  return !part.lines.some(
    line => line !== number && line.box !== null && line.text.trim() !== '' && inBand(line.box),
  )
}
