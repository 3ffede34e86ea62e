/** What only a second look reads: under seals, under text, along edges. */
import { afterAll, describe, expect, test } from 'vitest'
import type { Raster } from '../../src/document/picture.ts'
import type { Engine } from '../../src/ocr/engine.ts'
import { closeEngines, openEngines } from '../../src/ocr/engines.ts'
import { markCorners } from '../../src/ocr/mark-corners.ts'
import { mapInk } from '../../src/ocr/prepare/ink-map.ts'
import { planLooks } from '../../src/ocr/prepare/looks.ts'
import { type Look, lookAt, type Plane } from '../../src/ocr/prepare/plane.ts'
import { turnRaster } from '../../src/ocr/prepare/turn.ts'
import { readRaster } from '../../src/ocr/read-raster.ts'
import { fixture, joined } from './fixtures.ts'

afterAll(closeEngines)

async function paddle(): Promise<Engine> {
  const [engine] = await openEngines('paddle', { threads: 2 })
  if (engine === undefined) throw new Error('no engine')
  return engine
}

async function read(name: string): Promise<string> {
  return joined((await readRaster(await paddle(), await fixture(name))).lines)
}

describe('reads', () => {
  test('a mark under a red seal, and the name along its edge', async () => {
    const text = await read('sealed-mark.jpg')
    expect(text).toMatch(/^机密★20年$/m)
    expect(text).toMatch(/市水务局办公室$/m)
  })

  test('a mark under a seal that was copied in grey', async () => {
    expect(await read('sealed-mark-grey.jpg')).toMatch(/^机密★20年$/m)
  })

  test('a red stamp across black text, and the text', async () => {
    const text = await read('stamped-text.jpg')
    expect(text).toMatch(/^绝密$/m)
    expect(text).toContain('统筹协调，市财政局按照规定安排经费，市交通运输局保障运输通道')
  })

  test('a grey watermark under the text', async () => {
    expect(await read('watermark.jpg')).toMatch(/^机密文件$/m)
  })

  test('every one of equal digits in long lines, which are first read squeezed', async () => {
    const numbers = (await read('long-numbers.png')).match(/(?<=内部明电第)\d+(?=期)/g)
    expect(numbers?.join(' ')).toBe('112 333 111 211 114 411 1121 7121 311 119 333')
  })

  test('vertical columns, from the right', async () => {
    expect(await read('vertical-title.jpg')).toBe('安澜市某项工作方案\n绝密文件')
  })

  test('a photo in perspective and half in shadow', async () => {
    const text = await read('photo.jpg')
    expect(text).toMatch(/^机密★20年$/m)
    expect(text).toMatch(/^会后归还$/m)
  })
})

test('without colour a seal is paper, and black ink under it stays', async () => {
  const [paper, seal, ink] = [
    [248, 248, 248],
    [205, 60, 70],
    [30, 20, 22],
  ]
  const data = Uint8Array.from([paper, paper, seal, ink, seal, paper].flat() as number[])
  const raster: Raster = { width: 6, height: 1, channels: 3, data }
  const look: Look = { area: [0, 0, 6, 1], plane: 'without-color', scale: 1 }
  const seen = [...(await lookAt(raster, mapInk(raster), look)).data]
  expect(Math.min(...[0, 1, 2, 4, 5].map(x => seen[x] ?? 0))).toBeGreaterThan(240)
  expect(seen[3]).toBeLessThan(50)
})

test('a mark in the middle, as maps have it below their title, is whole in one of the corners', () => {
  const mark = 0.1
  const [left, right] = markCorners(1000, 1400)
  const [end, start] = [(left?.[0] ?? 0) + (left?.[2] ?? 0), right?.[0] ?? 0]
  expect(end - start).toBeGreaterThan(mark * 1000)
})

describe('looks that a page needs', () => {
  const planes = async (name: string): Promise<Plane[]> => {
    const raster = await fixture(name)
    return planLooks(raster, mapInk(raster), []).map(look => look.plane)
  }

  test('an ordinary page: the two corners where marks stand', async () => {
    expect(await planes('notice-150.png')).toEqual(['as-is', 'as-is'])
  })

  test('a seal over text: without it, with nothing else, and along its edge', async () => {
    expect(await planes('sealed-mark.jpg')).toEqual(
      expect.arrayContaining(['without-color', 'color', 'ring']),
    )
  })

  test('a page that lies on its side is looked at upright', async () => {
    const { width, height, channels, data } = await fixture('sealed-mark.jpg')
    const turned = await turnRaster({ width, height, channels, data }, 1)
    const { turns, lines, upright } = await readRaster(await paddle(), turned)
    expect([turns, upright.width, upright.height]).toEqual([3, width, height])
    const mark = lines.find(line => line.text === '机密★20年')
    // 28 mm and 47 mm at 150 dpi.
    expect(mark?.box[0]).toBeCloseTo(165, -1.5)
    expect(mark?.box[1]).toBeCloseTo(278, -1.5)
  })
})
