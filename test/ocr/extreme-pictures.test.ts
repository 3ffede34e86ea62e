/** Pictures of extreme shape: strips as posts and scanners of rolls make them, and lines one pixel wide. */
import { afterAll, expect, test } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import type { ExtractedPart, Raster } from '../../src/document/picture.ts'
import { closeEngines } from '../../src/ocr/engines.ts'
import { createPictureReader } from '../../src/ocr/read-pictures.ts'
import { fixture } from './fixtures.ts'

afterAll(closeEngines)

const length = 20_000

function blank(width: number, height: number): Raster {
  return { width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(255) }
}

/** Copies of the mark 机密★20年, 200 × 60 pixels, with their upper left corners at these places. */
async function withMarks(
  width: number,
  height: number,
  places: readonly [number, number][],
): Promise<Raster> {
  const page = await fixture('meeting-150.png')
  const strip = blank(width, height)
  for (const [left, top] of places) {
    for (let row = 0; row < 60; row++) {
      for (let column = 0; column < 200; column++) {
        const from = ((264 + row) * page.width + 155 + column) * page.channels
        const to = 3 * ((top + row) * width + left + column)
        for (let channel = 0; channel < 3; channel++)
          strip.data[to + channel] = page.data[from + (page.channels === 1 ? 0 : channel)] as number
      }
    }
  }
  return strip
}

async function read(raster: Raster) {
  const problems: string[] = []
  const reader = createPictureReader({
    mode: 'paddle',
    limits: defaultLimits,
    threads: 2,
    problem: code => problems.push(code),
  })
  const part: ExtractedPart = {
    label: 'picture',
    page: null,
    width: raster.width,
    height: raster.height,
    lines: [],
    pictures: [{ name: 'strip.png', kind: 'picture', box: null, raster: async () => raster }],
  }
  const { lines } = await reader(part)
  return { problems, lines }
}

/** Where the mark was read, in twenties of pixels along the strip. */
const marks = (lines: Awaited<ReturnType<typeof read>>['lines'], side: 0 | 1) =>
  lines
    .filter(line => line.text === '机密★20年')
    .map(line => Math.round((line.box?.[side] ?? -1) / 40) * 40)
    .sort((a, b) => a - b)

test('a strip of 20,000 × 200 pixels is read from end to end', async () => {
  const { lines, problems } = await read(
    await withMarks(length, 200, [
      [40, 60],
      [9_960, 100],
      [19_760, 20],
    ]),
  )
  expect(marks(lines, 0)).toEqual([40, 9_960, 19_760])
  expect(problems).toEqual([])
}, 120_000)

test('a post of 200 × 20,000 pixels is read from top to bottom', async () => {
  const { lines, problems } = await read(
    await withMarks(200, length, [
      [0, 40],
      [0, 9_960],
      [0, 19_920],
    ]),
  )
  expect(marks(lines, 1)).toEqual([40, 9_960, 19_920])
  expect(problems).toEqual([])
}, 120_000)

test.each([
  [1, length],
  [length, 1],
])('a line of %i × %i pixels holds no text, and is no problem', async (width, height) => {
  const line = blank(width, height)
  for (let i = 0; i < line.data.length; i += 7) line.data[i] = 0
  expect(await read(line)).toEqual({ lines: [], problems: [] })
})
