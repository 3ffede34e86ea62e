/** One connection, with patience: what does not come or is not taken in time ends it. */
import type { Socket } from 'node:net'
import { IcapError } from './protocol/icap-error.ts'
import type { Settings } from './settings.ts'

/** The other side has gone, or does not take what it is sent. Nobody is there to be answered. */
export class GoneError extends Error {
  override readonly name = 'GoneError'
}

/** Rest of a request that is still taken after its answer, so that the answer is not lost with the connection. */
const lingerBytes = 64 * 2 ** 20
const lingerSeconds = 2

export class Wire {
  readonly #socket: Socket
  readonly #settings: Settings
  readonly #packets: AsyncIterator<Uint8Array>
  readonly #gone = new AbortController()
  /** `performance.now()` until which the request has to have come; null while none is expected. */
  #deadline: number | null = null
  /** The final answer has begun: an error can no longer be said. */
  isAnswering = false

  constructor(socket: Socket, settings: Settings) {
    this.#socket = socket
    this.#settings = settings
    // Who has sent all its requests may still wait for the answers.
    this.#packets = socket.iterator({ destroyOnReturn: false })
    socket.on('error', () => undefined)
    socket.on('close', () => this.#gone.abort())
  }

  /** Raised when the connection is closed. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  get isIdle(): boolean {
    return this.#deadline === null
  }

  /** Between two requests. */
  idle(): void {
    this.#deadline = null
    this.isAnswering = false
  }

  /** A request has begun. */
  begin(): void {
    this.#deadline = performance.now() + this.#settings.receiveSeconds * 1000
  }

  /** The next packet; null at the end. @throws {IcapError} 408; {GoneError}. */
  async pull(): Promise<Uint8Array | null> {
    const { idleSeconds, silenceSeconds } = this.#settings
    const milliseconds =
      this.#deadline === null
        ? idleSeconds * 1000
        : Math.min(silenceSeconds * 1000, this.#deadline - performance.now())
    return within(milliseconds, new IcapError(408, 'the request did not come in time'), async () => {
      try {
        const { value, done } = await this.#packets.next()
        return done ? null : value
      } catch (error) {
        throw new GoneError('the connection broke', { cause: error })
      }
    })
  }

  /** @throws {GoneError} when it is not taken. */
  async write(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket
    if (socket.destroyed || !socket.writable) throw new GoneError('the connection is closed')
    if (socket.write(bytes)) return
    await within(
      this.#settings.silenceSeconds * 1000,
      new GoneError('the answer was not taken in time'),
      () =>
        new Promise<void>((resolve, reject) => {
          const done = () => {
            socket.off('drain', done).off('close', done)
            if (socket.destroyed) reject(new GoneError('the connection broke'))
            else resolve()
          }
          socket.on('drain', done).on('close', done)
        }),
    )
  }

  /** Sends what is written and takes a little of what still comes: closing at once would lose the answer. */
  async close(): Promise<void> {
    this.#socket.end()
    const until = performance.now() + lingerSeconds * 1000
    try {
      for (let taken = 0; taken < lingerBytes && !this.gone.aborted; ) {
        this.#deadline = until
        const packet = await this.pull()
        if (packet === null) break
        taken += packet.length
      }
    } catch {
      // Enough waited.
    }
    this.#socket.destroySoon()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

async function within<T>(milliseconds: number, late: Error, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), Math.max(0, milliseconds))
  })
  try {
    return await Promise.race([work(), lateness])
  } finally {
    clearTimeout(timer)
  }
}
