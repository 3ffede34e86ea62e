/**
 * `npm run eval:ocr`: generated rasters with known truth, read by baoshen end to end and by native Tesseract before
 * the same detector, one after the other.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Truth } from './case.ts'
import { type CorpusOptions, plan } from './corpus.ts'
import { missingFonts } from './drawing/fonts.ts'
import { openBaoshen } from './readers/baoshen.ts'
import { openIdeal } from './readers/ideal.ts'
import { openNative } from './readers/native.ts'
import type { Judged, Reader } from './readers/reader.ts'
import { isFound, isStopped, type Outcome } from './score.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: '1000' },
    share: { type: 'string', default: '1' },
    readers: { type: 'string', default: 'ideal,baoshen,tesseract' },
    keep: { type: 'string' },
    json: { type: 'string' },
  },
})

const missing = missingFonts()
if (missing !== null) {
  console.error(missing)
  process.exit(1)
}
const options: CorpusOptions = {
  seed: Number(values.seed),
  only: values.only.flatMap(each => each.split(',')),
  limit: Number(values.limit),
  share: Number(values.share),
}
const names = values.readers.split(',').filter(name => name !== '')
const planned = plan(options)
const folder = values.keep ?? (await mkdtemp(path.join(os.tmpdir(), 'baoshen-eval-ocr-')))
await mkdir(folder, { recursive: true })
const readers: Reader[] = []
if (names.includes('ideal')) readers.push(await openIdeal())
if (names.includes('baoshen')) readers.push(await openBaoshen(2))
if (names.includes('tesseract')) {
  const native = await openNative()
  if (native === null) console.error('native tesseract with chi_sim is not installed; left out')
  else readers.push(native)
}
const outcomes: Outcome[] = []
const truths: Truth[] = []
try {
  for (const [done, each] of planned.entries()) {
    const { truth, bytes } = await each.make()
    truths.push(truth)
    const file = path.join(folder, truth.file)
    await writeFile(file, bytes)
    const judged: Record<string, Judged> = {}
    for (const reader of readers) judged[reader.name] = await reader.read(file, truth)
    outcomes.push({ truth, judged })
    if (process.stderr.isTTY) process.stderr.write(`\r${done + 1}/${planned.length} ${each.id}        `)
    if (values.keep === undefined) await rm(file)
  }
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (values.keep !== undefined)
    await writeFile(path.join(folder, 'truth.json'), JSON.stringify(truths, null, 1))
  if (values.json !== undefined) await writeFile(values.json, JSON.stringify(outcomes, null, 1))
  for (const [name, group] of Map.groupBy(outcomes, ({ truth }) => `${truth.set} ${truth.class}`)) {
    const cells = readers.map(reader => {
      const judged = group.map(outcome => [outcome.truth, outcome.judged[reader.name] as Judged] as const)
      const found = judged.filter(([truth, result]) => isFound(truth, result)).length
      const stopped = judged.filter(([, result]) => isStopped(result)).length
      const seconds = judged.reduce((sum, [, result]) => sum + result.seconds, 0) / judged.length
      return `${reader.name} ${found} found ${stopped} stopped ${seconds.toFixed(2)} s`
    })
    console.log(`${name.padEnd(20)} ${String(group.length).padStart(3)}  ${cells.join('   ')}`)
  }
} finally {
  for (const reader of readers) await reader.close()
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true })
}
