/**
 * baoshen as a library.
 *
 * ```ts
 * import { screen } from 'baoshen'
 * const { verdict, findings } = await screen({ path: '通知.docx' })
 * ```
 * For more than one document open a {@link Screener} once: it keeps child processes and models warm.
 */
import type { Reading, Screening } from './document/screening.ts'
import { openScreener, type ScreenerOptions } from './screener.ts'
import type { Source } from './source.ts'

/** Screens one document in a sandboxed child process. What could not be read is in `problems`, never thrown. */
export async function screen(source: Source, options: ScreenerOptions = {}): Promise<Screening> {
  const screener = await openScreener(options)
  try {
    return await screener.screen(source)
  } finally {
    await screener.close()
  }
}

/** Reads one document, pictures included, without judging it. */
export async function extract(source: Source, options: ScreenerOptions = {}): Promise<Reading> {
  const screener = await openScreener(options)
  try {
    return await screener.read(source)
  } finally {
    await screener.close()
  }
}

export { detect } from './detect/detect.ts'
export { compileRules, type RuleSet } from './detect/ruleset.ts'
export { verdictOf } from './detect/verdict.ts'
export type { Box, Channel, Line, Part } from './document/document.ts'
export type { Limits } from './document/limits.ts'
export type { Language, Problem, ProblemCode } from './document/problem.ts'
export type { Category, Finding, Reading, Screening, Severity, Verdict } from './document/screening.ts'
export { type DecideOptions, decide } from './gate/ask.ts'
export type { GateAnswer, GateRequest, Policy } from './gate/content.ts'
export { type TicketClaims, type TicketQuestion, type TicketRefusal, verifyTicket } from './gate/ticket.ts'
export type { OcrMode } from './ocr/engine.ts'
export { loadPacks } from './packs/load.ts'
export type { Pack } from './packs/schema.ts'
export { openScreener, Screener, type ScreenerOptions, type ScreenOptions } from './screener.ts'
export type { Source } from './source.ts'
