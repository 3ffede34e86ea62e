/** Where a painted picture hides what is under it: seals and logos are mostly transparent. */
import { ImageKind, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { DecodedImage, PaintedImage } from './content.ts'
import { decodedImage } from './image-raster.ts'

export type OpacityTest = (x: number, y: number) => boolean

/** Alpha of 255, below which text can be made out. */
const leastAlpha = 230

/** @returns a test for points of the page that lie on the picture; never true when it could not be decoded. */
export async function opacityOf(page: PDFPageProxy, painted: PaintedImage): Promise<OpacityTest> {
  const image = await decodedImage(page, painted.source)
  const opaque = image?.data ? pixelTest(image, painted.stencil) : null
  const [a, b, c, d, e, f] = painted.matrix
  const determinant = a * d - b * c
  if (!image || !opaque || !(Math.abs(determinant) > 0)) return () => false
  return (x, y) => {
    const u = (d * (x - e) - c * (y - f)) / determinant
    const v = (a * (y - f) - b * (x - e)) / determinant
    const column = Math.min(image.width - 1, Math.max(0, Math.floor(u * image.width)))
    const row = Math.min(image.height - 1, Math.max(0, Math.floor((1 - v) * image.height)))
    return opaque(column, row)
  }
}

function pixelTest(image: DecodedImage, stencil: boolean): (column: number, row: number) => boolean {
  const data = image.data as Uint8Array
  if (stencil) {
    const stride = (image.width + 7) >> 3
    return (column, row) => (((data[row * stride + (column >> 3)] ?? 0xff) >> (7 - (column & 7))) & 1) === 0
  }
  if (image.kind !== ImageKind.RGBA_32BPP) return () => true
  return (column, row) => (data[(row * image.width + column) * 4 + 3] ?? 0) >= leastAlpha
}
