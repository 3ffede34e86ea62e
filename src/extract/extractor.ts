/**
 * The contract of every extractor: bytes in, parts out, one after the other, so that a long document
 * shows progress and never has all its pixels in memory.
 *
 * An extractor
 *   - reads everything a reader of the format could ever see, and what is hidden from them, each under its channel;
 *   - throws a ProblemError when nothing (more) can be read, and calls `context.problem` when it can go on;
 *   - never fetches anything, never writes, never logs document text;
 *   - releases what it opened when the consumer stops early (`finally`).
 */
import type { Limits } from '../document/limits.ts'
import type { ExtractedPart } from '../document/picture.ts'
import type { ProblemCode, ProblemDetails } from '../document/problem.ts'

export interface ExtractContext {
  readonly limits: Limits
  /** The name the document was given, without its folder; may be empty for standard input. */
  readonly name: string
  /** Records a problem and goes on. `part` is the label of the part concerned. */
  problem(code: ProblemCode, details?: ProblemDetails, part?: string): void
}

/** @throws {ProblemError} when the bytes cannot be read (any further). */
export type Extractor = (bytes: Uint8Array, context: ExtractContext) => AsyncIterable<ExtractedPart>
