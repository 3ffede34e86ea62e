/** `tesseract -l chi_sim`, timed: one process a page, its start included, as it is for its users. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { peakMegabytes } from '../../bench/processes.ts'
import { dpi } from './pages.ts'

const run = promisify(execFile)

export interface NativeRun {
  readonly seconds: number
  readonly megabytes: number
}

/** @param threads OMP_THREAD_LIMIT; its own choice when absent. */
export async function readNatively(file: string, threads?: number): Promise<NativeRun> {
  const env = threads === undefined ? process.env : { ...process.env, OMP_THREAD_LIMIT: String(threads) }
  const start = performance.now()
  const child = run('tesseract', [file, '-', '-l', 'chi_sim', '--dpi', String(dpi)], {
    env,
    maxBuffer: 2 ** 26,
  })
  let megabytes = 0
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakMegabytes(child.child.pid) ?? 0)
  }, 40)
  await child.finally(() => clearInterval(watch))
  return { seconds: (performance.now() - start) / 1000, megabytes }
}

export async function isInstalled(): Promise<boolean> {
  const languages = await run('tesseract', ['--list-langs']).catch(() => null)
  return languages !== null && /^chi_sim$/m.test(languages.stdout)
}
