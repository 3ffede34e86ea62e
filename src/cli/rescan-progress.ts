/** The progress of a rescan: done, total, rate, time left, found so far; on a terminal only. */
import cliProgress from 'cli-progress'
import type { RescanRunTable } from '../store/rescan-schema.ts'
import type { Io } from './io.ts'
import type { RescanWords } from './rescan-words.ts'

export interface RescanProgress {
  update(run: RescanRunTable): void
  stop(): void
}

/** The rate is that of the last so many milliseconds: unchanged documents go by a thousand times faster than scans. */
const window = 20_000

/** @param expected documents of the last run: while a site is still being listed, the best guess of how many there are. */
export function openRescanProgress(
  io: Io,
  words: RescanWords,
  expected: number,
  wanted: boolean,
): RescanProgress {
  if (!wanted || !io.stderr.isTTY) return { update() {}, stop() {} }
  let run: RescanRunTable | undefined
  const seen: { at: number; done: number }[] = []
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    fps: 4,
    clearOnComplete: true,
    hideCursor: true,
    format: (_options, params) => {
      if (!run) return ''
      const first = seen[0]
      const last = seen.at(-1)
      const elapsed = first && last ? (last.at - first.at) / 1000 : 0
      const rate = elapsed > 0.5 ? ((last?.done ?? 0) - (first?.done ?? 0)) / elapsed : 0
      const left = params.total - params.value
      const eta = rate > 0 ? `${Math.ceil(left / rate)} s` : '…'
      const text = words.progress(run, params.total, rate > 0 ? rate.toFixed(rate < 10 ? 1 : 0) : '…', eta)
      const filled = Math.round(params.progress * 20)
      return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${text}`
    },
  })
  bar.start(expected, 0)
  return {
    update(next) {
      run = next
      const now = performance.now()
      seen.push({ at: now, done: next.done })
      while (seen.length > 2 && now - (seen[0]?.at ?? now) > window) seen.shift()
      bar.setTotal(Math.max(next.total, next.isListed === 0 ? expected : 0, 1))
      bar.update(next.done)
    },
    stop() {
      bar.stop()
    },
  }
}
