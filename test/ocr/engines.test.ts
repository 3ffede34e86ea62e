/** What both engines really read on drawn pages, clean and as a skewed, blurred, noisy JPEG. */
import { afterAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/ocr/engine.ts'
import { closeEngines, openEngines } from '../../src/ocr/engines.ts'
import { fixture, joined } from './fixtures.ts'

async function open(mode: 'paddle' | 'tesseract'): Promise<Engine> {
  const [engine] = await openEngines(mode, { threads: 2 })
  if (engine === undefined) throw new Error('no engine')
  return engine
}

afterAll(closeEngines)

describe('paddle', () => {
  test('reads marks exactly, in reading order, where they stand', async () => {
    const lines = await (await open('paddle')).recognise(await fixture('meeting-150.png'))
    expect(lines.slice(0, 4).map(line => line.text)).toEqual([
      '000012',
      '会后归还',
      '机密★20年',
      '安澜市防汛工作会议材料',
    ])
    const mark = lines[2]
    // Drawn at 28 mm, 47 mm, 16 pt on 150 dpi: 165 px, 278 px, 33 px high.
    expect(mark?.box[0]).toBeCloseTo(165, -1)
    expect(mark?.box[1]).toBeCloseTo(278, -1)
    expect(mark?.size).toBeGreaterThan(28)
    expect(mark?.size).toBeLessThan(40)
    expect(mark?.confidence).toBeGreaterThan(0.9)
  }, 30_000)

  test('reads a skewed and noisy scan', async () => {
    const lines = await (await open('paddle')).recognise(await fixture('meeting-skewed.jpg'))
    expect(lines.map(line => line.text)).toEqual(expect.arrayContaining(['机密★20年', '会后归还']))
    expect(joined(lines)).toContain('统筹协调，市财政局按照规定安排经费，市交通运输局保障运输通道')
  }, 30_000)
})

describe('tesseract', () => {
  test('reads the words, but takes the star of a mark for a character', async () => {
    const text = joined(await (await open('tesseract')).recognise(await fixture('meeting-150.png')))
    expect(text).toContain('会后归还')
    // Not 机密★20年: detection folds what stands between a level and a period.
    expect(text).toMatch(/机密[妇女文]20年/)
    expect(text).toContain('统筹协调，市财政局按照规定安排经费，市交通运输局保障运输通道')
  }, 30_000)
})

test('auto is paddle, off is none, and an engine is opened once a process', async () => {
  const [auto] = await openEngines('auto', { threads: 2 })
  expect(auto).toBe(await open('paddle'))
  expect(await openEngines('off', { threads: 2 })).toEqual([])
  expect((await openEngines('both', { threads: 2 })).map(engine => engine.name)).toEqual([
    'paddle',
    'tesseract',
  ])
}, 30_000)
