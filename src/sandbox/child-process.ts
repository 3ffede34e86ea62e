/** One child process: started with its rights, given one job at a time, killed at its limits. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Part } from '../document/document.ts'
import type { RawProblem } from '../document/problem.ts'
import { childEnvironment, childFlags } from './permissions.ts'
import type { Job, Judgement, PictureResult, ReadResult, Setup, ToChild, ToParent } from './protocol.ts'
import { memoryMark } from './watchdog.ts'

/** In a checkout this file and the entry are `.ts`, in the built package `.js`. */
const screeningEntry = fileURLToPath(new URL(`./child${import.meta.url.slice(-3)}`, import.meta.url))
const stderrKept = 2000
const startSeconds = 60

/** How a job ended. `lost`: the child is gone; what it had read until then is what `parts` holds. */
export type Outcome =
  | { readonly kind: 'read'; readonly result: ReadResult }
  | { readonly kind: 'judged'; readonly result: Judgement }
  | { readonly kind: 'picture'; readonly result: PictureResult | null }
  | {
      readonly kind: 'lost'
      readonly problem: RawProblem
      readonly type: string | null
      readonly parts: readonly Part[]
    }

export interface RunOptions {
  /** Each part when all of it has been read. */
  readonly onPart?: ((label: string, part: Part) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export class SandboxChild {
  readonly #process: ChildProcess
  readonly #setup: Setup
  readonly #ready: Promise<string>
  #stderr = ''
  /** Resident memory after the last job, in bytes. */
  rss = 0
  jobs = 0

  /** @param entry the program of the child; the screening pipeline unless told otherwise. */
  constructor(setup: Setup, entry: string = screeningEntry) {
    this.#setup = setup
    this.#process = fork(entry, [], {
      execArgv: childFlags(setup.limits.megabytes, setup.models),
      env: childEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKept)
    })
    // A write to a child that has just died is answered by its `exit`; it must not end the parent.
    this.#process.on('error', () => {})
    this.#ready = this.#start()
    this.#ready.catch(() => {})
  }

  get alive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null
  }

  /** Resolves with the version of the rule set once the child has compiled it. */
  ready(): Promise<string> {
    return this.#ready
  }

  #start(): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#process.kill('SIGKILL')
      }, startSeconds * 1000)
      this.#process.once('message', (message: ToParent) => {
        clearTimeout(timer)
        if (message.kind === 'ready') resolve(message.ruleset)
      })
      this.#process.once('exit', (code, signal) => {
        clearTimeout(timer)
        reject(new Error(`the sandbox did not start (${signal ?? code}): ${this.#stderr.trim()}`))
      })
      this.#send({ kind: 'setup', setup: this.#setup })
    })
  }

  #send(message: ToChild): void {
    this.#process.send(message, error => {
      if (error) this.#process.kill('SIGKILL')
    })
  }

  /** Runs one job to its end, its time limit, its memory limit or its crash. Rejects only when the child never started. */
  async run(job: Job, options: RunOptions = {}): Promise<Outcome> {
    await this.#ready
    this.jobs += 1
    const { limits } = this.#setup
    const parts: Part[] = []
    let type: string | null = null
    let killedFor: RawProblem | undefined
    const kill = (problem: RawProblem) => {
      killedFor ??= problem
      this.#process.kill('SIGKILL')
    }
    const timeout: RawProblem = { code: 'timeout', details: { seconds: limits.seconds }, part: null }
    const timer = setTimeout(() => kill(timeout), limits.seconds * 1000)
    const onAbort = () => kill({ code: 'interrupted', details: {}, part: null })
    options.signal?.addEventListener('abort', onAbort)
    try {
      return await new Promise<Outcome>(resolve => {
        const lost = (problem: RawProblem) => resolve({ kind: 'lost', problem, type, parts })
        const onMessage = (message: ToParent) => {
          if (message.kind === 'type') type = message.type
          else if (message.kind === 'part') {
            parts.push(message.part)
            options.onPart?.(message.part.label, message.part)
          } else if (message.kind === 'failed') {
            kill({ code: 'crashed', details: { reason: message.reason }, part: null })
          } else if (message.kind !== 'ready') {
            const { rss, ...outcome } = message
            this.rss = rss
            this.#process.off('close', onExit)
            this.#process.off('message', onMessage)
            resolve(outcome)
          }
        }
        const onExit = (code: number | null, signal: string | null) => {
          this.#process.off('message', onMessage)
          lost(killedFor ?? this.#deathOf(code, signal))
        }
        // `close`, not `exit`: only then has standard error, with the last words, been read to its end.
        this.#process.once('close', onExit)
        this.#process.on('message', onMessage)
        if (options.signal?.aborted) onAbort()
        else if (this.alive) this.#send(job)
        else onExit(this.#process.exitCode, this.#process.signalCode)
      })
    } finally {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
    }
  }

  #deathOf(code: number | null, signal: string | null): RawProblem {
    const { megabytes } = this.#setup.limits
    const outOfMemory =
      this.#stderr.includes(memoryMark) || /heap out of memory|Allocation failed/.test(this.#stderr)
    if (outOfMemory) return { code: 'out-of-memory', details: { limit: megabytes }, part: null }
    return { code: 'crashed', details: { reason: String(signal ?? `exit ${code}`) }, part: null }
  }

  /** Ends the process; resolves when it is gone. */
  async stop(): Promise<void> {
    if (!this.alive) return
    await new Promise<void>(resolve => {
      this.#process.once('exit', () => resolve())
      this.#process.kill('SIGKILL')
    })
  }
}
