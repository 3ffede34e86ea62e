/**
 * `npm run eval:ocr`, with `-- --help` for its options: generated rasters with known truth, read by baoshen end to end
 * and by native Tesseract before the same detector, one after the other; then seconds a page and memory.
 */
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { plan } from './corpus.ts'
import { missingFonts } from './drawing/fonts.ts'
import { evaluate, type Studied } from './evaluate.ts'
import { linesOf, tables, wrongCases } from './print.ts'
import { openBaoshen } from './readers/baoshen.ts'
import { openIdeal } from './readers/ideal.ts'
import { openNative } from './readers/native.ts'
import { type Reader, type ReaderName, readerNames } from './readers/reader.ts'
import { acceptance } from './score.ts'
import { measureTiming } from './timing/timing.ts'

const help = `npm run eval:ocr -- [options]

Draws rasters with known truth, reads them with baoshen and with native Tesseract before the same detector, and
prints mark recall and false alarms by degradation; then seconds a page, pages a second, memory.

  --seed N         another corpus: texts, signs, fonts, places, parameters (1)
  --only NAME      classes or sets only, repeatable or comma-separated: jpeg, covered, covered/mosaic
  --limit N        at most N cases of each class
  --sample         about 120 rasters of all classes, baoshen and the ideal reader only, for CI
  --readers LIST   of ideal, baoshen, tesseract (all)
  --keep DIR       leave the rasters and truth.json there; with --readers '' nothing is read
  --json FILE      each case with its parameters, verdicts, findings, and what was read where it went wrong
  --timing         only seconds a page, pages a second, memory and repeated pictures
  --check          exit 1 when a line of acceptance falls short
  --help           this text`

/** Share of the corpus that a sample is. */
const sampleShare = 0.18

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: '100000' },
    sample: { type: 'boolean', default: false },
    readers: { type: 'string' },
    keep: { type: 'string' },
    json: { type: 'string' },
    timing: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

function wantedReaders(): readonly ReaderName[] {
  const list = values.readers ?? (values.sample ? 'ideal,baoshen' : readerNames.join())
  return readerNames.filter(name => list.split(',').includes(name))
}

async function open(name: ReaderName): Promise<Reader | null> {
  if (name === 'ideal') return openIdeal()
  if (name === 'baoshen') return openBaoshen(os.availableParallelism())
  const native = await openNative()
  if (native === null) console.error('tesseract with chi_sim is not installed: left out')
  return native
}

/** All but the lines of the page, which `truth.json` has. */
function forStudy({ truth, judged, read }: Studied) {
  const { lines, ...rest } = truth
  const box = lines.find(({ tag }) => tag === 'sign')?.box ?? null
  return { ...rest, signBox: box, judged, read }
}

async function runCorpus(folder: string): Promise<boolean> {
  const planned = plan({
    seed: Number(values.seed),
    only: values.only.flatMap(each => each.split(',')),
    limit: Number(values.limit),
    share: values.sample ? sampleShare : 1,
  })
  const opened = await Promise.all(wantedReaders().map(open))
  const readers = opened.filter(reader => reader !== null)
  try {
    const outcomes = await evaluate(planned, readers, {
      folder,
      study: values.json !== undefined,
      onDone: async (done, file) => {
        if (process.stderr.isTTY)
          process.stderr.write(`\r${done}/${planned.length} ${path.basename(file).padEnd(40)}`)
        if (values.keep === undefined) await rm(file)
      },
    })
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    if (values.keep !== undefined) {
      const truth = outcomes.map(outcome => outcome.truth)
      await writeFile(path.join(folder, 'truth.json'), JSON.stringify(truth, null, 1))
    }
    if (values.json !== undefined)
      await writeFile(values.json, JSON.stringify(outcomes.map(forStudy), null, 1))
    const names = readers.map(({ name }) => name)
    console.log(`${outcomes.length} rasters, seed ${values.seed}\n\n${tables(outcomes, names)}`)
    for (const name of names) {
      if (name !== 'tesseract') console.log(`\n${wrongCases(outcomes, name)}`)
    }
    for (const name of names) console.log(`\n${name}\n${linesOf(acceptance(outcomes, name))}`)
    return !names.includes('baoshen') || acceptance(outcomes, 'baoshen').every(({ passes }) => passes)
  } finally {
    await Promise.all(readers.map(reader => reader.close()))
  }
}

/** Interrupted, it leaves nothing in the temporary folder of the machine. */
function removeWhenInterrupted(folder: string): void {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(status)
    })
  }
}

async function evaluateAll(): Promise<void> {
  const folder = values.keep ?? (await mkdtemp(path.join(os.tmpdir(), 'baoshen-eval-ocr-')))
  if (values.keep === undefined) removeWhenInterrupted(folder)
  await mkdir(folder, { recursive: true })
  try {
    let holds = values.timing || (await runCorpus(folder))
    // Parts of the corpus are for the study of a class; the cost is measured with the whole, or alone.
    if (values.timing || (!values.sample && values.only.length === 0 && values.readers === undefined)) {
      const lines = await measureTiming(folder, Number(values.seed))
      console.log(`\nbaoshen\n${linesOf(lines)}`)
      holds &&= lines.every(({ passes }) => passes)
    }
    if (values.check && !holds) process.exitCode = 1
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true })
  }
}

const missing = missingFonts()
if (values.help) console.log(help)
else if (missing !== null) {
  console.error(missing)
  process.exitCode = 1
} else await evaluateAll()
