import { crc32, deflateSync } from 'node:zlib'
import { createCanvas } from '@napi-rs/canvas'
import sharpDefault from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Raster } from '../../src/document/picture.ts'
import { ProblemError } from '../../src/document/problem.ts'
import { decodePicture, probePicture } from '../../src/raster/decode.ts'

const options = { name: 'a.png', pixels: 200_000_000 }

function plain(background: string, channels: 3 | 4 = 3) {
  return sharpDefault({ create: { width: 40, height: 20, channels, background } })
}

/** Red 40 × 20 with a blue pixel row on top would survive no JPEG: halves are compared instead. */
function pixel(raster: Raster, x: number, y: number): number[] {
  const at = (y * raster.width + x) * raster.channels
  return [...raster.data.subarray(at, at + raster.channels)]
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProblemError)) throw new Error('expected a ProblemError')
  return error.code
}

describe('what sharp decodes', () => {
  test.each([
    ['rgb png', () => plain('#ff0000').png(), 3],
    ['grey png', () => plain('#888888').toColourspace('b-w').png(), 1],
    ['16-bit rgb png', () => plain('#00ff00').toColourspace('rgb16').png(), 3],
    ['16-bit grey png', () => plain('#888888').toColourspace('grey16').png(), 1],
    ['1-bit palette png', () => plain('#ffffff').png({ palette: true, colours: 2 }), 3],
    [
      '1-bit fax tiff',
      () => plain('#ffffff').toColourspace('b-w').tiff({ bitdepth: 1, compression: 'ccittfax4' }),
      1,
    ],
    ['cmyk jpeg', () => plain('#ff0000').toColourspace('cmyk').jpeg(), 3],
    ['webp', () => plain('#0000ff').webp(), 3],
    ['gif', () => plain('#0000ff').gif(), 3],
  ] as const)('%s', async (_, encode, channels) => {
    const raster = await decodePicture(await encode().toBuffer(), options)
    expect(raster).toMatchObject({ width: 40, height: 20, channels })
    expect(raster.data.length).toBe(40 * 20 * channels)
  })

  test('a CMYK red is still red, a 16-bit grey keeps its brightness', async () => {
    const cmyk = await decodePicture(await plain('#ff0000').toColourspace('cmyk').jpeg().toBuffer(), options)
    const [red = 0, green = 255] = pixel(cmyk, 20, 10)
    expect(red - green).toBeGreaterThan(150)
    const grey = await decodePicture(await plain('#888888').toColourspace('grey16').png().toBuffer(), options)
    expect(pixel(grey, 20, 10)[0]).toBeCloseTo(0x88, -1)
  })

  test('EXIF orientation is applied, in the header as well', async () => {
    const turned = await plain('#ff0000').withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await probePicture(turned, 'a.jpg')).toEqual({ width: 20, height: 40, pages: 1, format: 'jpeg' })
    expect(await decodePicture(turned, options)).toMatchObject({ width: 20, height: 40 })
  })

  test('each frame of an animation on its own', async () => {
    const frames = await Promise.all(['#ff0000', '#0000ff'].map(color => plain(color).png().toBuffer()))
    const gif = await sharpDefault(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect(await probePicture(gif, 'a.gif')).toEqual({ width: 40, height: 20, pages: 2, format: 'gif' })
    expect(pixel(await decodePicture(gif, { ...options, page: 0 }), 5, 5)).toEqual([255, 0, 0])
    expect(pixel(await decodePicture(gif, { ...options, page: 1 }), 5, 5)).toEqual([0, 0, 255])
  })
})

describe('transparency', () => {
  async function lettering(color: string): Promise<Raster> {
    const canvas = createCanvas(200, 60)
    const context = canvas.getContext('2d')
    context.fillStyle = color
    context.fillRect(20, 20, 60, 10)
    return decodePicture(canvas.toBuffer('image/png'), options)
  }

  test('dark lettering is laid on white', async () => {
    const raster = await lettering('#000000')
    expect(pixel(raster, 5, 5)).toEqual([255, 255, 255])
    expect(pixel(raster, 40, 25)).toEqual([0, 0, 0])
  })

  test('white lettering does not vanish', async () => {
    const raster = await lettering('#ffffff')
    const [paper = 255] = pixel(raster, 5, 5)
    const [ink = 0] = pixel(raster, 40, 25)
    expect(ink - paper).toBeGreaterThan(100)
  })
})

describe('BMP', () => {
  function bmp(width: number, height: number, filled = true): Buffer {
    const row = Math.ceil((width * 3) / 4) * 4
    const bytes = Buffer.alloc(54 + (filled ? row * Math.abs(height) : 0), 0)
    bytes.write('BM')
    bytes.writeUInt32LE(bytes.length, 2)
    bytes.writeUInt32LE(54, 10)
    bytes.writeUInt32LE(40, 14)
    bytes.writeInt32LE(width, 18)
    bytes.writeInt32LE(height, 22)
    bytes.writeUInt16LE(1, 26)
    bytes.writeUInt16LE(24, 28)
    // First stored row: blue.
    if (filled) for (let x = 0; x < width; x++) bytes[54 + x * 3] = 255
    return bytes
  }

  test('rows run from the bottom, or from the top when the height is negative', async () => {
    const bottomUp = await decodePicture(bmp(7, 4), options)
    expect(pixel(bottomUp, 3, 3)).toEqual([0, 0, 255, 255])
    expect(pixel(bottomUp, 3, 0)).toEqual([0, 0, 0, 255])
    const topDown = await decodePicture(bmp(7, -4), options)
    expect(pixel(topDown, 3, 0)).toEqual([0, 0, 255, 255])
  })

  test('is refused by its header when too large, and when its pixels are missing', async () => {
    expect(await codeOf(decodePicture(bmp(30_000, 30_000, false), options))).toBe('too-many-pixels')
    expect(await codeOf(decodePicture(bmp(100, 100, false), options))).toBe('picture-unread')
  })
})

describe('hostile and broken pictures', () => {
  test('30,000 × 30,000 pixels in half a megabyte are refused before they are decoded', async () => {
    const bomb = blankPng(30_000, 30_000)
    expect(bomb.length).toBeLessThan(600_000)
    const before = process.memoryUsage().rss
    const error = await decodePicture(bomb, { ...options, name: 'bomb.png' }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({
      code: 'too-many-pixels',
      details: { name: 'bomb.png', size: '30000×30000', limit: 200_000_000 },
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20)
  })

  test('a picture far beyond what recognition can use is scaled while it is decoded', async () => {
    const raster = await decodePicture(blankPng(12_000, 12_000), options)
    expect(raster.width).toBe(8000)
    expect(raster.height).toBe(8000)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not a picture')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['half a BMP header', Buffer.from('BM1234567890')],
  ])('%s is no picture', async (_, bytes) => {
    expect(await codeOf(decodePicture(bytes, options))).toBe('picture-unread')
    expect(await codeOf(probePicture(bytes, 'a'))).toBe('picture-unread')
  })

  test('a truncated JPEG and PNG are not taken for whole', async () => {
    const noise = sharpDefault({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: '#888888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
    for (const bytes of [await noise.clone().jpeg().toBuffer(), await noise.clone().png().toBuffer()]) {
      expect(await codeOf(decodePicture(bytes.subarray(0, bytes.length / 2), options))).toBe('picture-unread')
    }
  })
})

/** A white 1-bit PNG of any size, small in bytes. */
function blankPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(4)
  frame.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([frame, body, sum])
}
