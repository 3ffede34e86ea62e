/** Holding a rescan below a share of the machine, so that the site that runs on it does not notice. */
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** What this process does beside a child: fetching, hashing, writing down. Measured: 15 to 30 % of the child's time. */
const parentShare = 1.25

export interface Pace {
  /** Child processes at work at once. */
  readonly concurrency: number
  /** Items at work at once: some are fetched while others are screened. */
  readonly slots: number
  /** Threads of each child; undefined: as the screener chooses. */
  readonly threads: number | undefined
  /** Rests after `busy` milliseconds of work, as long as keeps the share. */
  rest(busy: number, signal: AbortSignal): Promise<void>
}

/** @param percent of all cores together, above 0 up to 100; undefined: no limit. */
export function paceOf(percent: number | undefined, concurrency: number): Pace {
  if (percent === undefined || percent >= 100) {
    return { concurrency, slots: concurrency * 2, threads: undefined, rest: async () => {} }
  }
  const cores = (availableParallelism() * percent) / 100
  const children = Math.max(1, Math.min(concurrency, Math.floor(cores / parentShare)))
  const threads = Math.max(1, Math.floor(cores / parentShare / children))
  const busyShare = Math.min(1, cores / (children * threads * parentShare))
  return {
    concurrency: children,
    // A child rests only while nothing else is there for it.
    slots: children,
    threads,
    rest: async (busy, signal) => {
      const milliseconds = busy * (1 / busyShare - 1)
      // A stop ends the rest, too.
      if (milliseconds >= 1) await sleep(milliseconds, undefined, { signal }).catch(() => {})
    },
  }
}
