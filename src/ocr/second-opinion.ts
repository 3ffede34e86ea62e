/** When one engine is unsure of what stands where marks stand, or a mark should stand there, another reads it too. */
import type { Box } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'
import type { Engine, RecognisedLine } from './engine.ts'
import { markCorners } from './mark-corners.ts'
import { sharedPart } from './overlap.ts'
import { mapInk } from './prepare/ink-map.ts'
import { lookAt } from './prepare/plane.ts'

/** Less sure than this, and as short as a mark: 机 ★20年. */
const unsure = 0.8
const sure = 0.95
const markLength = 14
/** Part of a line's height that half of it has at least: looks see it larger, and cut closer. */
const lineHeight = 0.5
/** Pixels of the long side from which on a picture is a page with corners. */
const leastPageSide = 500
/**
 * A mark with its period and nothing after it, as it is lawful: whatever else the other engine made of the corner, the
 * page is stopped. 机密★20年度 is no mark, and may be half of one.
 */
const wholeMark = /^(?:绝密|机密|秘密)★(?:\d{1,2}(?:年|个月)|长期|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)$/
/** The copy number (份号) stands above the level: papers with it are classified (中办发〔2012〕14号 art. 9). */
const copyNumber = /^(?:№|No\.?)?0\d{4,6}$/
/** Part of the page's height below the number within which the level stands. */
const nextLine = 0.045

/** Corners of an upright page that another engine should read. */
export function cornersInDoubt(
  lines: readonly RecognisedLine[],
  { width, height }: { readonly width: number; readonly height: number },
): Box[] {
  if (Math.max(width, height) < leastPageSide) return []
  return markCorners(width, height).filter(corner => {
    const here = lines.filter(line => sharedPart(line.box, corner) > 0.5)
    if (here.some(line => wholeMark.test(line.text.replaceAll(' ', '')))) return false
    return here.some(
      line => (isUnsure(line) && !isReadElsewhere(line, lines)) || isLonelyNumber(line, here, height),
    )
  })
}

function isUnsure({ text, confidence }: RecognisedLine): boolean {
  return confidence < unsure && text.length <= markLength && /[\p{Script=Han}★]/u.test(text)
}

/**
 * A look's edge cuts lines in two, and half a line is read as nonsense: the whole of it was read for sure. What is much
 * higher is another thing, which lies over it: the name along a seal has the seal for its box, a slanting watermark
 * half of the page.
 */
function isReadElsewhere(line: RecognisedLine, lines: readonly RecognisedLine[]): boolean {
  const areaOf = ({ box }: RecognisedLine) => box[2] * box[3]
  return lines.some(
    other =>
      other.confidence >= sure &&
      areaOf(other) > areaOf(line) &&
      line.box[3] > lineHeight * other.box[3] &&
      sharedPart(line.box, other.box) > 0.6,
  )
}

function isLonelyNumber(line: RecognisedLine, here: readonly RecognisedLine[], height: number): boolean {
  if (!copyNumber.test(line.text.replaceAll(' ', ''))) return false
  const bottom = line.box[1] + line.box[3]
  return !here.some(
    ({ box }) =>
      box[1] + box[3] / 2 > bottom &&
      box[1] < bottom + nextLine * height &&
      box[0] < line.box[0] + line.box[2],
  )
}

/** What another engine reads in one corner, in the page's pixels. */
export async function readCorner(engine: Engine, raster: Raster, area: Box): Promise<RecognisedLine[]> {
  const lines = await engine.recognise(
    await lookAt(raster, mapInk(raster), { area, plane: 'as-is', scale: 1 }),
  )
  return lines.map(line => {
    const [x, y, w, h] = line.box
    return { ...line, box: [Math.floor(area[0]) + x, Math.floor(area[1]) + y, w, h] }
  })
}
