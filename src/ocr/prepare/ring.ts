/** The text along the edge of a round seal, unrolled into one line: an engine reads lines, not circles. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import { colorTone } from './color-tone.ts'

/** The band that holds the text, as parts of the radius: outside the star, inside the rim. */
const inner = 0.5
const outer = 0.97
/** Height of the strip in pixels; its text is half as high. */
const stripHeight = 72

/**
 * @param area the seal in pixels of the raster.
 * @returns one grey strip that begins at the foot of the seal and runs clockwise, outside up.
 */
export function unrollRing({ width, height, channels, data }: Raster, [x, y, w, h]: Box): Raster {
  const radius = Math.max(w, h) / 2
  const [centreX, centreY] = [x + w / 2, y + h / 2]
  const length = Math.round((Math.PI * (inner + outer) * stripHeight) / (outer - inner))
  const strip = new Uint8Array(length * stripHeight).fill(255)
  const isGrey = channels === 1
  for (let column = 0; column < length; column++) {
    const angle = Math.PI / 2 + (column / length) * 2 * Math.PI
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    for (let row = 0; row < stripHeight; row++) {
      const r = radius * (outer - ((row + 0.5) / stripHeight) * (outer - inner))
      const px = Math.round(centreX + r * cos)
      const py = Math.round(centreY + r * sin)
      if (px < 0 || py < 0 || px >= width || py >= height) continue
      const at = (py * width + px) * channels
      const red = data[at] as number
      strip[row * length + column] = isGrey
        ? red
        : colorTone(red, data[at + 1] as number, data[at + 2] as number)
    }
  }
  return { width: length, height: stripHeight, channels: 1, data: strip }
}
