/** Seconds a page, pages a second, memory, and what a repeated picture costs: against native Tesseract, in turns. */
import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { openScreener } from '../../../src/screener.ts'
import { family, peakMegabytes } from '../../bench/processes.ts'
import type { Line } from '../score.ts'
import { isInstalled, readNatively } from './native.ts'
import { drawPages, type Kind, kinds, type TimedPage } from './pages.ts'

const run = promisify(execFile)
const rounds = 5
const pagesARound = 2
const pagesOfThroughput = 8
/** Pages of each kind before anything is timed: a worker lives for thousands, and its code is compiled as it runs. */
const warmPages = 2

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Peak of the fattest child of this process that is one of ours. */
function workerMegabytes(): number {
  const own = family(process.pid).filter(pid => pid !== process.pid)
  return Math.max(0, ...own.map(pid => peakMegabytes(pid) ?? 0))
}

interface Pair {
  readonly kind: Kind
  readonly own: number
  readonly native: number
}

/** Page by page in turns; who begins changes from page to page. */
async function inTurns(
  folder: string,
  seed: number,
): Promise<{ pairs: Pair[]; worker: number; native: number }> {
  const screener = await openScreener({ concurrency: 1, threads: 2 })
  const pairs: Pair[] = []
  let native = 0
  try {
    const warm = await drawPages(folder, seed, 'warm', warmPages)
    for (const { file } of warm) await screener.screen({ path: file })
    for (let round = 0; round < rounds; round++) {
      const pages = await drawPages(folder, seed, `round${round}`, pagesARound)
      for (const [index, { file, kind }] of pages.entries()) {
        const ownTurn = () => seconds(() => screener.screen({ path: file }))
        const nativeTurn = async () => {
          const result = await readNatively(file)
          native = Math.max(native, result.megabytes)
          return result.seconds
        }
        const ownFirst = (index + round) % 2 === 0
        const early = ownFirst ? await ownTurn() : 0
        const theirs = await nativeTurn()
        pairs.push({ kind, own: ownFirst ? early : await ownTurn(), native: theirs })
      }
    }
    return { pairs, worker: workerMegabytes(), native }
  } finally {
    await screener.close()
  }
}

/** Each core with a worker of one thread, or with a native process of one thread. */
async function sideBySide(
  folder: string,
  seed: number,
): Promise<{ own: number; native: number; worker: number }[]> {
  const screener = await openScreener({ concurrency: 2, threads: 1 })
  const results: { own: number; native: number; worker: number }[] = []
  try {
    // As many for each of the two workers.
    const warm = await drawPages(folder, seed, 'warm2', 2 * warmPages)
    await Promise.all(warm.map(({ file }) => screener.screen({ path: file })))
    for (let round = 0; round < 3; round++) {
      const pages = await drawPages(folder, seed, `both${round}`, pagesOfThroughput / kinds.length)
      const own = await seconds(() => Promise.all(pages.map(({ file }) => screener.screen({ path: file }))))
      const native = await seconds(() => twoAtATime(pages))
      results.push({ own: pages.length / own, native: pages.length / native, worker: workerMegabytes() })
    }
    return results
  } finally {
    await screener.close()
  }
}

async function twoAtATime(pages: readonly TimedPage[]): Promise<void> {
  const left = [...pages]
  const lane = async () => {
    for (let page = left.shift(); page !== undefined; page = left.shift()) await readNatively(page.file, 1)
  }
  await Promise.all([lane(), lane()])
}

const line = (text: string, passes: boolean): Line => ({ text, passes, empty: false })

/** Prints the measurement. @returns the acceptance lines about cost; empty where Tesseract is not installed. */
export async function measureTiming(folder: string, seed: number): Promise<Line[]> {
  if (!(await isInstalled())) {
    console.error('tesseract with chi_sim is not installed: nothing to time against')
    return []
  }
  console.log(`Timing, A4 at 200 dpi, ${os.availableParallelism()} cores; one page after the other, in turns`)
  const lines: Line[] = []
  const { pairs, worker, native } = await inTurns(folder, seed)
  for (const kind of kinds) {
    const own = pairs.filter(pair => pair.kind === kind)
    const ratio = median(own.map(pair => pair.own / pair.native))
    console.log(
      `  ${kind.padEnd(7)} ${own.length} pages: baoshen ${median(own.map(pair => pair.own)).toFixed(2)} s, tesseract ${median(own.map(pair => pair.native)).toFixed(2)} s, median ratio ${ratio.toFixed(2)}`,
    )
    lines.push(
      line(`seconds a page, ${kind}: ${ratio.toFixed(2)} of native Tesseract (≤ 0.75)`, ratio <= 0.75),
    )
  }
  const both = await sideBySide(folder, seed)
  const rate = median(both.map(({ own, native: theirs }) => own / theirs))
  console.log(
    `  both cores busy: baoshen 2 workers of 1 thread ${median(both.map(({ own }) => own)).toFixed(2)} pages/s, 2 tesseract processes ${median(both.map(each => each.native)).toFixed(2)} pages/s, median ratio ${rate.toFixed(2)}`,
  )
  lines.push(line(`pages a second, both cores busy: ${rate.toFixed(2)} of native Tesseract (≥ 1)`, rate >= 1))
  const peak = Math.max(worker, ...both.map(each => each.worker))
  console.log(`  peak memory: a worker ${Math.round(peak)} MB, a tesseract process ${Math.round(native)} MB`)
  lines.push(line(`memory of a worker: ${Math.round(peak)} MB (≤ 900 MB)`, peak <= 900))
  lines.push(await repeats(folder, seed))
  return lines
}

async function repeats(folder: string, seed: number): Promise<Line> {
  const [page] = await drawPages(folder, seed, 'repeat', 1)
  if (page === undefined) throw new Error('no page was drawn')
  const script = path.join(import.meta.dirname, 'repeats.ts')
  const { stdout } = await run(process.execPath, [script, page.file, '20'])
  const reader = JSON.parse(stdout) as { first: number; repeat: number }
  const screener = await openScreener({ concurrency: 1, threads: 2 })
  try {
    const documents: number[] = []
    for (let copy = 0; copy <= 20; copy++) {
      const taken = await seconds(() => screener.screen({ path: page.file }))
      if (copy > 0) documents.push(taken * 1000)
    }
    console.log(
      `  the same page picture again: ${reader.repeat.toFixed(1)} ms in the picture reader (first time ${reader.first.toFixed(0)} ms), ` +
        `${median(documents).toFixed(1)} ms as a document of its own in the same worker`,
    )
  } finally {
    await screener.close()
  }
  return line(
    `a repeated picture in the picture reader: ${reader.repeat.toFixed(1)} ms (≤ 5 ms)`,
    reader.repeat <= 5,
  )
}
