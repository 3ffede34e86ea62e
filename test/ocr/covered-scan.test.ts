/** Scans of papers from file to verdict: what covers the level is seen, and what was left on the page is read. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { compileRules } from '../../src/detect/ruleset.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import { closeEngines } from '../../src/ocr/engines.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { judgeDocument, readDocument } from '../../src/screen.ts'

afterAll(closeEngines)

const folder = path.join(import.meta.dirname, '../fixtures/covered')
const rules = compileRules(await loadPacks([]))

async function screen(name: string) {
  const read = await readDocument(await readFile(path.join(folder, name)), name, {
    limits: defaultLimits,
    ocr: 'paddle',
    threads: 2,
  })
  const judged = judgeDocument(read, rules, { language: 'zh', today: '2031-06-01' })
  return { ...judged, graphics: read.parts.flatMap(part => part.graphics ?? []) }
}

test('a level under mosaic on a paper with a red head blocks, and the finding draws the mosaic', async () => {
  const { verdict, findings, graphics } = await screen('mosaic.jpg')
  expect(verdict).toBe('block')
  const [finding] = findings
  expect(finding).toMatchObject({ rule: 'cn.covered.with-head', category: 'concealment', channel: 'ocr' })
  expect(finding?.match).toMatch(/马赛克|模糊处理/)
  expect(finding?.box).toEqual(graphics.find(one => one.kind === 'cover')?.box)
  expect(graphics.map(one => one.kind)).toEqual(
    expect.arrayContaining(['sheet', 'red-head', 'red-rule', 'seal']),
  )
}, 120_000)

test('a white box where the level stands blocks together with the number of copies on the last line', async () => {
  const { verdict, findings } = await screen('white-box.jpg')
  expect(verdict).toBe('block')
  const covered = findings.find(finding => finding.rule === 'cn.covered.with-controls')
  expect(covered?.reason).toContain('白色遮盖块')
  expect(covered?.reason).toContain('共印30份')
}, 120_000)

test('an ordinary paper with a red head, a seal and a logo passes', async () => {
  const { verdict, findings, graphics } = await screen('ordinary.jpg')
  expect(findings.filter(finding => finding.severity !== 'info')).toEqual([])
  expect(verdict).toBe('pass')
  expect(graphics.map(one => one.kind)).toEqual(
    expect.arrayContaining(['sheet', 'red-head', 'red-rule', 'seal']),
  )
}, 120_000)
