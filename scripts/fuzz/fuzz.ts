/**
 * `npm run fuzz`: damages every fixture and sample in seeded, repeatable ways and screens the result through the real
 * pipeline: sandbox, extractors, detector. Exit status 1 when a child crashed on an untyped error, something hung, or
 * a result was not what the contract says. A child that was stopped at its memory limit did what it should: those
 * runs are listed, not failed.
 * Options: --runs N (1000), --seed N (1), --ocr MODE (off), --only N (repeat run number N), --keep DIR (save what fails).
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pLimit from 'p-limit'
import { type Screening, screeningSchema } from '../../src/document/screening.ts'
import { type OcrMode, ocrModes } from '../../src/ocr/engine.ts'
import { openScreener } from '../../src/screener.ts'
import { mutations } from './mutate.ts'
import { below, pick, seeded } from './random.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    ocr: { type: 'string', default: 'off' },
    only: { type: 'string' },
    keep: { type: 'string' },
  },
})
const root = path.join(import.meta.dirname, '../..')
// Twice as long as a document of this size may take on a busy machine; a hang takes for ever.
const seconds = 60
const largest = 2 * 2 ** 20

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => path.join(folder, name))
    .filter(file => statSync(file).isFile() && statSync(file).size > 0 && statSync(file).size < largest)
    .sort()
}

const files = ['test/fixtures', 'samples'].flatMap(folder => filesBelow(path.join(root, folder)))
const contents = new Map<string, Uint8Array>()
function contentOf(file: string): Uint8Array {
  const known = contents.get(file)
  if (known) return known
  // A plain array: `slice` of a Buffer shares its memory, and damage to a copy would reach the original.
  const bytes = new Uint8Array(readFileSync(file))
  contents.set(file, bytes)
  return bytes
}

interface Case {
  readonly name: string
  readonly mutation: string
  readonly bytes: Uint8Array
}

/** Run number `number` of a seed is always the same bytes. */
function caseOf(seed: number, number: number): Case {
  const random = seeded(seed * 1_000_003 + number)
  const file = pick(random, files)
  const mutation = pick(random, Object.keys(mutations))
  let bytes = contentOf(file)
  for (let again = 1 + below(random, 2); again > 0 && bytes.length > 0; again--) {
    bytes = mutations[mutation]?.(bytes, contentOf(pick(random, files)), random) ?? bytes
  }
  return { name: path.basename(file), mutation, bytes: bytes.length > 0 ? bytes : Uint8Array.of(0) }
}

function isOcrMode(mode: string): mode is OcrMode {
  return (ocrModes as readonly string[]).includes(mode)
}

const seed = Number(values.seed)
const numbers =
  values.only === undefined ? Array.from({ length: Number(values.runs) }, (_, i) => i) : [Number(values.only)]
const screener = await openScreener({
  concurrency: 2,
  ocr: isOcrMode(values.ocr) ? values.ocr : 'off',
  language: 'en',
  limits: { seconds, megabytes: 1500 },
})
const counts = new Map<string, number>()
const failures: string[] = []
const stopped: string[] = []
let slowest = { number: -1, ms: 0, name: '' }
const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
const started = performance.now()

/** What is wrong with a result, or null. */
function complaintAbout(screening: Screening): string | null {
  const bad = screening.problems.find(each => each.code === 'crashed' || each.code === 'timeout')
  if (bad) return `${bad.code}: ${bad.message}`
  const checked = screeningSchema.safeParse(screening)
  return checked.success ? null : `not in the contract: ${checked.error.issues[0]?.message}`
}

let done = 0
// Only a few damaged files are in memory at a time.
const atOnce = pLimit(4)
await Promise.all(
  numbers.map(number =>
    atOnce(async () => {
      const damaged = caseOf(seed, number)
      const screening = await screener.screen({ name: damaged.name, bytes: damaged.bytes })
      count(`verdict ${screening.verdict}`)
      for (const { code } of screening.problems) count(`problem ${code}`)
      if (screening.durationMs > slowest.ms)
        slowest = { number, ms: screening.durationMs, name: damaged.name }
      if (screening.problems.some(each => each.code === 'out-of-memory')) {
        stopped.push(`run ${number}: ${damaged.name}, ${damaged.mutation}`)
      }
      const complaint = complaintAbout(screening)
      if (complaint) {
        failures.push(`run ${number}: ${damaged.name}, ${damaged.mutation}: ${complaint}`)
        if (values.keep) {
          mkdirSync(values.keep, { recursive: true })
          writeFileSync(path.join(values.keep, `${number}-${damaged.name}`), damaged.bytes)
        }
      }
      done += 1
      if (process.stderr.isTTY) process.stderr.write(`\r${done}/${numbers.length}`)
    }),
  ),
)
await screener.close()

const total = (performance.now() - started) / 1000
console.log(`${numbers.length} runs over ${files.length} files in ${total.toFixed(0)} s, seed ${seed}`)
for (const [key, value] of [...counts].sort()) console.log(`  ${key.padEnd(28)} ${value}`)
console.log(`  slowest: run ${slowest.number}, ${slowest.name}, ${slowest.ms} ms`)
for (const run of stopped) console.log(`  stopped at the memory limit: ${run}`)
for (const failure of failures) console.log(`✖ ${failure}`)
console.log(`${numbers.length - failures.length} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0
