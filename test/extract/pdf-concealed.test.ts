import { describe, expect, it } from 'vitest'
import type { Box } from '../../src/document/document.ts'
import { concealedRuns } from '../../src/extract/pdf/concealment.ts'
import type { Run } from '../../src/extract/pdf/content.ts'
import { earlierRevisions } from '../../src/extract/pdf/earlier-revisions.ts'
import { identity } from '../../src/extract/pdf/matrix.ts'
import { filledOutline } from '../../src/extract/pdf/outline.ts'
import type { Surface } from '../../src/extract/pdf/surfaces.ts'
import { cpuMilliseconds } from '../cpu-time.ts'
import { fixture, type PdfReading, readFixture } from './pdf-reading.ts'

const boxes = ({ parts }: PdfReading, channel: string): Record<string, Box | null> =>
  Object.fromEntries(
    parts.flatMap(part =>
      part.lines.filter(line => line.channel === channel).map(line => [line.text, line.box] as const),
    ),
  )

describe('text that a PDF holds and does not show', () => {
  it('is covered under boxes: black, white, in part, round, clipped, drawn with a pen, one a character, turned', async () => {
    const reading = await readFixture('concealed/boxes.pdf')
    expect(boxes(reading, 'covered')).toEqual({
      '机密★20年': [80, 87.92, 80, 16],
      '市委密电〔2021〕15号': [80, 127.92, 160, 16],
      会后归还: [112, 167.92, 64, 16],
      '秘密★5年': [80, 207.92, 72, 16],
      '绝密★长期': [80, 247.92, 80, 16],
      内部资料: [80, 287.92, 64, 16],
      '秘密★3年': [72.96, 373.81, 70.35, 49.86],
    })
    // A line that is covered in part is only understood whole.
    expect(reading.texts('body')).toEqual(['关于公园开放的通知', '请于会后归还本件'])
  })

  it('is covered under annotations: a square, a highlight in black, a redaction never carried out', async () => {
    const reading = await readFixture('concealed/annotations.pdf')
    expect(boxes(reading, 'covered')).toEqual({
      '机密★20年': [80, 87.92, 80, 16],
      '市委密电〔2021〕15号': [80, 127.92, 160, 16],
      会后归还: [80, 167.92, 64, 16],
    })
    expect(reading.texts('body')).toEqual(['关于公园开放的通知', '秘密★3年', '传阅后退回'])
  })

  it('is covered under a picture, not under the clear parts of a seal', async () => {
    const reading = await readFixture('concealed/picture.pdf')
    expect(boxes(reading, 'covered')).toEqual({ '机密★20年': [100, 187.92, 80, 16] })
    expect(reading.texts('body')).toEqual(['关于公园开放的通知', '某市某局'])
  })

  it('is hidden in white, nearly white, tiny, in the colour of its box, off the page, in invisible mode', async () => {
    const reading = await readFixture('concealed/unreadable.pdf')
    expect(boxes(reading, 'hidden')).toEqual({
      '机密★20年': [80, 87.92, 80, 16],
      '绝密★长期': [80, 127.92, 80, 16],
      '秘密★3年': [80, 180.94, 5.4, 1.2],
      会后归还: [80, 215.92, 64, 16],
      '市委密电〔2021〕15号': [-300, 327.92, 160, 16],
      内部资料: [80, 367.92, 64, 16],
    })
    expect(reading.texts('body')).toEqual(['关于公园开放的通知'])
  })

  it('is none in an ordinary PDF: shaded tables, coloured boxes, page backgrounds, highlighters, seals', async () => {
    const { problems, texts } = await readFixture('concealed/ordinary.pdf')
    expect(texts('covered')).toEqual([])
    expect(texts('hidden')).toEqual([])
    expect(problems).toEqual([])
    expect(texts('body')).toHaveLength(28)
  })
})

describe('as real programs write it', () => {
  it.each(['office', 'ghostscript', 'qpdf'])('%s', async program => {
    const { problems, texts } = await readFixture(`concealed/by-${program}.pdf`)
    expect(problems).toEqual([])
    expect(texts('covered')).toEqual(['机密★20年', '市委密电〔2021〕15号'])
    expect(texts('hidden')).toEqual(['秘密★3年', '绝密★长期', '会后归还'])
    expect(texts('body')).toEqual([
      '关于公园开放的通知',
      '荧光笔标出的一行',
      '标黄的字与反白的字',
      '一号公园',
      '早七点开放',
      '二号公园',
      '早七点开放',
    ])
  })

  it('Chromium', async () => {
    const { problems, texts } = await readFixture('concealed/by-browser.pdf')
    expect(problems).toEqual([])
    expect(texts('covered')).toEqual(['机密★20年', '市委密电〔2021〕15号', '绝密★长期'])
    expect(texts('hidden')).toEqual(['秘密★3年', '会后归还'])
    expect(texts('body')).toHaveLength(5)
  })
})

describe('earlier revisions of a PDF', () => {
  it('give what later ones took away: lines, pages, pictures, each once and in its place', async () => {
    const reading = await readFixture('concealed/revisions.pdf')
    expect(reading.problems).toEqual([])
    expect(boxes(reading, 'revision')).toEqual({
      '机密★20年': [80, 87.92, 80, 16],
      '附件：市委密电〔2021〕15号': [80, 87.92, 208, 16],
      '秘密★5年': [80, 87.92, 72, 16],
    })
    const labels = reading.parts.map(part => [part.label, part.page, part.pictures.length])
    expect(labels).toEqual([
      ['metadata', null, 0],
      ['page 1', 1, 1],
      ['revision 1 › page 1', 1, 1],
      ['revision 1 › page 2', 2, 0],
      ['revision 2 › page 1', 1, 0],
    ])
  })

  it('are not there in a file that was only added to, nor in one laid out for the web', async () => {
    for (const name of ['update-adds.pdf', 'linearized.pdf']) {
      const { parts, problems, texts } = await readFixture(`concealed/${name}`)
      expect(texts('revision'), name).toEqual([])
      expect(
        parts.filter(part => part.label.startsWith('revision')),
        name,
      ).toEqual([])
      expect(problems, name).toEqual([])
    }
  })

  it('that are cut into, or a mark of an end inside a page, are no revisions', () => {
    const whole = fixture('concealed/revisions.pdf')
    expect(earlierRevisions(whole)).toHaveLength(2)
    expect(earlierRevisions(fixture('concealed/ordinary.pdf'))).toEqual([])
    const words = Buffer.from('\nstartxref\n12\n%%EOF\n')
    const [first = 0] = earlierRevisions(whole)
    const inserted = Buffer.concat([words, whole.subarray(first)])
    expect(earlierRevisions(inserted)).toEqual([])
  })
})

describe('a page that paints more than can be compared', () => {
  const run = (order: number): Run => ({
    order,
    direction: [1, 0],
    across: 100,
    from: -14,
    to: 2,
    size: 16,
    color: '#000000',
    channel: 'body',
    glyphs: [...'公园'].map((text, index) => ({
      text,
      start: 80 + index * 16,
      end: 96 + index * 16,
      legible: true,
    })),
  })
  const corners = Array.from({ length: 3000 }, (_, index) => [
    index === 0 ? 0 : 1,
    (index * 37) % 300,
    (index * 91) % 300,
  ])
  const star = filledOutline(corners.flat(), identity, true)
  const cover = (order: number): Surface => ({
    order,
    box: [0, 0, 300, 300],
    outlines: [star],
    color: '#000000',
    opaque: true,
    image: null,
  })

  it('is not compared for ever, and that is told', { timeout: 120_000 }, async () => {
    const runs = Array.from({ length: 2000 }, (_, index) => run(index))
    const surfaces = Array.from({ length: 2000 }, (_, index) => cover(5000 + index))
    const started = cpuMilliseconds()
    const result = await concealedRuns(runs, surfaces, async () => () => true)
    expect(result.whole).toBe(false)
    expect(cpuMilliseconds(started)).toBeLessThan(10_000)
  })

  it('is compared at once where one box lies over all of it', async () => {
    const runs = Array.from({ length: 10_000 }, (_, index) => run(index))
    const surfaces = Array.from({ length: 10_000 }, (_, index) => ({
      ...cover(50_000 + index),
      outlines: [],
    }))
    const result = await concealedRuns(runs, surfaces, async () => () => true)
    expect(result.whole).toBe(true)
    expect(result.runs.every(({ glyphs }) => glyphs.every(glyph => glyph.covered))).toBe(true)
  })
})
