/** The pixels of one picture → all that is seen in them: lines of every engine, and what the page shows beside text. */
import type { Graphic } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'
import { type QuarterTurns, turnBack } from '../document/quarter-turns.ts'
import type { Engine, RecognisedLine } from './engine.ts'
import { sharedPart } from './overlap.ts'
import { pageLayoutOf } from './page-layout/page-layout.ts'
import { type PictureReading, readRaster } from './read-raster.ts'
import { cornersInDoubt, readCorner } from './second-opinion.ts'
import type { SeenLine, SeenPicture } from './seen-picture.ts'
import { textColor } from './text-color.ts'

/** Lines of two engines with the same text are one line when they share this part of their place. */
const samePlace = 0.5

export interface Eyes {
  /** At least one; the first says which way up the picture is. */
  readonly engines: readonly Engine[]
  /** Opens one that is asked only about corners in doubt; null when there is none. */
  readonly second: () => Promise<Engine | null>
}

export async function seePicture(raster: Raster, { engines, second }: Eyes): Promise<SeenPicture> {
  const { width, height } = raster
  const lines: SeenLine[] = []
  let graphics: readonly Graphic[] = []
  let turned: QuarterTurns = 0
  const keep = (engine: Engine, { upright, turns }: PictureReading, read: readonly RecognisedLine[]) => {
    const before = [...lines]
    for (const line of read) {
      const color = textColor(upright, line.box)
      const seen: SeenLine = {
        ...line,
        box: turnBack(line.box, raster, turns),
        engine: engine.name,
        ...(color === undefined ? {} : { color }),
      }
      if (!before.some(other => isTwin(other, seen))) lines.push(seen)
    }
  }
  for (const [index, engine] of engines.entries()) {
    const reading = await readRaster(engine, raster)
    keep(engine, reading, reading.lines)
    if (index > 0) continue
    turned = reading.turns
    graphics = pageLayoutOf(reading.upright, reading.lines).map(graphic => ({
      ...graphic,
      box: turnBack(graphic.box, raster, turned),
    }))
    const corners = cornersInDoubt(reading.lines, reading.upright)
    const other = corners.length === 0 ? null : await second()
    if (other === null) continue
    for (const corner of corners) keep(other, reading, await readCorner(other, reading.upright, corner))
  }
  return { width, height, turns: turned, lines, graphics }
}

/** A line that two engines read alike stands once. */
function isTwin(a: SeenLine, b: SeenLine): boolean {
  return a.text === b.text && sharedPart(a.box, b.box) > samePlace
}
