import { expect, test } from 'vitest'
import type { Raster } from '../../src/document/picture.ts'
import { turnBack, turnBox } from '../../src/document/quarter-turns.ts'
import { turnRaster } from '../../src/ocr/prepare/turn.ts'
import fc from '../fast-check.ts'

test.each([0, 1, 2, 3] as const)(
  'a pixel of the raster turned %i times is found where it was',
  async turns => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 4 }), async (x, y) => {
        const data = new Uint8Array(35)
        data[y * 7 + x] = 255
        const raster: Raster = { width: 7, height: 5, channels: 1, data }
        const turned = await turnRaster(raster, turns)
        const at = turned.data.indexOf(255)
        const box = [at % turned.width, Math.floor(at / turned.width), 1, 1] as [
          number,
          number,
          number,
          number,
        ]
        expect(turnBack(box, raster, turns)).toEqual([x, y, 1, 1])
        expect(turnBox([x, y, 1, 1], raster, turns)).toEqual(box)
      }),
      { numRuns: 20 },
    )
  },
)
