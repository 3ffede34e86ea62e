/** The pictures of a part → its lines of channel `ocr`, in the part's own units. */
import type { Box, Line, Part } from '../document/document.ts'
import type { Limits } from '../document/limits.ts'
import type { ExtractedPart, Picture, Raster } from '../document/picture.ts'
import { type ProblemCode, type ProblemDetails, ProblemError } from '../document/problem.ts'
import { pixelDigest } from '../raster/pixel-digest.ts'
import { isBlank } from './blank.ts'
import type { Engine, OcrMode } from './engine.ts'
import { openEngines } from './engines.ts'
import type { OwnModels } from './models/own-models.ts'
import { sharedPart } from './overlap.ts'
import { readRaster } from './read-raster.ts'
import { ResultCache, type SeenLine, type SeenPicture } from './result-cache.ts'
import { textColor } from './text-color.ts'

export interface PictureReaderOptions {
  readonly mode: OcrMode
  readonly limits: Pick<Limits, 'pictures'>
  /** Threads of one inference. */
  readonly threads: number
  /** The user's models for PP-OCR. */
  readonly models?: OwnModels | undefined
  /** What other documents of this process have shown; of one's own when absent. */
  readonly cache?: ResultCache | undefined
  /** Records a problem and goes on. `part` is the label of the part concerned. */
  problem(code: ProblemCode, details: ProblemDetails, part: string): void
}

/** Reads the pictures of one part after the other. */
export type PictureReader = (part: ExtractedPart) => Promise<Line[]>

/** Lines of two engines with the same text are one line when they share this part of their place. */
const samePlace = 0.5

/**
 * A reader for ONE document: it counts its pictures against the limit.
 * Whatever cannot be read is reported through `options.problem`; the reader itself does not throw.
 */
export function createPictureReader(options: PictureReaderOptions): PictureReader {
  const cache = options.cache ?? new ResultCache()
  let count = 0

  async function recognise(raster: Raster): Promise<SeenLine[]> {
    if (isBlank(raster)) return []
    const lines = await recogniseWith(await openEngines(options.mode, options), raster)
    return lines.map(line => withColor(line, raster))
  }

  async function see(picture: Picture): Promise<SeenPicture> {
    const scope = `${options.mode} ${options.models?.identity ?? ''} ${picture.kind}`
    const known = (await picture.key?.()) ?? null
    const before = known === null ? undefined : cache.get(`${scope} ${known}`)
    if (before !== undefined) return before
    const raster = await picture.raster()
    const key = `${scope} ${known ?? keyOf(raster)}`
    const seen = cache.get(key) ?? { ...sizeOf(raster), lines: await recognise(raster) }
    cache.set(key, seen)
    return seen
  }

  async function readPicture(picture: Picture, part: Part): Promise<Line[]> {
    try {
      const seen = await see(picture)
      return seen.lines.map(line => toLine(line, seen, picture, part))
    } catch (error) {
      const { code, details } = asPictureProblem(error, picture.name)
      options.problem(code, details, part.label)
      return []
    }
  }

  return async part => {
    const lines: Line[] = []
    for (const picture of part.pictures) {
      count++
      if (count === options.limits.pictures + 1) {
        const limit = options.limits.pictures
        options.problem('too-large', { what: `${picture.name} …`, size: `> ${limit}`, limit }, part.label)
      }
      if (count > options.limits.pictures) break
      if (options.mode === 'off') options.problem('ocr-off', { name: picture.name }, part.label)
      else lines.push(...(await readPicture(picture, part)))
    }
    return lines
  }
}

/** All lines of all engines; a line that two engines read alike stands once. */
async function recogniseWith(engines: readonly Engine[], raster: Raster): Promise<SeenLine[]> {
  const all: SeenLine[] = []
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

function withColor(line: SeenLine, raster: Raster): SeenLine {
  const color = textColor(raster, line.box)
  return color === undefined ? line : { ...line, color }
}

/** Out of the picture's pixels into its place in the part. */
function toLine(line: SeenLine, seen: SeenPicture, picture: Picture, part: Part): Line {
  const [left, top, width, height] = placeOf(picture, part, seen)
  const scaleX = width / seen.width
  const scaleY = height / seen.height
  const [x, y, w, h] = line.box
  return {
    text: line.text,
    channel: 'ocr',
    box: [left + x * scaleX, top + y * scaleY, w * scaleX, h * scaleY],
    confidence: line.confidence,
    size: line.size * scaleY,
    ...(line.color === undefined ? {} : { color: line.color }),
    engine: line.engine,
  }
}

/** Where the picture lies in the part: its box, or the whole part, or, where neither is known, its own pixels. */
function placeOf(picture: Picture, part: Part, { width, height }: SeenPicture): Box {
  if (picture.box !== null) return picture.box
  return [0, 0, part.width ?? width, part.height ?? height]
}

function sizeOf({ width, height }: Raster) {
  return { width, height }
}

function keyOf({ width, height, channels, data }: Raster): string {
  return `pixels ${pixelDigest(`${width} ${height} ${channels}`, data)}`
}

function asPictureProblem(error: unknown, name: string): { code: ProblemCode; details: ProblemDetails } {
  if (error instanceof ProblemError) return { code: error.code, details: { name, ...error.details } }
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return { code: 'picture-unread', details: { name, reason: reason.slice(0, 120) } }
}
