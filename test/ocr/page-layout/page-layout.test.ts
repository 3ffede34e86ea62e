/** What is seen on a page beside its text. */
import { describe, expect, test } from 'vitest'
import type { Manner } from '../../../scripts/fixtures/covered/cover.ts'
import type { Box, CoverManner, Graphic } from '../../../src/document/document.ts'
import type { Raster } from '../../../src/document/picture.ts'
import { sharedPart } from '../../../src/ocr/overlap.ts'
import { pageLayoutOf } from '../../../src/ocr/page-layout/page-layout.ts'
import { marked, markPlace, Page, red, size } from './page.ts'

const covers = (graphics: readonly Graphic[]) => graphics.filter(one => one.kind === 'cover')
const kinds = (graphics: readonly Graphic[]) => graphics.map(one => one.kind)
const millimetre = size.width / 210

describe('a covered level is seen', () => {
  test.each<[Manner, readonly CoverManner[], number, number]>([
    ['black', ['black-box'], 255, 0],
    ['black', ['black-box'], 238, 5],
    ['grey', ['colored-box'], 255, 0],
    ['color', ['colored-box', 'black-box'], 238, 5],
    ['white', ['white-box'], 238, 5],
    ['white', ['white-box', 'flat'], 250, 4],
    ['fluid', ['white-box'], 232, 4],
    ['flat', ['flat'], 238, 5],
    ['mosaic', ['mosaic', 'blur'], 255, 0],
    ['mosaic', ['mosaic', 'blur'], 238, 5],
    ['blur', ['blur', 'mosaic'], 255, 0],
    ['blur', ['blur', 'mosaic'], 238, 5],
    ['marker', ['strokes', 'black-box'], 238, 5],
    ['scribble', ['strokes'], 238, 5],
    ['pasted', ['pasted'], 240, 3],
  ])('%s as one of %j on paper of brightness %i with grain %i', (manner, expected, paper, deviation) => {
    const page = marked(paper, deviation)
    const [found, ...others] = covers(pageLayoutOf(page.cover(markPlace, manner), page.lines))
    expect(others).toEqual([])
    expect(expected).toContain(found?.manner)
    expect(sharedPart(found?.box ?? [0, 0, 0, 0], markPlace)).toBeGreaterThan(0.6)
  })

  test('also on a grey picture', () => {
    const page = marked(238, 5)
    const grey = toGrey(page.cover(markPlace, 'mosaic'))
    expect(covers(pageLayoutOf(grey, page.lines))).toHaveLength(1)
  })
})

describe('no cover is seen', () => {
  test.each([
    [255, 0],
    [238, 5],
    [228, 10],
    [253, 6],
  ])('where nothing was covered, on paper of brightness %i with grain %i', (paper, deviation) => {
    const page = marked(paper, deviation)
    expect(covers(pageLayoutOf(page.raster, page.lines))).toEqual([])
  })

  test('in a fax', () => {
    const page = marked(240, 12)
    const fax = toGrey(page.raster)
    for (let at = 0; at < fax.data.length; at++) fax.data[at] = (fax.data[at] as number) < 150 ? 0 : 255
    expect(covers(pageLayoutOf(fax, page.lines))).toEqual([])
  })

  test('in the tinted head of a table, a label with text, and a bar across the page', () => {
    const page = new Page()
      .fill([0, 0, size.width, 12 * millimetre], [30, 90, 180])
      .fill([20 * millimetre, 40 * millimetre, 170 * millimetre, 10 * millimetre], [215, 215, 215])
      .fill([28 * millimetre, 60 * millimetre, 40 * millimetre, 11 * millimetre], [180, 30, 40])
      .write('物资名称', 24, 42)
      .write('数量', 80, 42)
      .write('政策解读', 32, 62.5, 6, [255, 255, 255])
      .body()
    expect(covers(pageLayoutOf(page.raster, page.lines))).toEqual([])
  })

  test('in an oval logo', () => {
    const page = marked(255, 0)
    const [cx, cy, a, b] = [40 * millimetre, 30 * millimetre, 14 * millimetre, 7 * millimetre]
    for (let y = -b; y < b; y++) {
      const half = a * Math.sqrt(1 - (y / b) ** 2)
      page.fill([cx - half, cy + y, 2 * half, 1], [20, 120, 80])
    }
    expect(covers(pageLayoutOf(page.raster, page.lines))).toEqual([])
  })

  test('where the light falls off', () => {
    const page = marked(250, 3)
    const { data } = page.raster
    for (let y = 0, at = 0; y < size.height; y++)
      for (let x = 0; x < size.width; x++, at += 3)
        for (let channel = 0; channel < 3; channel++)
          data[at + channel] =
            (data[at + channel] as number) * (1 - 0.3 * (x / size.width) - 0.2 * (y / size.height))
    expect(covers(pageLayoutOf(page.raster, page.lines))).toEqual([])
  })

  test('in a picture that shows no page', () => {
    const page = marked(238, 5)
    const covered = page.cover(markPlace, 'black')
    expect(pageLayoutOf(covered, page.lines.slice(0, 2))).toEqual([])
    const strip: Raster = { ...covered, height: 400, data: covered.data.subarray(0, 400 * size.width * 3) }
    expect(pageLayoutOf(strip, page.lines)).toEqual([])
    const photo = new Page(90).grain(30)
    expect(pageLayoutOf(photo.raster, page.lines)).toEqual([])
  })
})

describe('of the red things on a page', () => {
  test('head and rule are seen where they stand', () => {
    const page = marked(240, 4)
    const graphics = pageLayoutOf(page.raster, page.lines)
    expect(kinds(graphics)).toEqual(['sheet', 'red-head', 'red-rule'])
    const [, head, rule] = graphics.map(({ box }) => box.map(value => Math.round(value / millimetre)))
    expect(head?.[1]).toBeCloseTo(72, -1)
    expect(rule?.slice(0, 3)).toEqual([
      expect.closeTo(28, -1),
      expect.closeTo(100, -1),
      expect.closeTo(156, -1),
    ])
  })

  test('a crooked rule is one', () => {
    const page = new Page().body()
    for (let x = 0; x < 156 * millimetre; x++)
      page.fill([28 * millimetre + x, 60 * millimetre + x * 0.07, 1, 3], red)
    expect(kinds(pageLayoutOf(page.raster, page.lines))).toEqual(['sheet', 'red-rule'])
  })

  test('a seal is round and a stamp is a frame', () => {
    const page = new Page(245).body()
    ring(page, [150 * millimetre, 245 * millimetre], 20 * millimetre)
    const frame: Box = [130 * millimetre, 20 * millimetre, 50 * millimetre, 14 * millimetre]
    const [x, y, width, height] = frame
    page
      .fill([x, y, width, 3], red)
      .fill([x, y + height - 3, width, 3], red)
      .fill([x, y, 3, height], red)
      .fill([x + width - 3, y, 3, height], red)
      .write('收文专用', 140, 23, 7, red)
      .grain(4)
    const graphics = pageLayoutOf(page.raster, page.lines)
    expect(kinds(graphics).sort()).toEqual(['seal', 'sheet', 'stamp'])
    expect(
      sharedPart(graphics.find(one => one.kind === 'stamp')?.box ?? [0, 0, 0, 0], frame),
    ).toBeGreaterThan(0.9)
  })

  test('black ones are none', () => {
    const page = new Page().write('安澜市人民政府文件', 45, 72, 13).body(112)
    ring(page, [150 * millimetre, 245 * millimetre], 20 * millimetre, [20, 20, 20])
    expect(kinds(pageLayoutOf(page.raster, page.lines))).toEqual(['sheet'])
  })
})

test('the sheet ends where a scanner’s lid begins', () => {
  const page = marked(235, 4)
    .fill([0, 0, size.width, 40], [40, 40, 40])
    .fill([0, 0, 50, size.height], [40, 40, 40])
  const [sheet] = pageLayoutOf(page.raster, page.lines)
  expect(sheet?.kind).toBe('sheet')
  expect(sheet?.box[0]).toBeGreaterThanOrEqual(46)
  expect(sheet?.box[0]).toBeLessThanOrEqual(56)
  expect(sheet?.box[1]).toBeGreaterThanOrEqual(36)
  expect(sheet?.box[1]).toBeLessThanOrEqual(46)
})

function ring(page: Page, [cx, cy]: readonly [number, number], radius: number, color = red): void {
  for (let degree = 0; degree < 720; degree++) {
    const angle = (degree * Math.PI) / 360
    page.fill([cx + Math.cos(angle) * radius - 2, cy + Math.sin(angle) * radius - 2, 4, 4], color)
  }
}

function toGrey({ width, height, data }: Raster): Raster {
  const grey = new Uint8Array(width * height)
  for (let at = 0; at < grey.length; at++)
    grey[at] = ((data[at * 3] as number) + (data[at * 3 + 1] as number) + (data[at * 3 + 2] as number)) / 3
  return { width, height, channels: 1, data: grey }
}
