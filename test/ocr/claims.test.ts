/** PDFs whose text layer says other than what their glyphs show: what is painted is read. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { GlyphProofs } from '../../src/ocr/claims/glyph-proofs.ts'
import { drawStrip } from '../../src/ocr/claims/glyph-strip.ts'
import { fold, isUnmistakable, kindOf, showsMark } from '../../src/ocr/claims/meanings.ts'
import type { OcrMode } from '../../src/ocr/engine.ts'
import { readDocument } from '../../src/screen.ts'

const proofs = new GlyphProofs()

async function readingOf(name: string, ocr: OcrMode = 'auto') {
  const bytes = readFileSync(new URL(`../fixtures/pdf-lying/${name}`, import.meta.url))
  const { parts, problems } = await readDocument(bytes, name, {
    limits: defaultLimits,
    ocr,
    threads: 2,
    proofs,
  })
  const texts = (channel: string) =>
    parts.flatMap(part => part.lines.filter(line => line.channel === channel).map(line => line.text))
  return { body: texts('body'), ocr: texts('ocr'), problems: problems.map(problem => problem.code) }
}

describe('a text layer that lies', () => {
  test.each([
    ['same-font.pdf', '公开：第三期', '机密★20年'],
    ['own-font.pdf', '公开：第三期', '机密★20年'],
    ['only-level.pdf', '公开★20年', '机密★20年'],
    ['signs.pdf', '，。、；：！', '机密★20年'],
    ['phrase.pdf', '按时报名', '会后收回'],
  ])('%s says %s and shows %s', async (name, said, shown) => {
    const { body, ocr, problems } = await readingOf(name)
    expect(body).toContain(said)
    expect(ocr.join('')).toContain(shown)
    expect(problems).toEqual(['text-doubted'])
  })

  test('white space that shows something', async () => {
    const { body, ocr, problems } = await readingOf('blank.pdf')
    expect(body.join('')).not.toContain('机')
    expect(ocr).toContain('机密★20年')
    expect(problems).toEqual(['text-doubted'])
  })

  test('what is copied instead of what is painted', async () => {
    expect((await readingOf('actual-text.pdf')).body).toContain('机密★20年')
  })

  test('one that does not is believed', async () => {
    const { body, ocr, problems } = await readingOf('honest.pdf')
    expect(body).toContain('公开信息第20期')
    expect([ocr, problems]).toEqual([[], []])
  })

  test('nothing is compared without an engine that can', async () => {
    expect(await readingOf('own-font.pdf', 'off')).toMatchObject({ ocr: [], problems: [] })
  })
})

describe('meanings', () => {
  const knows = (character: string) => character !== '𠮷'

  test.each([
    ['密', 'letter'],
    ['Ａ', 'letter'],
    ['ﬁ', 'letter'],
    ['\u3000', 'blank'],
    ['\u200b', 'blank'],
    ['★', 'sign'],
    ['，', 'sign'],
    ['𠮷', 'foreign'],
    ['Ж', 'foreign'],
  ])('%s is a %s', (text, kind) => {
    expect(kindOf(text, knows)).toBe(kind)
  })

  test('equal shapes have one form', () => {
    expect([fold('O'), fold('I'), fold('É'), fold('Ｑ'), fold('已')]).toEqual(['o', 'l', 'e', 'q', '己'])
  })

  test('a sign is not unmasked by its likes', () => {
    const read = (reading: string) => isUnmistakable(reading, 'sign')
    expect(['丶', 'O', '口', '', '、', '★'].some(read)).toBe(false)
    expect(['密', '年', 'S'].every(read)).toBe(true)
    expect(isUnmistakable('O', 'blank')).toBe(true)
  })

  test('signs of a mark', () => {
    expect([showsMark('密', '开'), showsMark('★', '：'), showsMark('期', '年')]).toEqual([true, true, false])
    expect([showsMark('☆', '★'), showsMark('機', '机')]).toEqual([false, false])
  })
})

describe('strips', () => {
  const square = (x: number, y: number, side: number) => ({
    path: [0, x, y, 1, x + side, y, 1, x + side, y + side, 1, x, y + side, 4],
  })

  test('glyphs are drawn in cells of their own, whatever their place and size', () => {
    const strip = drawStrip([square(0, 0, 0.001), square(5, 0, 0.001)], 48, { squeeze: 1, gap: 0.5 })
    const { raster, ends } = strip ?? expect.fail()
    const dark: number[] = []
    for (let x = 0; x < raster.width; x++)
      if (raster.data[(24 * raster.width + x) * 4] === 0) dark.push(ends.findIndex(end => x < end))
    expect(new Set(dark)).toEqual(new Set([0, 1]))
    expect(raster.height).toBe(48)
  })

  test('what has no extent is not drawn', () => {
    expect(drawStrip([{ path: [] }], 48, { squeeze: 1, gap: 0.1 })).toBeNull()
    expect(drawStrip([{ path: [0, 1, 1, 1, 1, 1] }], 48, { squeeze: 1, gap: 0.1 })).toBeNull()
  })
})
