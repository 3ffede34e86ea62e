/** One picture → its lines: the engine reads all of it, then looks again where a mark could have been missed. */
import type { Raster } from '../document/picture.ts'
import { inColumns } from './columns.ts'
import type { Engine, RecognisedLine } from './engine.ts'
import { mergeLook } from './merge-look.ts'
import { mapInk } from './prepare/ink-map.ts'
import { planLooks } from './prepare/looks.ts'
import { type Look, lookAt } from './prepare/plane.ts'

/** Lines in reading order, in pixels of the raster. */
export async function readRaster(engine: Engine, raster: Raster): Promise<RecognisedLine[]> {
  let lines = await engine.recognise(raster)
  const ink = mapInk(raster)
  for (const look of planLooks(raster, ink, lines)) {
    const { leastSize = 0, scale } = look
    const seen = await engine.recognise(await lookAt(raster, ink, look), {
      leastSize: leastSize * scale * Math.max(raster.width, raster.height),
    })
    lines = mergeLook(
      lines,
      seen.map(line => backToPicture(line, look)),
    )
  }
  return inColumns(lines)
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
