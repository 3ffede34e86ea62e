/**
 * Screening as a caller sees it: a source in, a result out, whatever the bytes do.
 * Reads the file, gives it to the sandbox, and turns a lost child into a result that a gate refuses.
 */
import { availableParallelism } from 'node:os'
import { defaultLimits, type Limits } from './document/limits.ts'
import { type RawProblem, type WordedIn, wordProblem } from './document/problem.ts'
import type { KeptFinding, Reading, Screening } from './document/screening.ts'
import type { OcrMode } from './ocr/engine.ts'
import { loadOwnModels } from './ocr/models/own-models.ts'
import { loadPacks } from './packs/load.ts'
import { loadTerms } from './packs/load-terms.ts'
import type { Outcome, RunOptions } from './sandbox/child-process.ts'
import { Pool } from './sandbox/pool.ts'
import type { Job, Judgement, PictureResult, ReadResult } from './sandbox/protocol.ts'
import { identityOf, type Loaded, load, type Source } from './source.ts'
import { today } from './today.ts'

export interface ScreenerOptions {
  /** Documents at work at the same time, one child process each. */
  readonly concurrency?: number
  /** Names of built-in packs or paths of YAML files; all built-in packs when absent. */
  readonly packs?: readonly string[]
  /** Paths of an organisation's own term lists: TXT, CSV, TSV, XLSX. */
  readonly terms?: readonly string[]
  readonly ocr?: OcrMode
  /** Folder of one's own PP-OCR models: a detector, a recogniser and its dictionary, as ONNX (README). */
  readonly ocrModels?: string | undefined
  /** With `both`, findings and problems carry their words in both languages ({@link KeptFinding}). */
  readonly language?: WordedIn
  readonly limits?: Partial<Limits>
  /** See {@link ScreenOptions.stopAtFirst}. */
  readonly stopAtFirst?: boolean
  /** Threads of recognition in each child; the cores shared out among the children when absent. */
  readonly threads?: number
}

export interface ScreenOptions extends RunOptions {
  /**
   * Stop reading at the first part that blocks, for gates that need a no and not every reason for it. What was not
   * read is the problem `stopped-at-first`, so that the verdict is `block`, or `error` should the finding be waived.
   */
  readonly stopAtFirst?: boolean | undefined
}

export class Screener {
  readonly #pool: Pool
  readonly #limits: Limits
  readonly #language: WordedIn
  readonly #stopAtFirst: boolean
  /** Version of the rules in force. */
  readonly ruleset: string

  /** Use {@link openScreener}. */
  constructor(
    pool: Pool,
    settings: { readonly limits: Limits; readonly language: WordedIn; readonly stopAtFirst: boolean },
    ruleset: string,
  ) {
    this.#pool = pool
    this.#limits = settings.limits
    this.#language = settings.language
    this.#stopAtFirst = settings.stopAtFirst
    this.ruleset = ruleset
  }

  /** Screens one document. Never rejects for what a document is or does: that is in `problems`. */
  async screen(source: Source, options: ScreenOptions = {}): Promise<Screening> {
    const { stopAtFirst = this.#stopAtFirst } = options
    const { loaded, outcome } = await this.#run(
      source,
      (bytes, name) => ({ kind: 'screen', name, bytes, today: today(), stopAtFirst }),
      options,
    )
    const judged = await this.#judgement(loaded, outcome, options)
    return {
      path: loaded.path,
      sha256: loaded.sha256,
      type: judged.type,
      bytes: loaded.size,
      verdict: judged.verdict,
      findings: [...judged.findings],
      parts: judged.parts,
      ocrParts: judged.ocrParts,
      problems: [...judged.problems],
      ruleset: this.ruleset,
      durationMs: Math.round(performance.now() - loaded.startedAt),
    }
  }

  /** Reads one document without judging it: “what did it see?” */
  async read(source: Source, options: RunOptions = {}): Promise<Reading> {
    const { loaded, outcome } = await this.#run(
      source,
      (bytes, name) => ({ kind: 'read', name, bytes }),
      options,
    )
    const identity = { path: loaded.path, sha256: loaded.sha256, bytes: loaded.size }
    if (outcome?.kind === 'read') {
      const { type, parts, problems } = outcome.result
      return { ...identity, type, parts: [...parts], problems: problems.map(raw => this.#word(raw)) }
    }
    const lost = outcome?.kind === 'lost' ? outcome : undefined
    const problem = loaded.problem ?? lost?.problem
    return {
      ...identity,
      type: lost?.type ?? null,
      parts: [...(lost?.parts ?? [])],
      problems: problem ? [this.#word(problem)] : [],
    }
  }

  /**
   * Judges once more what was read before, by the rules in force; nothing is read or recognised.
   * @returns null when the child was lost over it.
   */
  async judge(
    read: Pick<ReadResult, 'type' | 'parts'>,
    options: RunOptions = {},
  ): Promise<readonly KeptFinding[] | null> {
    const job: Job = { kind: 'judge', read: { ...read, problems: [] }, today: today() }
    const outcome = await this.#pool.run(async () => job, options)
    return outcome.kind === 'judged' ? outcome.result.findings : null
  }

  /** Draws a page (counting from 1) for a report; null when there is none to draw or the document is lost. */
  async picture(source: Source, page: number, options: RunOptions = {}): Promise<PictureResult | null> {
    const { outcome } = await this.#run(source, bytes => ({ kind: 'picture', bytes, page }), options)
    return outcome?.kind === 'picture' ? outcome.result : null
  }

  /** Ends all child processes. */
  close(): Promise<void> {
    return this.#pool.close()
  }

  #word(raw: RawProblem) {
    return wordProblem(raw, this.#language)
  }

  async #run(
    source: Source,
    jobFor: (bytes: Uint8Array, name: string) => Job,
    options: RunOptions,
  ): Promise<{ loaded: Loaded; outcome: Outcome | null }> {
    let loaded: Loaded = {
      ...identityOf(source),
      bytes: null,
      size: 0,
      sha256: null,
      problem: null,
      startedAt: 0,
    }
    const unread = Symbol('unread')
    const prepare = async (): Promise<Job> => {
      loaded = await load(source, this.#limits)
      if (!loaded.bytes) throw unread
      const { name, bytes } = loaded
      // The child has its own copy; ours may be collected while it works.
      loaded = { ...loaded, bytes: null }
      return jobFor(bytes, name)
    }
    try {
      return { outcome: await this.#pool.run(prepare, options), loaded }
    } catch (error) {
      if (error !== unread) throw error
      return { outcome: null, loaded }
    }
  }

  /** What a child said, or what can still be said when it was lost. */
  async #judgement(loaded: Loaded, outcome: Outcome | null, options: RunOptions): Promise<Judgement> {
    if (outcome?.kind === 'judged') return outcome.result
    const lost = outcome?.kind === 'lost' ? outcome : undefined
    const problem = loaded.problem ?? lost?.problem
    if (!problem) throw new Error('neither a result nor a problem')
    const nothing: Judgement = {
      type: lost?.type ?? null,
      verdict: 'error',
      findings: [],
      problems: [this.#word(problem)],
      parts: lost?.parts.length ?? 0,
      ocrParts: 0,
    }
    if (!lost || lost.parts.length === 0 || options.signal?.aborted) return nothing
    const read = { type: lost.type, parts: lost.parts, problems: [problem] }
    const salvaged = await this.#pool.run(async () => ({ kind: 'judge', read, today: today() }), options)
    return salvaged.kind === 'judged' ? salvaged.result : nothing
  }
}

/** A line of text is too little work for more threads than this. */
const mostThreads = 8

/** The cores shared out among the children, so that N of them keep N cores busy and no more. */
function threadsFor(children: number): number {
  return Math.max(1, Math.min(mostThreads, Math.floor(availableParallelism() / children)))
}

/**
 * Loads the packs and opens the pool of child processes.
 * @throws {PackError} when a pack is not valid; {ModelError} when the user's models are not usable; an Error when no
 *   child process can be started.
 */
export async function openScreener(options: ScreenerOptions = {}): Promise<Screener> {
  const { concurrency = 1, ocr = 'auto', language = 'zh', stopAtFirst = false } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const packs = [...(await loadPacks(options.packs ?? [])), ...(await loadTerms(options.terms ?? []))]
  const models = options.ocrModels === undefined ? undefined : await loadOwnModels(options.ocrModels)
  const threads = options.threads ?? threadsFor(concurrency)
  const pool = new Pool(concurrency, { packs, language, ocr, models, threads, limits })
  try {
    return new Screener(pool, { limits, language, stopAtFirst }, await pool.ruleset())
  } catch (error) {
    await pool.close()
    throw error
  }
}
