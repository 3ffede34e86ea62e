/** What a picture of a page shows beside its text: sheet, red head and rules, seals, stamps, and what covers something. */
import type { Box, Graphic } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import { sharedPart } from '../overlap.ts'
import type { FoundCover } from './found.ts'
import { patchesOf } from './patches.ts'
import { redHeadsOf } from './red-head.ts'
import { redRulesOf } from './red-rules.ts'
import { rednessOf } from './redness.ts'
import { type ReadLine, type Scan, scanOf } from './scan.ts'
import { sealsOf } from './seals.ts'
import { slipsOf } from './slips.ts'
import { smudgesOf } from './smudges.ts'
import { strokesOf } from './strokes.ts'

/** Fewer pixels on the short side do not show a page legibly. */
const leastSide = 480
/** Height by width of a sheet, also one cut off at the top or bottom. */
const ratio = { least: 0.9, most: 1.75 }
/** Lines and bare paper of a page: less is a picture, a poster, a photograph. */
const leastLines = 3
const leastBare = 0.5

/**
 * Looks at a picture that shows a page; every other picture shows nothing.
 * @param lines what was read in it, with boxes in its pixels.
 * @returns graphics with boxes in pixels of the raster, the sheet first. About 30 ms for A4 at 200 dpi.
 */
export function pageLayoutOf(raster: Raster, lines: readonly ReadLine[]): Graphic[] {
  if (Math.min(raster.width, raster.height) < leastSide || lines.length < leastLines) return []
  if (!isPageShaped(raster.height / raster.width)) return []
  const scan = scanOf(raster, lines)
  const { sheet, bare } = scan.paper
  const [width, height] = [sheet.right - sheet.left, sheet.bottom - sheet.top]
  if (bare < leastBare || !isPageShaped(height / width)) return []
  const place = ([x, y, w, h]: Box): Box => [
    x * scan.pixels,
    y * scan.pixels,
    w * scan.pixels,
    h * scan.pixels,
  ]
  const seen: Graphic[] = [
    { kind: 'sheet', box: [sheet.left, sheet.top, width, height], confidence: Math.min(1, bare) },
    ...redGraphics(scan),
    ...covers(scan).map(
      ({ manner, box, confidence }): Graphic => ({ kind: 'cover', manner, box, confidence }),
    ),
  ]
  return seen.map(graphic => ({
    ...graphic,
    box: place(graphic.box),
    confidence: Math.round(graphic.confidence * 100) / 100,
  }))
}

const isPageShaped = (value: number) => value >= ratio.least && value <= ratio.most

function redGraphics(scan: Scan): Graphic[] {
  const red = rednessOf(scan)
  if (red === null) return []
  const rules = redRulesOf(scan, red)
  const seals = sealsOf(scan, red)
  const heads = redHeadsOf(scan, red, [...rules, ...seals.map(({ box }) => box)])
  return [
    ...heads.map((box): Graphic => ({ kind: 'red-head', box, confidence: 0.8 })),
    ...rules.map((box): Graphic => ({ kind: 'red-rule', box, confidence: 0.9 })),
    ...seals,
  ]
}

/** Two detectors may see the same cover: the surer one tells its manner. */
function covers(scan: Scan): FoundCover[] {
  const all = [...patchesOf(scan), ...smudgesOf(scan), ...strokesOf(scan), ...slipsOf(scan)]
  const kept: FoundCover[] = []
  for (const one of all.sort((a, b) => b.confidence - a.confidence))
    if (!kept.some(other => sharedPart(one.box, other.box) > 0.4)) kept.push(one)
  return kept
}
