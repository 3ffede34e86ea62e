/** The pictures of a part → its lines of channel `ocr` and what is seen beside them, in the part's own units. */
import { createHash } from 'node:crypto'
import type { Box, Graphic, Line, Part } from '../document/document.ts'
import type { Limits } from '../document/limits.ts'
import type { ExtractedPart, Picture, Raster } from '../document/picture.ts'
import { type ProblemCode, type ProblemDetails, ProblemError } from '../document/problem.ts'
import type { Engine, OcrMode, RecognisedLine } from './engine.ts'
import { openEngines } from './engines.ts'
import { sharedPart } from './overlap.ts'
import { pageLayoutOf } from './page-layout/page-layout.ts'
import { readRaster } from './read-raster.ts'
import { textColor } from './text-color.ts'

export interface PictureReaderOptions {
  readonly mode: OcrMode
  readonly limits: Pick<Limits, 'pictures'>
  /** Threads of one inference. */
  readonly threads: number
  /** Records a problem and goes on. `part` is the label of the part concerned. */
  problem(code: ProblemCode, details: ProblemDetails, part: string): void
}

/** What the pictures of a part show. */
export interface PictureReading {
  readonly lines: Line[]
  readonly graphics: Graphic[]
}

/** Reads the pictures of one part after the other. */
export type PictureReader = (part: ExtractedPart) => Promise<PictureReading>

type EngineLine = RecognisedLine & { readonly engine: Engine['name'] }

/** In pixels of the raster. */
interface Seen {
  readonly lines: readonly EngineLine[]
  readonly graphics: readonly Graphic[]
}

const nothing: Seen = { lines: [], graphics: [] }

/** Smaller than this, in pixels, no character is legible: rules, bullets, spacers, tracking pixels. */
const legibleSide = 8
/** Lines of two engines with the same text are one line when they share this part of their place. */
const samePlace = 0.5

/**
 * A reader for ONE document: identical pictures in it are read once, and it counts them against the limit.
 * Whatever cannot be read is reported through `options.problem`; the reader itself does not throw.
 */
export function createPictureReader(options: PictureReaderOptions): PictureReader {
  const known = new Map<string, Seen>()
  let count = 0

  async function recognise(raster: Raster): Promise<Seen> {
    if (Math.min(raster.width, raster.height) < legibleSide || isPlain(raster)) return nothing
    const key = pixelHash(raster)
    const before = known.get(key)
    if (before !== undefined) return before
    const lines = await recogniseWith(await openEngines(options.mode, options), raster)
    const seen = { lines, graphics: pageLayoutOf(raster, lines) }
    known.set(key, seen)
    return seen
  }

  async function readPicture(picture: Picture, part: Part): Promise<PictureReading> {
    try {
      const raster = await picture.raster()
      const { lines, graphics } = await recognise(raster)
      return {
        lines: lines.map(line => toLine(line, raster, picture, part)),
        graphics: graphics.map(one => ({
          ...one,
          box: toPart(one.box, raster, placeOf(picture, part, raster)),
        })),
      }
    } catch (error) {
      const { code, details } = asPictureProblem(error, picture.name)
      options.problem(code, details, part.label)
      return { lines: [], graphics: [] }
    }
  }

  return async part => {
    const lines: Line[] = []
    const graphics: Graphic[] = []
    for (const picture of part.pictures) {
      count++
      if (count === options.limits.pictures + 1) {
        const limit = options.limits.pictures
        options.problem('too-large', { what: `${picture.name} …`, size: `> ${limit}`, limit }, part.label)
      }
      if (count > options.limits.pictures) break
      if (options.mode === 'off') options.problem('ocr-off', { name: picture.name }, part.label)
      else {
        const reading = await readPicture(picture, part)
        lines.push(...reading.lines)
        graphics.push(...reading.graphics)
      }
    }
    return { lines, graphics }
  }
}

/** All lines of all engines; a line that two engines read alike stands once. */
async function recogniseWith(engines: readonly Engine[], raster: Raster): Promise<EngineLine[]> {
  const all: EngineLine[] = []
  for (const engine of engines) {
    const others = [...all]
    for (const line of await readRaster(engine, raster)) {
      const twin = others.some(
        other => other.text === line.text && sharedPart(other.box, line.box) > samePlace,
      )
      if (!twin) all.push({ ...line, engine: engine.name })
    }
  }
  return all
}

function toLine(line: EngineLine, raster: Raster, picture: Picture, part: Part): Line {
  const place = placeOf(picture, part, raster)
  const color = textColor(raster, line.box)
  return {
    text: line.text,
    channel: 'ocr',
    box: toPart(line.box, raster, place),
    confidence: line.confidence,
    size: (line.size * place[3]) / raster.height,
    ...(color === undefined ? {} : { color }),
    engine: line.engine,
  }
}

/** From pixels of the raster to units of the part. */
function toPart([x, y, w, h]: Box, raster: Raster, [left, top, width, height]: Box): Box {
  const scaleX = width / raster.width
  const scaleY = height / raster.height
  return [left + x * scaleX, top + y * scaleY, w * scaleX, h * scaleY]
}

/** Where the raster lies in the part: its box, or the whole part, or, where neither is known, its own pixels. */
function placeOf(picture: Picture, part: Part, raster: Raster): Box {
  if (picture.box !== null) return picture.box
  return [0, 0, part.width ?? raster.width, part.height ?? raster.height]
}

/** Whether all pixels are alike; ends at the first that is not. */
function isPlain({ data, channels }: Raster): boolean {
  for (let i = channels; i < data.length; i++) {
    if (data[i] !== data[i - channels]) return false
  }
  return true
}

function pixelHash({ width, height, channels, data }: Raster): string {
  return createHash('sha256').update(`${width} ${height} ${channels} `).update(data).digest('base64')
}

function asPictureProblem(error: unknown, name: string): { code: ProblemCode; details: ProblemDetails } {
  if (error instanceof ProblemError) return { code: error.code, details: { name, ...error.details } }
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return { code: 'picture-unread', details: { name, reason: reason.slice(0, 120) } }
}
