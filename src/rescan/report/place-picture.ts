/** The picture of a place: the page small enough not to be read, the finding blackened and framed. */
import sharp from 'sharp'
import type { Box } from '../../document/document.ts'
import { maskPicture, type PlacedBox } from '../../report/masked-page.ts'
import type { PictureResult } from '../../sandbox/protocol.ts'
import type { PlacePicture } from './inspection.ts'

/** Pixels across: where things stand can be seen, body text cannot be read. */
const width = 240
/** Of a long post only the surroundings of the place are shown: this many times its width. */
const mostHeight = 1.5
const frame = 3

/**
 * @param page the page as it was drawn, in its own units.
 * @param box of the finding; null: the page as a whole, made unreadable.
 * @param others all places on the page that must not be read, the finding's own among them.
 */
export async function placePicture(
  page: PictureResult,
  box: Box | null,
  others: readonly PlacedBox[],
): Promise<PlacePicture> {
  const masked = await maskPicture(Buffer.from(page.jpeg), page, others)
  const scale = width / page.width
  const height = Math.max(1, Math.round(Math.min(page.height, page.width * mostHeight) * scale))
  const middle = box === null ? page.height / 2 : box[1] + box[3] / 2
  const whole = Math.max(height, Math.round(page.height * scale))
  const top = Math.max(0, Math.min(whole - height, Math.round(middle * scale - height / 2)))
  const small = sharp(await sharp(masked).resize({ width, height: whole, fit: 'fill' }).toBuffer()).extract({
    left: 0,
    top,
    width,
    height,
  })
  const framed = box === null ? small : small.composite([{ input: frameOf(box, scale, top, height) }])
  return { jpeg: await framed.jpeg({ quality: 80 }).toBuffer(), width, height }
}

function frameOf([x, y, w, h]: Box, scale: number, top: number, height: number): Buffer {
  const sides = [x, y, w, h].map(side => side * scale)
  const [left = 0, upper = 0, across = 0, down = 0] = sides
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x="${left - frame}" y="${upper - top - frame}" ` +
      `width="${across + frame * 2}" height="${down + frame * 2}" fill="none" stroke="#d4000f" stroke-width="${frame}"/></svg>`,
  )
}
