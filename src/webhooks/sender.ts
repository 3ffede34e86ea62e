/** Sends what waits in the outbox, a few at once, none of them holding up the others. */
import { randomUUID } from 'node:crypto'
import type { Act } from '../ledger/append.ts'
import type { Outside } from '../outbound/fetch-outside.ts'
import type { Store, Trx } from '../store/open.ts'
import { attempt, type Noted, note } from './attempt.ts'
import { type Claimed, claim, giveBack, nextDue, requeue } from './claim.ts'

const mostAtOnce = 8
/** So that one slow receiver leaves room for the others. */
const mostPerEndpoint = 2
/** The receiver has to take the message, not to work on it. */
const answerWithinMs = 15_000
/** Other processes may have put something into the outbox, or died with something. */
const pollMs = 10_000

export interface SenderOptions {
  readonly store: Store
  readonly outside: Outside
  /** The vault's content key. */
  readonly key: Buffer
  /** One transaction that may write into the ledger. */
  readonly change: <T>(
    work: (tx: { readonly trx: Trx; readonly record: (act: Act) => Promise<unknown> }) => Promise<T>,
  ) => Promise<T>
  readonly onDisabled: (endpointId: string, reason: 'failing' | 'gone') => void
  readonly onError: (error: unknown) => void
  /** Ms that a receiver may take to answer; 15 s when absent. */
  readonly timeoutMs?: number
  /** The clock that decides over what is due, and the dice of the jitter. */
  readonly now?: () => Date
  readonly random?: () => number
}

const service = { kind: 'system', id: 'system', name: 'baoshen' } as const

export class Sender {
  readonly #options: SenderOptions
  readonly #now: () => Date
  readonly #random: () => number
  /** Names this process among those that share the database. */
  readonly #owner = randomUUID()
  readonly #running = new Map<string, { readonly endpointId: string; readonly work: Promise<void> }>()
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> | null = null
  #again = false

  constructor(options: SenderOptions) {
    this.#options = options
    this.#now = options.now ?? (() => new Date())
    this.#random = options.random ?? Math.random
  }

  /** With SQLite no other process works on the same data: what was being sent is taken up at once. */
  async start(): Promise<void> {
    const { store } = this.#options
    if (store.kind === 'sqlite') await requeue(store, null)
    this.wake()
  }

  /** Something may be due. */
  wake(): void {
    if (this.#stop.signal.aborted) return
    this.#again = true
    this.#round ??= this.#sendDue().finally(() => {
      this.#round = null
      if (this.#again) this.wake()
    })
  }

  /** Resolves when nothing is due and nothing on its way. */
  async settled(): Promise<void> {
    this.wake()
    while (this.#round !== null || this.#running.size > 0) {
      await this.#round
      await Promise.all([...this.#running.values()].map(each => each.work))
    }
  }

  async #sendDue(): Promise<void> {
    clearTimeout(this.#timer)
    try {
      while (this.#again && !this.#stop.signal.aborted) {
        this.#again = false
        await requeue(this.#options.store, this.#now())
        while (this.#running.size < mostAtOnce && !this.#stop.signal.aborted) {
          const claimed = await claim(this.#options.store, this.#owner, this.#now(), this.#busy())
          if (!claimed) break
          this.#run(claimed)
        }
      }
    } catch (error) {
      // The next round tries again.
      this.#again = false
      this.#options.onError(error)
    }
    await this.#sleep()
  }

  #busy(): string[] {
    const counts = new Map<string, number>()
    for (const { endpointId } of this.#running.values()) {
      counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1)
    }
    return [...counts].filter(([, count]) => count >= mostPerEndpoint).map(([id]) => id)
  }

  #run(claimed: Claimed): void {
    const { id, endpointId } = claimed.delivery
    const work = this.#deliver(claimed)
      .catch(this.#options.onError)
      .finally(() => {
        this.#running.delete(id)
        this.wake()
      })
    this.#running.set(id, { endpointId, work })
  }

  async #deliver(claimed: Claimed): Promise<void> {
    const { store, outside, key, change, onDisabled } = this.#options
    const { timeoutMs = answerWithinMs } = this.#options
    const made = await attempt(claimed, outside, key, this.#now(), timeoutMs, this.#stop.signal)
    if (made.error && this.#stop.signal.aborted) {
      await giveBack(store, this.#owner, claimed)
      return
    }
    const noted = await change(async ({ trx, record }): Promise<Noted> => {
      const result = await note(trx, claimed, made, this.#now(), this.#random())
      if (result.kind === 'disabled') {
        const detail = { webhook: claimed.endpoint.id, reason: result.reason }
        await record({ actor: service, act: 'disable-webhook', detail })
      }
      return result
    })
    if (noted.kind === 'disabled') onDisabled(claimed.endpoint.id, noted.reason)
  }

  async #sleep(): Promise<void> {
    if (this.#stop.signal.aborted) return
    const due = await nextDue(this.#options.store).catch(() => null)
    // The end of what is on its way wakes, too.
    const isBusy = this.#running.size > 0
    const wait = due === null || isBusy ? pollMs : due.getTime() - this.#now().getTime()
    clearTimeout(this.#timer)
    if (this.#stop.signal.aborted) return
    this.#timer = setTimeout(() => this.wake(), Math.min(pollMs, Math.max(100, wait)))
    this.#timer.unref()
  }

  /** Cuts what is on its way; it is sent again after the next start. */
  async stop(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#timer)
    await this.#round
    await Promise.all([...this.#running.values()].map(each => each.work))
  }
}
