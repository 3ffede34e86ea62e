/** A key must name pixels: two pictures with one key that show different things would let one hide behind the other. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { ImageKind } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { extract } from '../../src/extract/extract.ts'
import type { DecodedImage, PaintedImage } from '../../src/extract/pdf/content.ts'
import { imageKey, imageRaster } from '../../src/extract/pdf/image-raster.ts'
import { fixture } from './pdf-reading.ts'

/** Inline images need no page. */
const page = {} as PDFPageProxy

function painted(source: DecodedImage, matrix: PaintedImage['matrix'], stencil = false): PaintedImage {
  const { width, height } = source
  return { source, width, height, stencil, matrix, box: [0, 0, 1, 1], hidden: false }
}

describe('the key of an image in a PDF', () => {
  const bits = Uint8Array.of(0b1000_0000, 0b1100_0000, 0b0010_0000)
  const images: DecodedImage[] = [
    { width: 3, height: 3, kind: ImageKind.GRAYSCALE_1BPP, data: bits },
    { width: 2, height: 3, kind: ImageKind.GRAYSCALE_1BPP, data: bits },
    { width: 3, height: 2, kind: ImageKind.RGB_24BPP, data: Uint8Array.from({ length: 18 }, (_, i) => i) },
    { width: 2, height: 3, kind: ImageKind.RGB_24BPP, data: Uint8Array.from({ length: 18 }, (_, i) => i) },
  ]
  const quarterTurns: PaintedImage['matrix'][] = [-1, 1].flatMap(a =>
    [-1, 1].flatMap(b => [
      [a, 0, 0, b, 0, 0] as PaintedImage['matrix'],
      [0, a, b, 0, 0, 0] as PaintedImage['matrix'],
    ]),
  )

  it('differs wherever the pixels differ: other bits, another form, turned or mirrored', async () => {
    const shown = new Map<string, string>()
    for (const image of images) {
      for (const matrix of quarterTurns) {
        const picture = painted(image, matrix)
        const key = (await imageKey(page, picture)) ?? ''
        const raster = JSON.stringify(await imageRaster(page, picture, 'a'))
        expect(shown.get(key) ?? raster).toBe(raster)
        shown.set(key, raster)
      }
    }
    expect(shown.size).toBe(images.length * quarterTurns.length)
  })

  it('is the same for the same image elsewhere on the page, and there is none without pixels', async () => {
    const [image] = images as [DecodedImage]
    const small = await imageKey(page, painted(image, [1, 0, 0, 1, 0, 0]))
    expect(await imageKey(page, painted({ ...image }, [50, 0, 0, 80, 300, 20]))).toBe(small)
    expect(await imageKey(page, painted({ ...image, data: null }, [1, 0, 0, 1, 0, 0]))).toBe(null)
  })

  it.each([
    ['turned-scan.pdf', 'pdf'],
    ['strips.pdf', null],
  ])('%s: an image has one, what has to be painted first has none', async (name, kind) => {
    const { parts } = await extract(fixture(name), { limits: defaultLimits, name, problem() {} })
    const kinds = new Set<unknown>()
    for await (const { pictures } of parts)
      for (const picture of pictures) kinds.add((await picture.key?.())?.split(' ')[0] ?? null)
    expect([...kinds]).toEqual([kind])
  })
})
