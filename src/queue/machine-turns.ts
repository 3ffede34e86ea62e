/**
 * Turns at the cores of this machine, among all processes of baoshen on it: no more documents that nobody waits for are
 * screened at once than there are cores, whoever screens them. Four workers that all screen on two cores push each other
 * out of the caches: a fifth more processor time for every document, and fewer documents than two workers do.
 *
 * A turn is an abstract Unix socket (unix(7), Linux), which only one process can listen at and which the system gives
 * back however the process ends. Whoever waits is connected to it, and hears when it closes. Containers with a network
 * of their own count as machines; other systems know no such sockets, and everybody goes on at once there.
 */
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** A turn is handed over after this long when others wait: long beside the filling of a cache. Milliseconds. */
const longestTurn = 1000
/** A turn whose document is done is kept this long for the next one. */
const keptIdle = 50
/**
 * Who has waited longest hears of it first, then the others, then whoever handed over asks for another. The others hear
 * of it one by one, so that they line up again in the same order: told at once, some lost every time.
 */
const others = 10
const between = 2
const courtesy = 10
/** Turns are a courtesy: when none changes hands for too long, say since a process is stopped, one does without for a while. */
const without = 60_000
/** So many times as long at most, whatever changes hands: somebody else on the machine may play with the names. */
const mostWaits = 12

const never = new AbortController().signal

interface Turn {
  readonly server: Server
  readonly waiting: Set<Socket>
  readonly since: number
  idle: NodeJS.Timeout | undefined
}

export interface MachineTurnsOptions {
  /** Processes that are to take turns with each other use the same. */
  readonly name?: string
  /** Turns at once on this machine. */
  readonly count?: number
  /** How long a turn is kept while others wait; milliseconds. */
  readonly handOverAfter?: number
  /** How long to wait while no turn changes hands; milliseconds. */
  readonly longestWait?: number
}

export class MachineTurns {
  readonly #addresses: readonly string[]
  readonly #handOverAfter: number
  readonly #longestWait: number
  /** Those of this process that no document is using. */
  readonly #kept: Turn[] = []
  /** Others are in line before this. */
  #courteousUntil = Number.NEGATIVE_INFINITY
  #withoutUntil = Number.NEGATIVE_INFINITY

  constructor(options: MachineTurnsOptions = {}) {
    const { name = 'baoshen-turn', count = availableParallelism() } = options
    this.#handOverAfter = options.handOverAfter ?? longestTurn
    this.#longestWait = options.longestWait ?? 10_000
    const turns = process.platform === 'linux' ? count : 0
    this.#addresses = Array.from({ length: turns }, (_, index) => `\0${name}-${index}`)
  }

  /**
   * Does `work` in a turn. Rejects as `work` does.
   * @param signal given up: `work` is not to wait any longer, and finds out for itself.
   */
  async run<T>(work: () => Promise<T>, signal: AbortSignal = never): Promise<T> {
    const turn = this.#kept.pop() ?? (await this.#take(signal))
    clearTimeout(turn?.idle)
    try {
      return await work()
    } finally {
      if (turn) this.#keep(turn)
    }
  }

  /** @returns null when there are no turns, or none came free in time. */
  async #take(signal: AbortSignal): Promise<Turn | null> {
    if (this.#addresses.length === 0 || performance.now() < this.#withoutUntil) return null
    const turn = await this.#wait(signal).catch(() => null)
    if (turn === null && !signal.aborted) this.#withoutUntil = performance.now() + without
    return turn
  }

  async #wait(signal: AbortSignal): Promise<Turn | null> {
    const latest = performance.now() + this.#longestWait * mostWaits
    let until = performance.now() + this.#longestWait
    const early = this.#courteousUntil - performance.now()
    if (early > 0) await sleep(early)
    while (performance.now() < until && !signal.aborted) {
      for (const address of this.#addresses) {
        const turn = await take(address)
        if (turn) return turn
      }
      const isMoving = await oneClosed(this.#addresses, until - performance.now(), signal)
      if (isMoving) until = Math.min(latest, performance.now() + this.#longestWait)
      const kept = this.#kept.pop()
      if (kept) return kept
    }
    return null
  }

  #keep(turn: Turn): void {
    if (turn.waiting.size > 0 && performance.now() - turn.since >= this.#handOverAfter) this.#handOver(turn)
    else {
      this.#kept.push(turn)
      turn.idle = setTimeout(() => {
        this.#kept.splice(this.#kept.indexOf(turn), 1)
        this.#handOver(turn)
      }, keptIdle)
    }
  }

  #handOver({ server, waiting }: Turn): void {
    server.close()
    const [longest, ...rest] = waiting
    this.#courteousUntil = performance.now() + others + rest.length * between + courtesy
    longest?.destroy()
    for (const [place, socket] of rest.entries()) {
      setTimeout(() => void socket.destroy(), others + place * between)
    }
  }
}

/** @returns null when somebody has it. @throws when this process may have none: a service unit without Unix sockets. */
async function take(address: string): Promise<Turn | null> {
  const waiting = new Set<Socket>()
  const server = createServer(socket => {
    waiting.add(socket)
    socket.on('error', () => {}).once('close', () => waiting.delete(socket))
    socket.unref()
  })
  server.listen(address)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null
    throw error
  }
  // As when there are no more descriptors to take up somebody's connection with: who waits tries again.
  server.on('error', () => {})
  server.unref()
  return { server, waiting, since: performance.now(), idle: undefined }
}

/**
 * Resolves when one of these turns may be had, at `signal`, and after `milliseconds` at the latest.
 * @returns whether somebody has given one back meanwhile.
 */
async function oneClosed(
  addresses: readonly string[],
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  const waiting = new AbortController()
  const sockets = addresses.map(address => connect(address))
  const closed = sockets.map(closedAfterAll)
  const late = sleep(milliseconds, undefined, { signal: AbortSignal.any([waiting.signal, signal]) }).catch(
    () => {},
  )
  const isMoving = await Promise.race([...closed, late.then(() => false)])
  waiting.abort()
  for (const socket of sockets) socket.destroy()
  return isMoving
}

/** @returns false when nobody was there to listen, or too many wait already. */
async function closedAfterAll(socket: Socket): Promise<boolean> {
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  let isRefused = false
  socket.on('error', () => {
    isRefused = true
  })
  await closed
  // It has just been given back, or too many wait at it: not asked about without a pause.
  if (isRefused) await sleep(others)
  return !isRefused
}
