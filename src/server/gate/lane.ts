/** A way to a screener that takes so much at once and no more: what would wait too long is refused instead. */
import type { Screening } from '../../document/screening.ts'
import type { RunOptions } from '../../sandbox/child-process.ts'
import type { Source } from '../../source.ts'
import { ApiProblem } from '../api/problem.ts'

export interface LaneOptions {
  readonly screen: (source: Source, options: RunOptions) => Promise<Screening>
  /** Documents waiting and at work. */
  readonly most: number
  /** Bytes of them. */
  readonly mostBytes: number
  /** Until the answer is `timeout`, waiting included. */
  readonly seconds: number
}

export class Lane {
  readonly #options: LaneOptions
  #documents = 0
  #bytes = 0

  constructor(options: LaneOptions) {
    this.#options = options
  }

  /** @returns null when time ran out. @throws {ApiProblem} `overloaded`. */
  async screen(name: string, bytes: Uint8Array): Promise<Screening | null> {
    const { screen, most, mostBytes, seconds } = this.#options
    if (this.#documents >= most || this.#bytes + bytes.length > mostBytes) throw new ApiProblem('overloaded')
    this.#documents += 1
    this.#bytes += bytes.length
    const stop = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>(resolve => {
      timer = setTimeout(() => {
        stop.abort()
        resolve(null)
      }, seconds * 1000)
    })
    const work = screen({ name, bytes }, { signal: stop.signal }).finally(() => {
      this.#documents -= 1
      this.#bytes -= bytes.length
    })
    work.catch(() => {})
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }
}
