/** Where the detector looks: wherever there is ink, however faint, and not at bare paper, however noisy. */
import { describe, expect, test } from 'vitest'
import type { Box } from '../../src/document/document.ts'
import { inkBands } from '../../src/ocr/paddle/ink-bands.ts'

const [width, height] = [896, 1280]

/** Paper with even noise of this standard deviation, in grey levels. */
function paper(noise: number): Uint8Array {
  const pixels = new Uint8Array(3 * width * height)
  let state = 7
  const chance = () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
  for (let i = 0; i < pixels.length; i += 3) {
    // Three evenly spread numbers make nearly a bell, of deviation 0.5.
    const tone = 240 + (noise === 0 ? 0 : 2 * noise * (chance() + chance() + chance() - 1.5))
    pixels.fill(Math.round(tone), i, i + 3)
  }
  return pixels
}

/** A mark as the detector sees it: five characters of 18 pixels, strokes of 2. */
function write(pixels: Uint8Array, [left, top]: readonly [number, number], contrast: number): void {
  for (let y = 0; y < 18; y++) {
    for (let x = 0; x < 90; x++) {
      const isStroke = x % 18 < 15 && (y % 6 < 2 || x % 9 < 2)
      const at = 3 * ((top + y) * width + left + x)
      for (let channel = 0; isStroke && channel < 3; channel++)
        pixels[at + channel] = Math.max(0, (pixels[at + channel] as number) - contrast)
    }
  }
}

const holds = ([x, y, w, h]: Box, [left, top]: readonly [number, number]) =>
  x <= left - 16 && y <= top - 16 && x + w >= left + 90 + 16 && y + h >= top + 18 + 16

describe('bands with ink', () => {
  test.each([0, 3])('bare paper with noise of %i grey levels has none', noise => {
    expect(inkBands(paper(noise), width, height)).toEqual([])
  })

  test.each([
    [0, 8],
    [3, 25],
  ])(
    'on paper with noise of %i a mark with a contrast of %i is in one, with paper around it',
    (noise, contrast) => {
      const pixels = paper(noise)
      write(pixels, [100, 130], contrast)
      const [band, ...others] = inkBands(pixels, width, height)
      expect(others).toEqual([])
      expect(band === undefined ? false : holds(band, [100, 130])).toBe(true)
      // No more than the mark needs.
      expect(band?.[2]).toBeLessThan(300)
      expect(band?.[3]).toBeLessThan(200)
    },
  )

  test('paper that cannot be told from ink is looked at whole: stripes under a mark', () => {
    const pixels = paper(0)
    for (let at = 0; at < pixels.length; at += 3)
      if (((at / 3) % width) % 10 < 5) pixels.fill(200, at, at + 3)
    write(pixels, [100, 130], 180)
    expect(inkBands(pixels, width, height)).toEqual([[0, 0, width, height]])
  })

  test('a small picture cut close around writing, of which half is bold strokes', () => {
    const pixels = new Uint8Array(3 * 224 * 32).fill(255)
    for (let at = 0; at < pixels.length; at += 3) {
      const [x, y] = [(at / 3) % 224, Math.floor(at / 3 / 224)]
      if (y > 2 && y < 30 && x % 12 < 6) pixels.fill(0, at, at + 3)
    }
    expect(inkBands(pixels, 224, 32)).toEqual([[0, 0, 224, 32]])
  })

  test('lines that stand far apart have bands of their own, whole multiples of 32 and not overlapping', () => {
    const pixels = paper(2)
    for (const top of [40, 160, 700, 1_250]) write(pixels, [500, top], 120)
    const bands = inkBands(pixels, width, height)
    expect(bands.length).toBe(3)
    for (const side of bands.flat()) expect(side % 32).toBe(0)
    for (const [index, [, y]] of bands.entries()) {
      const above = bands[index - 1]
      if (above !== undefined) expect(y).toBeGreaterThanOrEqual(above[1] + above[3])
    }
  })

  test.each([
    ['gold on red', [255, 215, 0], [200, 0, 0]],
    ['red on black', [190, 0, 0], [0, 0, 0]],
    ['yellow on white', [255, 255, 120], [255, 255, 255]],
    ['white on blue', [255, 255, 255], [0, 60, 160]],
  ])('ink of any colour counts: %s', (_, ink, ground) => {
    const pixels = new Uint8Array(3 * width * height)
    for (let at = 0; at < pixels.length; at += 3) pixels.set(ground, at)
    for (let i = 0; i < 300; i++) pixels.set(ink, 3 * ((600 + (i % 20)) * width + 400 + i))
    expect(inkBands(pixels, width, height).length).toBe(1)
  })
})
