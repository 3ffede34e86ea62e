/** What metafiles say: pages that LibreOffice drew, and records by hand. */
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bitmapFile } from '../../src/extract/metafile/bitmap.ts'
import type { Drawing } from '../../src/extract/metafile/drawing.ts'
import { readEmf } from '../../src/extract/metafile/emf.ts'
import { readWmf } from '../../src/extract/metafile/wmf.ts'
import { decodePicture } from '../../src/raster/decode.ts'
import fc from '../fast-check.ts'
import { compoundFile, fixture, streamOf } from './legacy-file.ts'
import { linesOf, read } from './read.ts'

const drawn = (name: string) => readFileSync(new URL(`../fixtures/metafile/drawing.${name}`, import.meta.url))

test.each([
  ['emf', readEmf],
  ['wmf', readWmf],
] as const)('a page from LibreOffice as %s: texts line by line, and its picture', async (name, reader) => {
  const { texts, bitmaps, complete } = reader(drawn(name))
  expect(texts).toEqual(['机密★20年', '安澜市某局布点图'])
  expect(complete).toBe(true)
  expect(bitmaps).toHaveLength(1)
  const raster = await decodePicture(bitmaps[0] as Uint8Array, { name: 'x', pixels: 10_000 })
  expect([raster.width, raster.height]).toEqual([24, 24])
})

const u16 = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer)
const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer)

describe('EMF', () => {
  const record = (type: number, ...data: Buffer[]) => {
    const content = Buffer.concat(data)
    const padded = Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)])
    return Buffer.concat([u32(type, padded.length + 8), padded])
  }
  const header = record(1, Buffer.alloc(32), u32(0x464d4520), Buffer.alloc(44))
  const end = record(14, Buffer.alloc(12))
  const text = (words: string, x: number, y: number, options = 0) =>
    record(
      84,
      Buffer.alloc(28),
      u32(x, y, words.length, 76, options),
      Buffer.alloc(20),
      Buffer.from(words, 'utf16le'),
    )
  const of = (...records: Buffer[]): Drawing => readEmf(Buffer.concat([header, ...records, end]))

  test('characters drawn one by one make a row; what starts anew is another', () => {
    const rows = of(
      text('机', 0, 5),
      text('密', 9, 5),
      text('★20年', 20, 5),
      text('别处', 0, 5),
      text('下行', 9, 9),
    )
    expect(rows.texts).toEqual(['机密★20年', '别处', '下行'])
    expect(of(text('TOP', 0, 0), text('SECRET', 9, 0)).texts).toEqual(['TOP SECRET'])
  })

  test('text in a short record', () => {
    const small = record(108, u32(1, 2, 2, 0x100, 0, 0, 0), Buffer.from('机密', 'utf16le'))
    expect(of(small).texts).toEqual(['机密'])
  })

  test('numbers of glyphs, many curves and a missing end are not complete', () => {
    expect(of(text('ab', 0, 0, 0x10))).toMatchObject({ texts: [], complete: false })
    expect(of(...Array<Buffer>(40).fill(record(88, Buffer.alloc(20)))).complete).toBe(false)
    expect(of(record(88, Buffer.alloc(20))).complete).toBe(true)
    expect(readEmf(header).complete).toBe(false)
  })

  test('EMF+ alone: strings, glyphs, pictures', () => {
    const plus = (type: number, flags: number, content: Buffer) => {
      const inner = Buffer.concat([u16(type, flags), u32(content.length + 12, content.length), content])
      return record(70, u32(inner.length + 4, 0x2b464d45), inner)
    }
    const words = Buffer.concat([u32(0, 0, 2), Buffer.alloc(16), Buffer.from('机密', 'utf16le')])
    expect(of(plus(0x401c, 0, words)).texts).toEqual(['机密'])
    const glyphs = Buffer.concat([u32(0, 0, 0, 1), u16(7)])
    expect(of(plus(0x4036, 0, glyphs)).complete).toBe(false)
    const png = fixture('image/notice.png')
    const image = Buffer.concat([u32(0, 1, 0, 0, 0, 0, 1), png])
    expect(Buffer.from(of(plus(0x4008, 0x0500, image)).bitmaps[0] ?? []).subarray(0, 8)).toEqual(
      png.subarray(0, 8),
    )
  })
})

describe('WMF', () => {
  const record = (type: number, ...data: Buffer[]) => {
    const content = Buffer.concat(data)
    const padded = Buffer.concat([content, Buffer.alloc(content.length % 2)])
    return Buffer.concat([u32((padded.length + 6) / 2), u16(type), padded])
  }
  const head = Buffer.concat([u16(1, 9, 0x300), Buffer.alloc(12)])
  const of = (...records: Buffer[]) => readWmf(Buffer.concat([head, ...records, record(0)]))
  const gbk = Buffer.from('bbfac3dc', 'hex')

  test('text in the code page of its font', () => {
    const plain = record(0x0521, u16(4), gbk, u16(5, 0))
    expect(of(plain)).toEqual({ texts: ['机密'], bitmaps: [], complete: true })
    const font = record(0x02fb, Buffer.alloc(13), Buffer.from([136]), Buffer.alloc(4))
    const extended = record(0x0a32, u16(0, 0, 4, 0), Buffer.from('beb7b14b', 'hex'))
    expect(of(font, extended).texts).toEqual([new TextDecoder('big5').decode(Buffer.from('beb7b14b', 'hex'))])
  })

  test('letters as outlines are not complete', () => {
    expect(of(...Array<Buffer>(40).fill(record(0x0538, u16(0)))).complete).toBe(false)
  })
})

test('a compressed metafile in a legacy document is read', async () => {
  const emf = drawn('emf')
  const packed = deflateSync(emf)
  const blip = Buffer.concat([
    u16(0x3d40, 0xf01a),
    u32(16 + 34 + packed.length),
    Buffer.alloc(16),
    u32(emf.length),
    Buffer.alloc(24),
    u32(packed.length),
    Buffer.from([0, 0xfe]),
    packed,
  ])
  const data = Buffer.concat([
    streamOf('doc/channels.doc', 'WordDocument').subarray(0, 0),
    Buffer.alloc(40),
    blip,
  ])
  const result = await read(compoundFile({ Data: data }, 'doc/channels.doc'), '')
  expect(result.problems).toEqual([])
  expect(linesOf(result)).toContain('textbox: 机密★20年')
})

test('a bitmap without file header: palettes, masks, and files in disguise', () => {
  const info = (bits: number, compression: number, colors: number) =>
    Buffer.concat([u32(40, 2, 2), u16(1, bits), u32(compression, 0, 0, 0, colors, 0)])
  const pixelsAt = (bytes: Buffer) => Buffer.from(bitmapFile(bytes) ?? []).readUInt32LE(10)
  expect(pixelsAt(Buffer.concat([info(8, 0, 3), Buffer.alloc(40)]))).toBe(14 + 40 + 12)
  expect(pixelsAt(Buffer.concat([info(16, 3, 0), Buffer.alloc(40)]))).toBe(14 + 40 + 12)
  expect(bitmapFile(info(8, 0, 0))).toBeNull()
  expect(bitmapFile(Buffer.concat([info(24, 5, 0), Buffer.from('file')]))).toEqual(Buffer.from('file'))
  expect(bitmapFile(Buffer.alloc(50))).toBeNull()
})

test('whatever is changed, the readers end', () => {
  for (const [name, reader] of [
    ['emf', readEmf],
    ['wmf', readWmf],
  ] as const) {
    const whole = drawn(name)
    const lie = fc.record({
      at: fc.nat(whole.length - 4),
      value: fc.constantFrom(0, 1, 7, 8, 0x7fffffff, 0xffffffff),
    })
    fc.assert(
      fc.property(fc.array(lie, { minLength: 1, maxLength: 8 }), lies => {
        const damaged = Buffer.from(whole)
        for (const { at, value } of lies) damaged.writeUInt32LE(value, at)
        expect(Array.isArray(reader(damaged).texts)).toBe(true)
      }),
      { seed: 4, numRuns: 300 },
    )
  }
})
