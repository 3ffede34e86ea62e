/** Stopping early answers a gate sooner, and never makes what was not read look read. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { resolveConfig } from '../../src/cli/config.ts'
import type { RuleSet } from '../../src/detect/ruleset.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { verdictOf } from '../../src/detect/verdict.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { judgeDocument, readDocument } from '../../src/screen.ts'
import { enoughToBlock } from '../../src/stop-at-first.ts'
import { baoshen, root, screenings } from '../cli/program.ts'
import { zipOf } from '../extract/zip.ts'

const options = { language: 'zh', today: '2031-01-01' } as const
const mark = '机密★20年\n关于某事的通知\n'
const plain = '停水通知\n请各住户做好准备。\n'

let rules: RuleSet
beforeAll(async () => {
  rules = compileRules(await loadPacks([]))
})

/** As a child screens it; the labels of the parts read, and what was said. */
async function screen(bytes: Uint8Array, name: string, stop: boolean) {
  const read = await readDocument(bytes, name, {
    limits: defaultLimits,
    ocr: 'off',
    threads: 1,
    ...(stop ? { enough: enoughToBlock(rules, options) } : {}),
  })
  const judgement = judgeDocument(read, rules, options)
  const codes = judgement.problems.map(problem => problem.code)
  return { ...judgement, codes, labels: read.parts.map(part => part.label) }
}

describe('reading with --stop-at-first', () => {
  it('ends after the first part that blocks, and says so', async () => {
    const bytes = zipOf({ '1.txt': plain, '2.txt': mark, '3.txt': plain, '4.txt': mark })
    const whole = await screen(bytes, '附件.zip', false)
    const { verdict, codes, labels, problems } = await screen(bytes, '附件.zip', true)
    expect(labels.at(-1)).toContain('2.txt')
    expect(whole.labels.length).toBeGreaterThan(labels.length)
    expect([verdict, codes]).toEqual(['block', ['stopped-at-first']])
    expect(problems[0]?.message).toContain('2.txt')
    expect(whole.codes).toEqual([])
  })

  it('is no other reading where nothing follows, or nothing blocks', async () => {
    for (const files of [
      { '1.txt': plain, '2.txt': mark },
      { '1.txt': plain, '2.txt': plain },
    ]) {
      const bytes = zipOf(files)
      expect(await screen(bytes, '附件.zip', true)).toEqual(await screen(bytes, '附件.zip', false))
    }
  })

  it('never gives less than block for what it did not read, over all samples', async () => {
    let stopped = 0
    for (const name of Object.keys(
      JSON.parse(readFileSync(path.join(root, 'samples/expected.json'), 'utf8')),
    )) {
      const bytes = readFileSync(path.join(root, 'samples', name))
      const early = await screen(bytes, name, true)
      const whole = await screen(bytes, name, false)
      if (!early.codes.includes('stopped-at-first')) expect(early).toEqual(whole)
      else {
        stopped += 1
        expect([name, early.verdict, whole.verdict]).toEqual([name, 'block', 'block'])
        // A waived finding leaves a document that was not read to its end.
        expect(verdictOf([], early.problems)).toBe('error')
      }
    }
    expect(stopped).toBeGreaterThan(0)
  })

  it('goes on when an earlier part lowers what blocks by itself', async () => {
    // 1 year from 2020 is over: alone the mark blocks, with the date before it it is for a person to judge.
    const bytes = zipOf({ '1.txt': '2020年3月1日\n', '2.txt': '机密★1年\n关于某事的通知\n', '3.txt': plain })
    const early = await screen(bytes, '附件.zip', true)
    expect(early).toEqual(await screen(bytes, '附件.zip', false))
    expect(early.labels.at(-1)).toContain('3.txt')
    expect(early.verdict).not.toBe('block')
  })
})

describe('the program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-stop-'))
  const file = path.join(folder, '附件.zip')
  writeFileSync(file, zipOf({ '1.txt': mark, '2.txt': plain }))

  it('blocks, and names what was not read', async () => {
    const run = await baoshen(['scan', file, '--format', 'jsonl', '--stop-at-first'])
    expect(run.status).toBe(1)
    expect(screenings(run).get('附件.zip')).toMatchObject({
      verdict: 'block',
      problems: [{ code: 'stopped-at-first', severity: 'error', part: null }],
    })
  })

  it('screens all of a document when the finding it stopped at stands in the baseline', async () => {
    const baseline = path.join(folder, 'baseline.json')
    await baoshen(['baseline', file, '--output', baseline])
    const run = await baoshen(['scan', file, '--format', 'jsonl', '--stop-at-first', '--baseline', baseline])
    expect(screenings(run).get('附件.zip')).toMatchObject({ verdict: 'pass', problems: [] })
    expect(run.status).toBe(0)
  })

  it('takes it from the configuration file, true or false and nothing else', async () => {
    const config = path.join(folder, 'config.yaml')
    writeFileSync(config, 'stopAtFirst: true\n')
    expect(await resolveConfig({ config }, 'en')).toEqual({ stopAtFirst: true })
    expect(await resolveConfig({ config, stopAtFirst: undefined }, 'en')).toEqual({ stopAtFirst: true })
    writeFileSync(config, 'stopAtFirst: 1\n')
    await expect(resolveConfig({ config }, 'en')).rejects.toThrow('stopAtFirst must be true or false')
  })
})
