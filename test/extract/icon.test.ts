import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { iconBitmap, iconOf } from '../../scripts/fixtures/icon.ts'
import type { Raster } from '../../src/document/picture.ts'
import { linesOf, read } from './read.ts'
import { zipOf } from './zip.ts'

const notice = await readFile(new URL('../fixtures/image/notice.ico', import.meta.url))
const mark = '机密★20年'

/** A white bar down the left half. */
const isLeft = (x: number) => x < 20
const nowhere = (): boolean => false
const everywhere = (): boolean => true

async function onlyRaster(bitmap: Uint8Array): Promise<Raster> {
  const { parts, problems } = await read(iconOf([{ width: 40, height: 20, bytes: bitmap }]))
  expect(problems).toEqual([])
  expect(parts[0]).toMatchObject({ label: 'page 1', page: 1, width: 40, height: 20 })
  const raster = await parts[0]?.pictures[0]?.raster()
  if (!raster) throw new Error('no picture')
  expect(raster).toMatchObject({ width: 40, height: 20 })
  return raster
}

function pixel({ width, channels, data }: Raster, x: number, y: number): number {
  return data[(y * width + x) * channels] ?? -1
}

describe('every picture of an icon', () => {
  test('is a page with its size and its text', async () => {
    const result = await read(notice, 'favicon.ico')
    expect(result.problems).toEqual([])
    expect(result.parts.slice(1).map(({ label, width }) => [label, width])).toEqual([
      ['page 1', 16],
      ['page 2', 32],
      ['page 3', 64],
    ])
    expect(linesOf(result)).toEqual([`metadata: ${mark}`])
    for (const picture of result.parts.flatMap(part => part.pictures)) await picture.raster()
  })

  test('a cursor is read alike; a Targa picture, which begins alike, is none', async () => {
    const cursor = iconOf(
      [{ width: 16, height: 16, bytes: iconBitmap(16, 16, 24, () => [0, 0, 0, 0], nowhere) }],
      2,
    )
    expect(await read(cursor, 'hand.cur')).toMatchObject({ type: 'image/x-icon', problems: [] })
    const targa = Buffer.from([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 20, 0, 24, 0, 9, 9, 9, 9, 9, 9])
    expect((await read(targa, 'a.tga')).problems).toContain('picture-unread')
  })

  test('a PNG under the name of an icon is a note', async () => {
    const png = await readFile(new URL('../fixtures/image/notice.png', import.meta.url))
    expect(await read(png, 'favicon.ico')).toMatchObject({ type: 'image/png', problems: ['type-differs'] })
  })

  test('that a page carries in a data: address is looked at', async () => {
    const html = `<!doctype html><link rel=icon href="data:image/x-icon;base64,${notice.toString('base64')}">`
    const { parts, problems } = await read(html)
    expect(problems).toEqual([])
    expect(parts.flatMap(part => part.pictures)).toHaveLength(3)
    expect(parts.flatMap(part => part.lines).map(line => line.text)).toContain(mark)
  })
})

describe('bitmaps show what they look like', () => {
  test('in colour, with the mask transparent', async () => {
    const bitmap = iconBitmap(40, 20, 24, () => [0, 0, 0, 0], isLeft)
    const raster = await onlyRaster(bitmap)
    expect([pixel(raster, 5, 10), pixel(raster, 30, 10)]).toEqual([255, 0])
  })

  test('in black and white, the shape in the mask alone', async () => {
    const raster = await onlyRaster(iconBitmap(40, 20, 1, () => [0, 0, 0, 0], isLeft))
    expect([pixel(raster, 5, 10), pixel(raster, 30, 10)]).toEqual([255, 0])
  })

  test.each([
    ['an empty alpha channel', 32, nowhere],
    ['a mask that covers all', 24, everywhere],
  ] as const)('under %s', async (_, bits, mask) => {
    const raster = await onlyRaster(
      iconBitmap(40, 20, bits, x => (isLeft(x) ? [255, 255, 255, 0] : [0, 0, 0, 0]), mask),
    )
    expect([pixel(raster, 5, 10), pixel(raster, 30, 10)]).toEqual([255, 0])
  })
})

describe('nothing hides in an icon', () => {
  test('what hangs on its end or in an entry behind the pixels is read as what it is', async () => {
    const bitmap = iconBitmap(40, 20, 24, () => [9, 9, 9, 0], nowhere)
    const inside = iconOf([{ width: 40, height: 20, bytes: Buffer.concat([bitmap, Buffer.from(mark)]) }])
    for (const icon of [Buffer.concat([notice, Buffer.from(mark)]), inside]) {
      const result = await read(icon, 'favicon.ico')
      expect(linesOf(result)).toContain(`body: ${mark}`)
      expect(result.problems).toEqual([])
    }
    const noise = Buffer.from(Array.from({ length: 99 }, (_, i) => (i * i * 31 + 7) % 256))
    expect((await read(Buffer.concat([notice, noise]))).problems).toEqual(['unknown-type'])
  })

  test('what stands in an entry behind a PNG is read, and what only claims to be a palette is refused', async () => {
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    // The length of the last chunk, which says that it goes on to the end and beyond.
    const lying = Buffer.from(picture)
    lying.writeUInt32BE(9999, lying.length - 12)
    for (const png of [picture, lying]) {
      const behind = [{ width: 64, height: 64, bytes: Buffer.concat([png, Buffer.from(mark)]) }]
      const result = await read(iconOf(behind), 'favicon.ico')
      expect(linesOf(result)).toEqual([`body: ${mark}`])
      expect(result.problems).toEqual([])
    }
    const bitmap = iconBitmap(40, 20, 24, () => [9, 9, 9, 0], nowhere)
    const palette = Buffer.alloc(4 * 500, mark)
    const claimed = Buffer.concat([bitmap.subarray(0, 40), palette, bitmap.subarray(40)])
    claimed.writeUInt32LE(500, 32)
    expect((await read(iconOf([{ width: 40, height: 20, bytes: claimed }]))).problems).toEqual([
      'picture-unread',
    ])
  })

  test('an appended archive is read, and an error', async () => {
    const result = await read(Buffer.concat([notice, zipOf({ '通知.txt': mark })]), 'favicon.ico')
    expect(linesOf(result)).toContain(`body: ${mark}`)
    expect(result.problems).toEqual(['part-unread'])
  })

  test('an entry that leads out of the file is a problem of its own', async () => {
    const broken = Buffer.from(notice)
    broken.writeUInt32LE(notice.length, 6 + 16 + 12)
    const { parts, problems } = await read(broken)
    expect(problems).toContain('picture-unread')
    expect(parts.map(part => part.label)).toEqual(expect.arrayContaining(['page 1', 'page 3']))
  })

  test('a size over the limit is refused before a pixel is decoded', async () => {
    const { parts } = await read(notice, '', { pixels: 500 })
    const codes = await Promise.all(
      parts.map(part =>
        part.pictures[0]?.raster().then(
          () => 'read',
          error => error.code,
        ),
      ),
    )
    expect(codes).toEqual(['read', 'too-many-pixels', 'too-many-pixels'])
  })
})
