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
const handOverAfter = 1000
/** A turn whose document is done is kept this long for the next one. */
const keptIdle = 50
/** Who has waited longest hears of it first, then the others, then whoever handed over asks for another. */
const others = 10
const courtesy = 20
/** Turns are a courtesy: who waits too long, say for a process that is stopped, does without for a while. */
const without = 60_000

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
  /** Milliseconds. */
  readonly longestWait?: number
}

export class MachineTurns {
  readonly #addresses: readonly string[]
  readonly #longestWait: number
  /** Those of this process that no document is using. */
  readonly #kept: Turn[] = []
  #handedOverAt = Number.NEGATIVE_INFINITY
  #withoutUntil = Number.NEGATIVE_INFINITY

  constructor(options: MachineTurnsOptions = {}) {
    const { name = 'baoshen-turn', count = availableParallelism(), longestWait = 10_000 } = options
    this.#longestWait = longestWait
    const turns = process.platform === 'linux' ? count : 0
    this.#addresses = Array.from({ length: turns }, (_, index) => `\0${name}-${index}`)
  }

  /** Does `work` in a turn. Rejects as `work` does. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#kept.pop() ?? (await this.#take())
    clearTimeout(turn?.idle)
    try {
      return await work()
    } finally {
      if (turn) this.#keep(turn)
    }
  }

  /** @returns null when there are no turns, or none came free in time. */
  async #take(): Promise<Turn | null> {
    if (this.#addresses.length === 0 || performance.now() < this.#withoutUntil) return null
    const turn = await this.#wait().catch(() => null)
    if (turn === null) this.#withoutUntil = performance.now() + without
    return turn
  }

  async #wait(): Promise<Turn | null> {
    const until = performance.now() + this.#longestWait
    if (performance.now() - this.#handedOverAt < courtesy) await sleep(courtesy)
    while (performance.now() < until) {
      for (const address of this.#addresses) {
        const turn = await take(address)
        if (turn) return turn
      }
      await oneClosed(this.#addresses, until - performance.now())
      const kept = this.#kept.pop()
      if (kept) return kept
    }
    return null
  }

  #keep(turn: Turn): void {
    if (turn.waiting.size > 0 && performance.now() - turn.since >= handOverAfter) this.#handOver(turn)
    else {
      this.#kept.push(turn)
      turn.idle = setTimeout(() => {
        this.#kept.splice(this.#kept.indexOf(turn), 1)
        this.#handOver(turn)
      }, keptIdle)
    }
  }

  #handOver({ server, waiting }: Turn): void {
    this.#handedOverAt = performance.now()
    server.close()
    const [longest, ...rest] = waiting
    longest?.destroy()
    if (rest.length > 0) setTimeout(() => rest.forEach(socket => void socket.destroy()), others)
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
  server.unref()
  return { server, waiting, since: performance.now(), idle: undefined }
}

/** Resolves when one of these turns may be had, and after `milliseconds` at the latest. */
async function oneClosed(addresses: readonly string[], milliseconds: number): Promise<void> {
  const waiting = new AbortController()
  const sockets = addresses.map(address => connect(address))
  const closed = sockets.map(closedAfterAll)
  const late = sleep(milliseconds, undefined, { signal: waiting.signal }).catch(() => {})
  await Promise.race([...closed, late])
  waiting.abort()
  for (const socket of sockets) socket.destroy()
}

async function closedAfterAll(socket: Socket): Promise<void> {
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  let isRefused = false
  socket.on('error', () => {
    isRefused = true
  })
  await closed
  // It has just been given back, or too many wait at it: not asked about without a pause.
  if (isRefused) await sleep(others)
}
