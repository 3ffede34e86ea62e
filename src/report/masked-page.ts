/** Page pictures with the places of findings blackened; a finding without a place hides the whole page. */
import sharp from 'sharp'

/** In the page's units; null: somewhere on the page. */
export type PlacedBox = readonly [number, number, number, number] | null

/** How far a black box reaches beyond the characters, as a share of their height. */
const margin = 0.25
/** Pixels across of a page whose finding cannot be placed: layout, and no word. */
const coarse = 48

export async function maskPicture(
  jpeg: Buffer,
  page: { readonly width: number; readonly height: number },
  boxes: readonly PlacedBox[],
): Promise<Buffer> {
  if (boxes.length === 0) return jpeg
  const image = sharp(jpeg)
  const { width = 0, height = 0 } = await image.metadata()
  if (boxes.includes(null)) {
    const small = await sharp(jpeg).resize({ width: coarse }).toBuffer()
    return sharp(small).resize({ width, height, kernel: 'nearest', fit: 'fill' }).jpeg().toBuffer()
  }
  const overlays = boxes
    .filter(box => box !== null)
    .map(box => toPixels(box, page, { width, height }))
    .map(({ left, top, width: across, height: down }) => ({
      input: {
        create: { width: across, height: down, channels: 3 as const, background: '#1f1f1f' },
      },
      left,
      top,
    }))
  return image.composite(overlays).jpeg({ quality: 85 }).toBuffer()
}

function toPixels(
  [x, y, w, h]: readonly [number, number, number, number],
  page: { width: number; height: number },
  picture: { width: number; height: number },
) {
  const across = picture.width / page.width
  const down = picture.height / page.height
  const extra = h * margin
  const clamp = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most)
  const left = clamp((x - extra) * across, picture.width - 1)
  const top = clamp((y - extra) * down, picture.height - 1)
  const right = clamp((x + w + extra) * across, picture.width)
  const bottom = clamp((y + h + extra) * down, picture.height)
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
}
