/** One picture → its lines: the engine reads all of it, then looks again where a mark could have been missed. */
import type { Box } from '../document/document.ts'
import type { Raster } from '../document/picture.ts'
import type { QuarterTurns } from '../document/quarter-turns.ts'
import { turnBox } from '../document/quarter-turns.ts'
import { inColumns } from './columns.ts'
import type { Engine, RecognisedLine } from './engine.ts'
import { mergeLook } from './merge-look.ts'
import { mapInk } from './prepare/ink-map.ts'
import { planLooks } from './prepare/looks.ts'
import { type Look, lookAt } from './prepare/plane.ts'
import { turnRaster } from './prepare/turn.ts'

export interface PictureReading {
  /** The picture as its text stands upright; the same raster when it already does. */
  readonly upright: Raster
  /** Clockwise turns that brought it there. */
  readonly turns: QuarterTurns
  /** In reading order, in pixels of the upright picture. */
  readonly lines: readonly RecognisedLine[]
}

export async function readRaster(engine: Engine, raster: Raster): Promise<PictureReading> {
  const first = await engine.recognise(raster)
  const turns = mainTurns(first)
  const upright = turns === 0 ? raster : await turnRaster(raster, turns)
  const lines = first.map(line => turnLine(line, raster, turns))
  return { upright, turns, lines: inColumns(await lookAgain(engine, upright, lines)) }
}

async function lookAgain(
  engine: Engine,
  raster: Raster,
  first: readonly RecognisedLine[],
): Promise<readonly RecognisedLine[]> {
  let lines = first
  const ink = mapInk(raster)
  const settled = first.filter(isSettled)
  for (const look of planLooks(raster, ink, first)) {
    const { leastSize = 0, scale } = look
    const window = await lookAt(raster, ink, look)
    const seen = await engine.recognise(window, {
      leastSize: leastSize * scale * Math.max(raster.width, raster.height),
      known: look.plane === 'as-is' ? settled.map(line => intoLook(line.box, look)) : [],
    })
    lines = mergeLook(
      lines,
      seen.map(line => ({ line: backToPicture(line, look), isCut: isCut(line, window) })),
    )
  }
  return lines
}

/** A long line that was read for sure needs no second look at the same pixels; a short one may be a mark. */
const sureEnough = 0.95
const markLength = 16

function isSettled({ text, confidence, turns }: RecognisedLine): boolean {
  return turns === 0 && confidence >= sureEnough && text.length > markLength
}

/** The way up of most of the text. */
function mainTurns(lines: readonly RecognisedLine[]): QuarterTurns {
  const weight: [number, number, number, number] = [0, 0, 0, 0]
  for (const { turns, text, confidence } of lines) weight[turns] += text.length * confidence
  return ([0, 1, 2, 3] as const).reduce((best, turns) => (weight[turns] > weight[best] ? turns : best))
}

/** A line of the picture as it lay, in the upright one. */
function turnLine(line: RecognisedLine, lying: Raster, turns: QuarterTurns): RecognisedLine {
  if (turns === 0) return line
  const left = ([0, 1, 2, 3] as const)[(line.turns - turns + 4) % 4] ?? 0
  return { ...line, box: turnBox(line.box, lying, turns), turns: left }
}

/** Pixels from the edge of a window within which a line may go on beyond it. */
const edge = 6

function isCut({ box: [x, , w] }: RecognisedLine, { width }: Raster): boolean {
  return x < edge || x + w > width - edge
}

/** A place in the picture, in pixels of what is looked at. */
function intoLook([x, y, w, h]: Box, { area, scale }: Look): Box {
  return [(x - Math.floor(area[0])) * scale, (y - Math.floor(area[1])) * scale, w * scale, h * scale]
}

function backToPicture(line: RecognisedLine, { area, plane, scale }: Look): RecognisedLine {
  // A line along the edge of a seal has the seal for its place.
  if (plane === 'ring') return { ...line, box: area, turns: 0 }
  const [x, y, w, h] = line.box
  return {
    ...line,
    box: [Math.floor(area[0]) + x / scale, Math.floor(area[1]) + y / scale, w / scale, h / scale],
    size: line.size / scale,
  }
}
