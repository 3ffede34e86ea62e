/** The pixels of one picture → all that is seen in them: lines of every engine, and what the page shows beside text. */
import type { Box, Graphic } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'
import { type QuarterTurns, turnBack } from '../document/quarter-turns.ts'
import type { Engine } from './engine.ts'
import { sharedPart } from './overlap.ts'
import { pageLayoutOf } from './page-layout/page-layout.ts'
import { readRaster } from './read-raster.ts'
import type { SeenLine, SeenPicture } from './seen-picture.ts'
import { textColor } from './text-color.ts'

/** Lines of two engines with the same text are one line when they share this part of their place. */
const samePlace = 0.5

/** @param engines at least one; the first says which way up the picture is. */
export async function seePicture(raster: Raster, engines: readonly Engine[]): Promise<SeenPicture> {
  const { width, height } = raster
  const lines: SeenLine[] = []
  let graphics: readonly Graphic[] = []
  let turned: QuarterTurns = 0
  for (const [index, engine] of engines.entries()) {
    const reading = await readRaster(engine, raster)
    const back = (box: Box): Box => turnBack(box, raster, reading.turns)
    const before = [...lines]
    for (const line of reading.lines) {
      const color = textColor(reading.upright, line.box)
      const seen: SeenLine = {
        ...line,
        box: back(line.box),
        engine: engine.name,
        ...(color === undefined ? {} : { color }),
      }
      if (!before.some(other => isTwin(other, seen))) lines.push(seen)
    }
    if (index > 0) continue
    turned = reading.turns
    graphics = pageLayoutOf(reading.upright, reading.lines).map(graphic => ({
      ...graphic,
      box: back(graphic.box),
    }))
  }
  return { width, height, turns: turned, lines, graphics }
}

/** A line that two engines read alike stands once. */
function isTwin(a: SeenLine, b: SeenLine): boolean {
  return a.text === b.text && sharedPart(a.box, b.box) > samePlace
}
