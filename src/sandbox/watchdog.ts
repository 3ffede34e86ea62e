/**
 * A thread beside the parser in the same child process. It goes on when the main thread hangs, and ends the
 * process when memory (native buffers included, which V8's own limit does not see) passes the limit, or when
 * the parent has died.
 */
import { writeSync } from 'node:fs'
import { Worker, workerData } from 'node:worker_threads'

/** Last words on standard error, from which the parent tells a memory kill from a crash. */
export const memoryMark = 'baoshen: memory limit reached'
const intervalMs = 50

interface Watch {
  readonly megabytes: number
  readonly parent: number
}

/** Starts the watchdog of this process. */
export function startWatchdog(megabytes: number): void {
  const watch: Watch = { megabytes, parent: process.ppid }
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { baoshenWatch: watch },
    execArgv: [],
  })
  worker.unref()
}

const watch = (workerData as { baoshenWatch?: Watch } | null)?.baoshenWatch
if (watch) {
  setInterval(() => {
    if (process.memoryUsage.rss() > watch.megabytes * 2 ** 20) {
      writeSync(2, `\n${memoryMark}\n`)
      process.kill(process.pid, 'SIGKILL')
    }
    if (process.ppid !== watch.parent) process.kill(process.pid, 'SIGKILL')
  }, intervalMs)
}
