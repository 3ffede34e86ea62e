/** The pictures of a part → its lines of channel `ocr` and what is seen beside them, in the part's own units. */

import type { ClaimedText } from '../document/claimed-text.ts'
import type { Box, Graphic, Line, Part } from '../document/document.ts'
import type { Limits } from '../document/limits.ts'
import type { ExtractedPart, Picture, Raster } from '../document/picture.ts'
import { type ProblemCode, type ProblemDetails, ProblemError } from '../document/problem.ts'
import type { QuarterTurns } from '../document/quarter-turns.ts'
import { pixelDigest } from '../raster/pixel-digest.ts'
import { isBlank } from './blank.ts'
import { isBelievable } from './claims/check-claims.ts'
import { GlyphProofs } from './claims/glyph-proofs.ts'
import type { OcrMode } from './engine.ts'
import { openEngines, openSecondEngine } from './engines.ts'
import type { OwnModels } from './models/own-models.ts'
import { ResultCache } from './result-cache.ts'
import { seePicture } from './see-picture.ts'
import type { SeenLine, SeenPicture } from './seen-picture.ts'

export interface PictureReaderOptions {
  readonly mode: OcrMode
  readonly limits: Pick<Limits, 'pictures'>
  /** Threads of one inference. */
  readonly threads: number
  /** The user's models for PP-OCR. */
  readonly models?: OwnModels | undefined
  /** What other documents of this process have shown; of one's own when absent. */
  readonly cache?: ResultCache | undefined
  /** What glyphs of other documents of this process looked like; of one's own when absent. */
  readonly proofs?: GlyphProofs | undefined
  /** Records a problem and goes on. `part` is the label of the part concerned. */
  problem(code: ProblemCode, details: ProblemDetails, part: string): void
}

/** What the pictures of a part show. */
export interface PartReading {
  readonly lines: Line[]
  readonly graphics: Graphic[]
  /** Clockwise turns that bring the part upright, when it is one picture that lies on its side. */
  readonly turns: QuarterTurns
}

/** Reads the pictures of one part after the other. */
export type PictureReader = (part: ExtractedPart) => Promise<PartReading>

/**
 * A reader for ONE document: it counts its pictures against the limit.
 * Whatever cannot be read is reported through `options.problem`; the reader itself does not throw.
 */
export function createPictureReader(options: PictureReaderOptions): PictureReader {
  const cache = options.cache ?? new ResultCache()
  const proofs = options.proofs ?? new GlyphProofs()
  let count = 0

  async function look(raster: Raster): Promise<SeenPicture> {
    const { width, height } = raster
    if (isBlank(raster)) return { width, height, turns: 0, lines: [], graphics: [] }
    const engines = await openEngines(options.mode, options)
    return seePicture(raster, { engines, second: () => openSecondEngine(options.mode, engines) })
  }

  async function see(picture: Picture): Promise<SeenPicture> {
    const scope = `${options.mode} ${options.models?.identity ?? ''} ${picture.kind}`
    const known = (await picture.key?.()) ?? null
    const before = known === null ? undefined : cache.get(`${scope} ${known}`)
    if (before !== undefined) return before
    const raster = await picture.raster()
    const key = `${scope} ${known ?? keyOf(raster)}`
    const seen = cache.get(key) ?? (await look(raster))
    cache.set(key, seen)
    return seen
  }

  async function seeIfPossible(picture: Picture, part: Part): Promise<SeenPicture | null> {
    try {
      return await see(picture)
    } catch (error) {
      const { code, details } = asPictureProblem(error, picture.name)
      options.problem(code, details, part.label)
      return null
    }
  }

  /** Text is believed where nothing can check it; when checking fails, its page is read. */
  async function isBelieved(claims: ClaimedText): Promise<boolean> {
    try {
      const engines = options.mode === 'off' ? [] : await openEngines(options.mode, options)
      const reader = engines.find(engine => engine.strips !== undefined)?.strips
      return reader === undefined || (await isBelievable(claims, reader, proofs))
    } catch (error) {
      return error instanceof ProblemError && error.code === 'ocr-missing'
    }
  }

  async function picturesOf(part: ExtractedPart): Promise<readonly Picture[]> {
    const { claims, pictures } = part
    if (claims === undefined || (await isBelieved(claims))) return pictures
    options.problem('text-doubted', { part: part.label }, part.label)
    return [...pictures, ...claims.pictures]
  }

  return async part => {
    const lines: Line[] = []
    const graphics: Graphic[] = []
    let turned: QuarterTurns = 0
    for (const picture of await picturesOf(part)) {
      count++
      if (count === options.limits.pictures + 1) {
        const limit = options.limits.pictures
        options.problem('too-large', { what: `${picture.name} …`, size: `> ${limit}`, limit }, part.label)
      }
      if (count > options.limits.pictures) break
      if (options.mode === 'off') {
        options.problem('ocr-off', { name: picture.name }, part.label)
        continue
      }
      const seen = await seeIfPossible(picture, part)
      if (seen === null) continue
      const place = placeOf(picture, part, seen)
      for (const line of seen.lines) lines.push(toLine(line, seen, place))
      for (const graphic of seen.graphics)
        graphics.push({ ...graphic, box: toPart(graphic.box, seen, place) })
      if (fillsPart(picture, part)) turned = seen.turns
    }
    return { lines, graphics, turns: turned }
  }
}

/** A scan on a page of its own, not an illustration. */
function fillsPart({ box }: Picture, { width, height }: Part): boolean {
  return box === null || (width !== null && height !== null && box[2] * box[3] > 0.5 * width * height)
}

function toLine(line: SeenLine, seen: SeenPicture, place: Box): Line {
  return {
    text: line.text,
    channel: 'ocr',
    box: toPart(line.box, seen, place),
    confidence: line.confidence,
    size: (line.size * place[3]) / seen.height,
    ...(line.color === undefined ? {} : { color: line.color }),
    engine: line.engine,
  }
}

/** Out of the picture's pixels into the part's units. */
function toPart([x, y, w, h]: Box, { width, height }: SeenPicture, [left, top, across, down]: Box): Box {
  const scaleX = across / width
  const scaleY = down / height
  return [left + x * scaleX, top + y * scaleY, w * scaleX, h * scaleY]
}

/** Where the picture lies in the part: its box, or the whole part, or, where neither is known, its own pixels. */
function placeOf(picture: Picture, part: Part, { width, height }: SeenPicture): Box {
  if (picture.box !== null) return picture.box
  return [0, 0, part.width ?? width, part.height ?? height]
}

function keyOf({ width, height, channels, data }: Raster): string {
  return `pixels ${pixelDigest(`${width} ${height} ${channels}`, data)}`
}

function asPictureProblem(error: unknown, name: string): { code: ProblemCode; details: ProblemDetails } {
  if (error instanceof ProblemError) return { code: error.code, details: { name, ...error.details } }
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return { code: 'picture-unread', details: { name, reason: reason.slice(0, 120) } }
}
