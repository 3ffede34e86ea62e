/** A fixed number of child processes; a lost one is replaced, a fat one is retired. */
import pLimit from 'p-limit'
import { type Outcome, type RunOptions, SandboxChild } from './child-process.ts'
import type { Job, Setup } from './protocol.ts'

/** A child that has grown past this share of its memory limit is replaced before it gets the next document. */
const retireAt = 0.6
/**
 * Libraries leak (style.md B9); a child is replaced after this many documents. Its memory is watched besides, and a new
 * one costs a second of processor time: replaced every 500 documents, a third of a rescan's time was spent on that.
 */
const jobsPerChild = 5000

const interrupted: Outcome = {
  kind: 'lost',
  problem: { code: 'interrupted', details: {}, part: null },
  type: null,
  parts: [],
}

export class Pool {
  readonly #setup: Setup
  readonly #limit: ReturnType<typeof pLimit>
  readonly #idle: SandboxChild[] = []
  readonly #all = new Set<SandboxChild>()
  readonly #entry: string | undefined
  #closed = false

  /** @param entry see {@link SandboxChild}. */
  constructor(size: number, setup: Setup, entry?: string) {
    this.#setup = setup
    this.#entry = entry
    this.#limit = pLimit(size)
  }

  /** Version of the rule set, as compiled by a child. @throws when no child can be started. */
  async ruleset(): Promise<string> {
    const child = this.#take()
    const version = await child.ready()
    this.#idle.push(child)
    return version
  }

  /**
   * Runs `prepare` when a child is free and gives it the job, so that no more documents are in memory than
   * children at work.
   */
  run(prepare: () => Promise<Job>, options: RunOptions = {}): Promise<Outcome> {
    return this.#limit(async () => {
      if (options.signal?.aborted) return interrupted
      const job = await prepare()
      const child = this.#take()
      const outcome = await child.run(job, options)
      await this.#giveBack(child)
      return outcome
    })
  }

  #take(): SandboxChild {
    if (this.#closed) throw new Error('the pool is closed')
    const idle = this.#idle.pop()
    if (idle?.alive) return idle
    if (idle) this.#all.delete(idle)
    const child = new SandboxChild(this.#setup, this.#entry)
    this.#all.add(child)
    return child
  }

  async #giveBack(child: SandboxChild): Promise<void> {
    const fat = child.rss > this.#setup.limits.megabytes * 2 ** 20 * retireAt
    if (!this.#closed && child.alive && !fat && child.jobs < jobsPerChild) {
      this.#idle.push(child)
      return
    }
    this.#all.delete(child)
    await child.stop()
  }

  /** Ends every child, also those at work. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#all].map(child => child.stop()))
    this.#all.clear()
  }
}
