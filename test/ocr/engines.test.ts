/** What both engines really read on drawn pages, clean and as a skewed, blurred, noisy JPEG. */
import { afterAll, describe, expect, test } from 'vitest'
import type { Raster } from '../../src/document/picture.ts'
import type { Engine } from '../../src/ocr/engine.ts'
import { closeEngines, openEngines } from '../../src/ocr/engines.ts'
import { sharp } from '../../src/raster/sharp.ts'
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
    expect(mark?.size).toBeGreaterThan(29)
    expect(mark?.size).toBeLessThan(37)
    expect(mark?.confidence).toBeGreaterThan(0.9)
  }, 120_000)

  test('reads document numbers but for the kind of bracket', async () => {
    const engine = await open('paddle')
    const telegram = joined(await engine.recognise(await fixture('telegram-150.png')))
    // PP-OCRv4 mobile takes 〕 for ] or 】 in most fonts: detection folds brackets.
    expect(telegram).toMatch(/^某市委密电[〔【［[]2021[〕】］\]]15号$/m)
    const secret = joined(await engine.recognise(await fixture('secret-year-150.png')))
    expect(secret).toMatch(/^秘密★1年$/m)
    expect(secret).toMatch(/^云府密发[〔【［[]2023[〕】］\]]8号$/m)
  }, 120_000)

  test('leaves out what is known', async () => {
    const engine = await open('paddle')
    const page = await fixture('meeting-150.png')
    const all = await engine.recognise(page)
    const long = all.filter(line => line.text.length > 16)
    const rest = await engine.recognise(page, { known: long.map(line => line.box) })
    expect(long.length).toBeGreaterThan(3)
    expect(rest.map(line => line.text)).toEqual(
      all.filter(line => !long.includes(line)).map(line => line.text),
    )
  }, 120_000)

  test('reads a skewed and noisy scan', async () => {
    const lines = await (await open('paddle')).recognise(await fixture('meeting-skewed.jpg'))
    expect(lines.map(line => line.text)).toEqual(expect.arrayContaining(['机密★20年', '会后归还']))
    expect(joined(lines)).toContain('统筹协调，市财政局按照规定安排经费，市交通运输局保障运输通道')
  }, 120_000)
})

describe('paddle, other ways a page comes', () => {
  test.each([90, 180, 270])(
    'turned by %i°',
    async degrees => {
      const { width, height, channels, data } = await headOfPage()
      const turned = await sharp(data, { raw: { width, height, channels } })
        .rotate(degrees)
        .raw()
        .toBuffer({ resolveWithObject: true })
      const raster: Raster = {
        width: turned.info.width,
        height: turned.info.height,
        channels,
        data: turned.data,
      }
      const lines = await (await open('paddle')).recognise(raster)
      expect(lines.map(line => line.text)).toEqual(headLines)
    },
    120_000,
  )

  test.each(['paddle', 'tesseract'] as const)(
    'as a long image post, sliced, each line once: %s',
    async name => {
      const post = await longPost()
      const lines = await (await open(name)).recognise(post)
      const heads = lines.filter(line => line.text.replaceAll(/\s/g, '') === '会后归还')
      expect(heads.map(line => Math.floor(line.box[1] / 500))).toEqual([0, 1, 2, 3, 4, 5, 6])
    },
    120_000,
  )
})

const headLines = ['000012', '会后归还', '机密★20年', '安澜市防汛工作会议材料']

/** The upper part of the page: 1240 × 500. */
async function headOfPage(): Promise<Raster> {
  const { width, channels, data } = await fixture('meeting-150.png')
  return { width, height: 500, channels, data: data.subarray(0, width * 500 * channels) }
}

/** Seven copies of it, one below the other: 1240 × 3500. */
async function longPost(): Promise<Raster> {
  const { width, height, channels, data } = await headOfPage()
  const stacked = new Uint8Array(data.length * 7)
  for (let i = 0; i < 7; i++) stacked.set(data, i * data.length)
  return { width, height: height * 7, channels, data: stacked }
}

describe('tesseract', () => {
  test('reads the words, but takes the star of a mark for a character', async () => {
    const text = joined(await (await open('tesseract')).recognise(await fixture('meeting-150.png')))
    expect(text).toContain('会后归还')
    // Not 机密★20年: detection folds what stands between a level and a period.
    expect(text).toMatch(/机密[妇女文]20年/)
    expect(text).toContain('统筹协调，市财政局按照规定安排经费，市交通运输局保障运输通道')
  }, 120_000)
})

test('auto is paddle, off is none, and an engine is opened once a process', async () => {
  const [auto] = await openEngines('auto', { threads: 2 })
  expect(auto).toBe(await open('paddle'))
  expect(await openEngines('off', { threads: 2 })).toEqual([])
  expect((await openEngines('both', { threads: 2 })).map(engine => engine.name)).toEqual([
    'paddle',
    'tesseract',
  ])
}, 120_000)
