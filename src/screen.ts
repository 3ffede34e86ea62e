/**
 * The pipeline for one document, as it runs inside a child process: extract, recognise, detect, decide.
 * Nothing here knows of files, stores, servers or the command line.
 */
import { detect } from './detect/detect.ts'
import type { RuleSet } from './detect/ruleset.ts'
import { verdictOf } from './detect/verdict.ts'
import type { Line, Part } from './document/document.ts'
import type { Limits } from './document/limits.ts'
import { type Language, ProblemError, type RawProblem, wordProblem } from './document/problem.ts'
import { extract } from './extract/extract.ts'
import type { ExtractContext } from './extract/extractor.ts'
import type { Engines } from './ocr/engines.ts'
import { PictureReader } from './ocr/read-pictures.ts'
import type { Judgement, ReadResult } from './sandbox/protocol.ts'

export interface ReadSettings {
  readonly limits: Limits
  readonly engines: Engines
  readonly onType?: (type: string) => void
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
  const context: ExtractContext = {
    limits: settings.limits,
    name,
    problem: (code, details = {}, part) => problems.push({ code, details, part: part ?? null }),
  }
  const pictures = new PictureReader(settings.engines, context)
  let type: string | null = null
  try {
    const extraction = await extract(bytes, context)
    type = extraction.type
    if (type) settings.onType?.(type)
    for await (const extracted of extraction.parts) {
      const { pictures: unread, ...part } = extracted
      const recognised: Line[] = await pictures.read(extracted)
      const whole: Part = { ...part, lines: [...part.lines, ...recognised] }
      parts.push(whole)
      await settings.onPart?.(whole)
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    context.problem(error.code, error.details)
  }
  return { type, parts, problems }
}

/** Finds, weighs and decides over what was read. */
export function judgeDocument(read: ReadResult, rules: RuleSet, language: Language): Judgement {
  const problems = read.problems.map(raw => wordProblem(raw, language))
  const findings = detect(read.parts, rules, { language })
  return {
    type: read.type,
    verdict: verdictOf(findings, problems),
    findings,
    problems,
    parts: read.parts.length,
    ocrParts: read.parts.filter(part => part.lines.some(line => line.channel === 'ocr')).length,
  }
}
