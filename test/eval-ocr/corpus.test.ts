/** The generator of the OCR evaluation: the same seed gives the same rasters, and the truth is in the picture. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { plan } from '../../scripts/eval-ocr/corpus.ts'
import { missingFonts } from '../../scripts/eval-ocr/drawing/fonts.ts'
import { openIdeal } from '../../scripts/eval-ocr/readers/ideal.ts'
import { parseTsv } from '../../scripts/eval-ocr/readers/native.ts'
import { acceptance, isFound, levelOf } from '../../scripts/eval-ocr/score.ts'
import { probePicture } from '../../src/raster/decode.ts'

const missing = missingFonts()
if (missing !== null) console.warn(`test/eval-ocr: drawing is skipped: ${missing}`)

const options = { seed: 1, only: ['screenshot', 'mosaic', 'ordinary/picture'], limit: 1, share: 1 }
const rasters = (seed: number) => Promise.all(plan({ ...options, seed }).map(each => each.make()))
const hashes = (list: Awaited<ReturnType<typeof rasters>>) =>
  list.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))

describe.skipIf(missing !== null)('corpus', () => {
  it('is the same for the same seed, and another for another', async () => {
    const [once, again, other] = [await rasters(1), await rasters(1), await rasters(2)]
    expect(once.map(({ truth }) => truth)).toEqual(again.map(({ truth }) => truth))
    expect(hashes(once)).toEqual(hashes(again))
    for (const [at, hash] of hashes(other).entries()) expect(hash).not.toBe(hashes(once)[at])
  })

  it('gives pictures that decode, with a sign that the detector finds in their true text', async () => {
    const ideal = await openIdeal()
    const made = await rasters(1)
    expect(made.map(({ truth }) => truth.set).sort()).toEqual(['covered', 'marked', 'ordinary'])
    for (const { truth, bytes } of made) {
      expect((await probePicture(bytes, truth.file)).width).toBeGreaterThan(100)
      const judged = await ideal.judge(truth.file, truth)
      if (truth.set === 'marked') {
        expect(truth.signPixels).toBeGreaterThan(12)
        expect(truth.lines.some(({ tag }) => tag === 'sign')).toBe(true)
        expect(isFound(truth, judged), truth.id).toBe(true)
      }
      if (truth.set === 'covered') expect(truth.lines.some(({ tag }) => tag === 'sign')).toBe(false)
      if (truth.set === 'ordinary') expect(judged.verdict).toBe('pass')
    }
  })

  it('holds at least as many rasters as it promises', () => {
    const all = plan({ ...options, only: [], limit: 1000 }).map(({ id }) => id)
    const of = (set: string) => all.filter(id => id.startsWith(`${set}-`)).length
    expect(all.length).toBeGreaterThanOrEqual(300)
    expect(of('unmarked')).toBeGreaterThanOrEqual(80)
    expect(of('covered')).toBeGreaterThanOrEqual(60)
    expect(of('ordinary')).toBeGreaterThanOrEqual(80)
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('scoring', () => {
  it('reads words and the page from Tesseract’s table', () => {
    const table = [
      'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
      '1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t',
      '5\t1\t1\t1\t1\t1\t220\t300\t33\t33\t91.2\t机',
      '5\t1\t1\t1\t1\t2\t254\t300\t33\t33\t90.0\t密',
      '5\t1\t1\t1\t2\t1\t220\t400\t66\t33\t88.0\t特急',
    ].join('\n')
    const { lines, size } = parseTsv(table)
    expect(size).toEqual([1654, 2339])
    expect(lines.map(({ text }) => text)).toEqual(['机密', '特急'])
  })

  it('tells levels apart, look-alikes of OCR included', () => {
    expect(levelOf({ match: '机　密★20年' })).toBe('机密')
    expect(levelOf({ match: '绝宓★5年' })).toBe('绝密')
    expect(levelOf({ match: '某市委密电〔2031〕15号' })).toBeNull()
  })

  it('does not let a bound hold for want of cases to look like a success', () => {
    expect(acceptance([], 'baoshen').every(({ empty }) => empty)).toBe(true)
  })
})
