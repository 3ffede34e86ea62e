/**
 * The pipeline for one document, as it runs inside a child process: extract, recognise, detect, decide.
 * Nothing here knows of files, stores, servers or the command line.
 */
import { type DetectOptions, detect } from './detect/detect.ts'
import type { RuleSet } from './detect/ruleset.ts'
import { verdictOf } from './detect/verdict.ts'
import type { Part } from './document/document.ts'
import type { Limits } from './document/limits.ts'
import { ProblemError, type RawProblem, wordProblem } from './document/problem.ts'
import { extract } from './extract/extract.ts'
import type { ExtractSettings } from './extract/extractor.ts'
import { pagePicture } from './extract/page-picture.ts'
import type { GlyphProofs } from './ocr/claims/glyph-proofs.ts'
import type { OcrMode } from './ocr/engine.ts'
import type { OwnModels } from './ocr/models/own-models.ts'
import { createPictureReader } from './ocr/read-pictures.ts'
import type { ResultCache } from './ocr/result-cache.ts'
import { encodeJpeg } from './raster/encode.ts'
import type { Judgement, PictureResult, ReadResult } from './sandbox/protocol.ts'
import type { Enough } from './stop-at-first.ts'

/** A package of ten thousand unreadable members says no more with ten thousand problems. */
const mostProblems = 500

export interface ReadSettings {
  readonly limits: Limits
  readonly ocr: OcrMode
  /** Threads of recognition. */
  readonly threads: number
  /** The user's models for PP-OCR. */
  readonly models?: OwnModels | undefined
  /** What pictures of earlier documents have shown. */
  readonly cache?: ResultCache
  /** What glyphs of earlier documents looked like. */
  readonly proofs?: GlyphProofs
  readonly onType?: (type: string) => void
  /** When reading may stop before the end; to its end when absent. */
  readonly enough?: Enough
  /** Called with each part when all of it, pictures included, has been read. */
  readonly onPart?: (part: Part) => void | Promise<void>
}

/**
 * Reads all of one document: text as extracted, and pictures as recognised.
 * @param name the document's name without its folder.
 * Never throws for what the document is: everything unread is a problem of the result.
 */
export async function readDocument(
  bytes: Uint8Array,
  name: string,
  settings: ReadSettings,
): Promise<ReadResult> {
  const problems: RawProblem[] = []
  const parts: Part[] = []
  const context: ExtractSettings = {
    limits: settings.limits,
    name,
    problem: (code, details = {}, part) => {
      if (problems.length < mostProblems) problems.push({ code, details, part: part ?? null })
    },
  }
  const readPictures = createPictureReader({
    mode: settings.ocr,
    threads: settings.threads,
    models: settings.models,
    cache: settings.cache,
    proofs: settings.proofs,
    limits: settings.limits,
    problem: context.problem,
  })
  let type: string | null = null
  try {
    const extraction = await extract(bytes, context)
    type = extraction.type
    if (type) settings.onType?.(type)
    let stoppedAt: string | null = null
    for await (const extracted of extraction.parts) {
      // Known to block since the part before; only now is it known that something follows.
      if (stoppedAt !== null) {
        problems.push({ code: 'stopped-at-first', details: { part: stoppedAt }, part: null })
        break
      }
      const { pictures: _pictures, claims: _claims, ...part } = extracted
      const { lines, graphics, turns } = await readPictures(extracted)
      const whole: Part = {
        ...part,
        lines: [...part.lines, ...lines],
        ...(graphics.length === 0 ? {} : { graphics }),
        ...(turns === 0 ? {} : { turns }),
      }
      parts.push(whole)
      await settings.onPart?.(whole)
      if (settings.enough?.(parts)) stoppedAt = whole.label
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    context.problem(error.code, error.details)
  }
  return { type, parts, problems }
}

/** Longest side of a page picture, in pixels. */
const pictureSide = 1400

/** Draws one page as a JPEG; null when the format has no pages or the page cannot be drawn. */
export async function drawPage(
  bytes: Uint8Array,
  page: number,
  limits: Limits,
): Promise<PictureResult | null> {
  try {
    const picture = await pagePicture(bytes, page, limits)
    if (!picture) return null
    const { raster, width, height } = picture
    return { jpeg: await encodeJpeg(raster, pictureSide), width, height }
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}

/** Finds, weighs and decides over what was read. */
export function judgeDocument(read: ReadResult, rules: RuleSet, options: DetectOptions): Judgement {
  const problems = read.problems.map(raw => wordProblem(raw, options.language))
  const findings = detect(read.parts, rules, options)
  return {
    type: read.type,
    verdict: verdictOf(findings, problems),
    findings,
    problems,
    parts: read.parts.length,
    ocrParts: read.parts.filter(part => part.lines.some(line => line.channel === 'ocr')).length,
  }
}
