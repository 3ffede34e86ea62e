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

/** What the caller of `extract` gives. */
export interface ExtractSettings {
  readonly limits: Limits
  /** The name the document was given, without its folder; may be empty for standard input. */
  readonly name: string
  /** Records a problem and goes on. `part` is the label of the part concerned. */
  problem(code: ProblemCode, details?: ProblemDetails, part?: string): void
}

export interface ExtractContext extends ExtractSettings {
  /**
   * Reads a document inside this one: an archive member, an attachment, an embedded object. Its parts come with
   * labels that show the nesting (`附件.zip › 通知.docx › page 1`), its problems likewise. Never throws: what cannot
   * be read becomes a problem of that member, and its siblings are still read. Counts against the limits of the whole.
   * @param name of the member, which may hold folders; it is screened as a file name.
   */
  nested(bytes: Uint8Array, name: string): AsyncIterable<ExtractedPart>
  /**
   * Counts bytes that were inflated or decoded out of this document, before or while they are produced.
   * @throws {ProblemError} `too-large` when the whole document, nested ones included, is over `limits.inflatedBytes`.
   */
  spend(bytes: number): void
}

/** @throws {ProblemError} when the bytes cannot be read (any further). */
export type Extractor = (bytes: Uint8Array, context: ExtractContext) => AsyncIterable<ExtractedPart>
