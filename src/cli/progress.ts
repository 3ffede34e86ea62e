/** The progress bar: on a terminal only, on standard error, out of the way of results. */
import cliProgress from 'cli-progress'
import { printable } from '../report/printable.ts'
import type { Io } from './io.ts'
import type { Words } from './words.ts'

export interface Progress {
  /** A document has begun, or a part of it was read. */
  at(document: string, part?: string): void
  done(blocked: boolean): void
  /** Clears the bar, so that a result can be printed where it stood. */
  clear(): void
  stop(): void
}

const silent: Progress = { at() {}, done() {}, clear() {}, stop() {} }

export function openProgress(io: Io, words: Words, total: number, wanted: boolean): Progress {
  if (!wanted || !io.stderr.isTTY || total === 0) return silent
  let current = ''
  let blocked = 0
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    fps: 8,
    etaBuffer: 50,
    clearOnComplete: true,
    hideCursor: true,
    format: (_options, params, payload) => {
      const width = Math.max(10, io.stderr.columns - 60)
      const eta = Number.isFinite(params.eta) ? `${Math.ceil(Number(params.eta))} s` : '…'
      const text = words.progress(
        params.value,
        params.total,
        eta,
        payload.blocked,
        payload.current.slice(-width / 2),
      )
      const filled = Math.round(params.progress * 20)
      return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${text}`
    },
  })
  bar.start(total, 0, { current, blocked })
  return {
    at(document, part) {
      current = printable(part ? `${document} › ${part}` : document)
      bar.update({ current, blocked })
    },
    done(isBlocked) {
      if (isBlocked) blocked += 1
      bar.increment(1, { current, blocked })
    },
    clear() {
      io.stderr.write('\r\u001B[2K')
    },
    stop() {
      bar.stop()
    },
  }
}
