/**
 * The whole detector with all packs beside other matchers that only look for the same literals, one after the other
 * in one run; then how its time grows with the text and with the number of terms.
 * `node scripts/bench/match.ts` runs it by itself.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import FastAhoCorasick from 'modern-ahocorasick/fast'
import { detect } from '../../src/detect/detect.ts'
import { compileRules, type RuleSet } from '../../src/detect/ruleset.ts'
import type { Part } from '../../src/document/document.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { packOfTerms } from '../../src/packs/terms.ts'
import { madeUpTerms, mixedText } from './match-text.ts'

export interface MatchSpeed {
  readonly matcher: string
  /** Megabytes of UTF-8 a second, best of the rounds. */
  readonly megabytesPerSecond: number
}

const rounds = 5
const characters = 4_000_000

const require = createRequire(import.meta.url)
const FastScanner = require('fastscan') as new (words: string[]) => { hits(text: string): unknown }
const { Mint } = require('mint-filter') as {
  Mint: new (words: string[]) => { filter(text: string, options: { replace: boolean }): unknown }
}

const partOf = (text: string): Part => ({
  label: 'text',
  page: null,
  width: null,
  height: null,
  lines: text.split('\n').map(line => ({ text: line, channel: 'body', box: null, confidence: 1 })),
})

function seconds(work: () => unknown): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}

/** Measures, prints a table, and returns it. */
export async function benchMatch(): Promise<MatchSpeed[]> {
  const packs = await loadPacks([])
  const rules = compileRules(packs)
  const text = mixedText(characters)
  const megabytes = Buffer.byteLength(text) / 1e6
  const literals = [...rules.literals]
  const part = partOf(text)
  const modern = new FastAhoCorasick(literals)
  const fastscan = new FastScanner(literals)
  const mint = new Mint(literals)
  const alternation = new RegExp(literals.map(RegExp.escape).join('|'), 'g')
  const matchers: [name: string, work: () => unknown][] = [
    ['baoshen, whole detector', () => detect([part], rules, { language: 'zh' })],
    ['modern-ahocorasick/fast count()', () => modern.count(text)],
    ['fastscan hits()', () => fastscan.hits(text)],
    ['mint-filter filter()', () => mint.filter(text, { replace: false })],
    ['RegExp alternation', () => text.match(alternation)?.length],
  ]
  const best = matchers.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++)
    for (const [index, [, work]] of matchers.entries())
      best[index] = Math.min(best[index] as number, seconds(work))
  const results: MatchSpeed[] = matchers.map(([matcher], index) => ({
    matcher,
    megabytesPerSecond: megabytes / (best[index] as number),
  }))
  const ripgrep = ripgrepSeconds(text, literals)
  if (ripgrep !== null) results.push({ matcher: 'rg -c -f terms', megabytesPerSecond: megabytes / ripgrep })
  print(results, literals.length, megabytes)
  growthWithText(rules)
  growthWithTerms()
  return results
}

/** Best of the rounds, or null where ripgrep is not installed. */
function ripgrepSeconds(text: string, literals: readonly string[]): number | null {
  if (spawnSync('rg', ['--version']).status !== 0) return null
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-match-'))
  try {
    writeFileSync(path.join(folder, 'terms'), `${literals.join('\n')}\n`)
    writeFileSync(path.join(folder, 'text'), text)
    const once = () =>
      seconds(() =>
        spawnSync('rg', ['-j1', '-c', '-F', '-f', path.join(folder, 'terms'), path.join(folder, 'text')]),
      )
    return Math.min(...Array.from({ length: rounds }, once))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function print(results: readonly MatchSpeed[], literals: number, megabytes: number): void {
  const own = results[0] as MatchSpeed
  console.log(`\nMatching: ${megabytes.toFixed(1)} MB of mixed Chinese text, ${literals} literals, one core`)
  for (const { matcher, megabytesPerSecond } of results) {
    const ratio = own.megabytesPerSecond / megabytesPerSecond
    console.log(
      `  ${matcher.padEnd(34)} ${megabytesPerSecond.toFixed(1).padStart(8)} MB/s   baoshen × ${ratio.toFixed(2)}`,
    )
  }
}

function growthWithText(rules: RuleSet): void {
  console.log('  text      seconds   s/MB      heap growth')
  const unit = partOf(mixedText(340_000))
  for (const times of [1, 10, 100]) {
    const parts = Array.from({ length: times }, () => unit)
    const before = process.memoryUsage().rss
    const took = seconds(() => detect(parts, rules, { language: 'zh' }))
    const grown = (process.memoryUsage().rss - before) / 2 ** 20
    console.log(
      `  ${String(times).padStart(4)} MB ${took.toFixed(3).padStart(10)} ${(took / times).toFixed(4).padStart(8)} ${grown.toFixed(0).padStart(8)} MB`,
    )
  }
  const whole = partOf(mixedText(34_000_000))
  const took = seconds(() => detect([whole], rules, { language: 'zh' }))
  console.log(`  100 MB as one part: ${took.toFixed(3)} s`)
}

function growthWithTerms(): void {
  console.log('  terms     build s   MB/s')
  const part = partOf(mixedText(2_000_000))
  const megabytes = part.lines.reduce((sum, line) => sum + Buffer.byteLength(line.text), 0) / 1e6
  for (const count of [100, 1_000, 10_000, 20_000]) {
    const pack = packOfTerms(madeUpTerms(count), 'bench')
    let rules: RuleSet | undefined
    const build = seconds(() => {
      rules = compileRules([pack])
    })
    const best = Math.min(
      ...Array.from({ length: rounds }, () =>
        seconds(() => detect([part], rules as RuleSet, { language: 'zh' })),
      ),
    )
    console.log(
      `  ${String(count).padStart(6)} ${build.toFixed(3).padStart(9)} ${(megabytes / best).toFixed(1).padStart(8)}`,
    )
  }
}

if (import.meta.main) await benchMatch()
