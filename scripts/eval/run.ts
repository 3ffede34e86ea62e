/**
 * `npm run eval`: measures detection on a generated corpus, against a keyword search on the same text.
 * Options: --seed N (another seed, other texts), --out DIR (keep the corpus), --check (exit 1 when a bound is broken).
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Reading, readingSchema, type Screening, screeningSchema } from '../../src/document/screening.ts'
import { keywordSearch } from './baseline.ts'
import { buildCorpus } from './corpus.ts'
import { errors, table } from './print.ts'
import { brokenBounds, type Outcome, score } from './score.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})
const program = fileURLToPath(new URL('../../src/cli/bin.js', import.meta.url))

/** Runs the program and gives its lines; the corpus is full of findings, so exit 1 is no failure. */
async function baoshen(...parameters: string[]): Promise<unknown[]> {
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (status !== 0 && status !== 1 && status !== 3)
    throw new Error(`baoshen ${parameters[0]} ended with ${status}`)
  const text = Buffer.concat(chunks).toString('utf8').trimEnd()
  return text.split('\n').map(line => JSON.parse(line) as unknown)
}

const byName = <T extends { path: string }>(items: readonly T[]) =>
  new Map(items.map(item => [path.basename(item.path), item]))

const folder = values.out ?? (await mkdtemp(path.join(tmpdir(), 'baoshen-eval-')))
try {
  const truth = await buildCorpus(folder, Number(values.seed))
  const common = [folder, '--format', 'jsonl', '--ocr', 'off', '--no-progress']
  const screenings: Map<string, Screening> = byName(
    (await baoshen('scan', ...common)).map(item => screeningSchema.parse(item)),
  )
  const readings: Map<string, Reading> = byName(
    (await baoshen('extract', ...common)).map(item => readingSchema.parse(item)),
  )

  const outcomes: Outcome[] = truth.map(each => {
    const screening = screenings.get(each.path)
    const reading = readings.get(each.path)
    if (!screening || !reading) throw new Error(`${each.path} was not screened`)
    return { truth: each, verdict: screening.verdict, keyword: keywordSearch(reading), screening }
  })
  if (values.out)
    await writeFile(path.join(path.dirname(folder), 'truth.json'), JSON.stringify(truth, null, 1))

  console.log(`${truth.length} documents, seed ${values.seed}\n`)
  console.log(table(outcomes, 'class', ({ truth: { class: name } }) => name))
  console.log(`\n${table(outcomes, 'format', ({ truth: { format } }) => format)}`)
  console.log(`\nrecall: positives that do not pass; exact: positives with the very verdict; over/under: block for review, review for block;
blocked/review: share of negatives; kw: the keyword search.\n`)
  console.log(errors(outcomes))
  const broken = brokenBounds(score(outcomes))
  console.log(
    `\n${broken.length === 0 ? 'All bounds are kept.' : `Bounds broken:\n${broken.map(line => `  ${line}`).join('\n')}`}`,
  )
  if (values.check && broken.length > 0) process.exitCode = 1
} finally {
  if (!values.out) await rm(folder, { recursive: true, force: true })
}
