/** The cheap test for pictures without text: never a mark among what it skips, and most plain pictures are skipped. */

import { beforeAll, describe, expect, test } from 'vitest'
import type { Raster } from '../../src/document/picture.ts'
import { isBlank } from '../../src/ocr/blank.ts'
import { sharp } from '../../src/raster/sharp.ts'
import fc from '../fast-check.ts'
import { fixture, rgbOf } from './fixtures.ts'

/** Ink of 机密★20年 as it stands on a fixture, 255 for full ink, 33 px high. */
let mark: { width: number; height: number; data: Uint8Array }

beforeAll(async () => {
  const page = await fixture('meeting-150.png')
  const [left, top, width, height] = [163, 276, 168, 35]
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = 255 - (page.data[((top + y) * page.width + left + x) * page.channels] as number)
  mark = { width, height, data }
})

type Color = readonly [number, number, number]

/** Paper and ink, which differ by `contrast` grey levels in at least one channel. */
const inks = {
  'grey on white': contrast => [
    [255, 255, 255],
    [255 - contrast, 255 - contrast, 255 - contrast],
  ],
  'red on white': contrast => [
    [255, 255, 255],
    [255, 255 - contrast, 255 - contrast],
  ],
  'white on grey': contrast => [
    [255 - contrast, 255 - contrast, 255 - contrast],
    [255, 255, 255],
  ],
  'light on black': contrast => [
    [10, 10, 10],
    [10 + contrast, 10 + contrast, 10 + contrast],
  ],
  'yellow on white': contrast => [
    [255, 255, 255],
    [255, 255, 255 - contrast],
  ],
} satisfies Record<string, (contrast: number) => [Color, Color]>
type Ink = keyof typeof inks

interface Scene {
  readonly ink: Ink
  readonly contrast: number
  /** Height of the characters in pixels. */
  readonly height: number
  /** Grey levels by which the paper darkens from corner to corner. */
  readonly gradient: number
  /** Deviation in grey levels. */
  readonly noise: number
  readonly jpeg: number | null
  readonly seed: number
}

/** Normally distributed, the same for the same seed. */
function noiseOf(seed: number): () => number {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 1) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
}

async function draw(
  scene: Scene,
  [width, height]: readonly [number, number],
  marked = true,
): Promise<Raster> {
  const [paper, ink] = inks[scene.ink](scene.contrast)
  const size = { width: Math.round((mark.width / mark.height) * scene.height), height: scene.height }
  const stroke = await sharp(mark.data, { raw: { width: mark.width, height: mark.height, channels: 1 } })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer()
  const [left, top] = [Math.floor((width - size.width) / 2), Math.floor((height - size.height) / 3)]
  const noise = noiseOf(scene.seed)
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - left, y - top]
      const inside = marked && u >= 0 && v >= 0 && u < size.width && v < size.height
      const cover = inside ? (stroke[v * size.width + u] as number) / 255 : 0
      const shade = (scene.gradient * (x / width + y / height)) / 2
      const grain = scene.noise === 0 ? 0 : scene.noise * noise()
      for (const channel of [0, 1, 2] as const) {
        const value = paper[channel] + (ink[channel] - paper[channel]) * cover - shade + grain
        data[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)))
      }
    }
  }
  const raster: Raster = { width, height, channels: 3, data }
  if (scene.jpeg === null) return raster
  return rgbOf(sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: scene.jpeg }))
}

const clean = { gradient: 0, noise: 0, jpeg: null, seed: 1 }

describe('a mark is never skipped', () => {
  const size = fc.constantFrom([160, 60], [420, 300], [900, 80], [80, 500])
  const ink = fc.constantFrom(...(Object.keys(inks) as Ink[]))

  test('from 9 px and 10 grey levels up, on gradients, in noise, as JPEG', async () => {
    const scene = fc.record({
      ink: fc.constantFrom<Ink>('grey on white', 'red on white', 'white on grey', 'light on black'),
      contrast: fc.integer({ min: 10, max: 60 }),
      height: fc.integer({ min: 9, max: 60 }),
      gradient: fc.integer({ min: 0, max: 8 }),
      noise: fc.constantFrom(0, 0.5, 1, 2, 3),
      jpeg: fc.constantFrom(null, 90, 70),
      seed: fc.integer({ min: 1, max: 1e6 }),
    })
    await fc.assert(
      fc.asyncProperty(scene, size, async (drawn, [width = 0, height = 0]) => {
        expect(isBlank(await draw(drawn, [width, height]))).toBe(false)
      }),
      { numRuns: 100, seed: 5 },
    )
  })

  test('from 4 grey levels up where nothing else is in the picture: hidden on purpose', async () => {
    await fc.assert(
      fc.asyncProperty(ink, fc.integer({ min: 4, max: 9 }), size, async (name, contrast, [w = 0, h = 0]) => {
        expect(isBlank(await draw({ ...clean, ink: name, contrast, height: 16 }, [w, h]))).toBe(false)
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  test('not on a real page, and not when the picture is cut to the characters', async () => {
    for (const name of ['meeting-150.png', 'secret-year-150.png', 'notice-150.png', 'meeting-skewed.jpg'])
      expect(isBlank(await fixture(name))).toBe(false)
    const raster = await draw({ ...clean, ink: 'grey on white', contrast: 60, height: 9 }, [40, 9])
    expect(isBlank(raster)).toBe(false)
  })
})

describe('plain pictures are skipped', () => {
  const page = [496, 702] as const
  const paper = { ...clean, ink: 'white on grey', contrast: 20, height: 33 } satisfies Scene

  test('solid, gradient, and noisy as from a scanner, stored as PNG or JPEG', async () => {
    let skipped = 0
    let all = 0
    for (const gradient of [0, 40, 150])
      for (const noise of [0, 0.7, 1.5])
        for (const jpeg of [null, 85]) {
          all += 1
          if (isBlank(await draw({ ...paper, gradient, noise, jpeg, seed: all }, page, false))) skipped += 1
        }
    // 18 of 18 when this was written; a scanner noisier than that is read, which costs time and nothing else.
    expect(skipped / all).toBeGreaterThan(0.9)
  })

  test('specks, rules, double rules and bars', () => {
    const rule = (width: number, height: number, dark: (x: number, y: number) => boolean): Raster => ({
      width,
      height,
      channels: 1,
      data: Uint8Array.from({ length: width * height }, (_, i) =>
        dark(i % width, Math.floor(i / width)) ? 0 : 255,
      ),
    })
    expect(isBlank(rule(900, 7, x => x % 5 === 0))).toBe(true)
    expect(isBlank(rule(900, 60, (_, y) => (y > 20 && y < 24) || y === 30))).toBe(true)
    expect(isBlank(rule(60, 900, x => x > 20 && x < 24))).toBe(true)
    expect(isBlank(rule(400, 400, (_, y) => y % 50 < 10))).toBe(true)
    // A rule that ends inside the picture may be the stroke of a character.
    expect(isBlank(rule(900, 60, (x, y) => y > 20 && y < 24 && x < 300))).toBe(false)
  })
})
