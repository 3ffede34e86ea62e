/** What scanners and copiers do to a page: turn it, blur it, add noise. All on RGB pictures. */
import type { Chance } from '../chance.ts'
import { clip, fromSharp, greyOf, mapPixels, type Picture, toSharp } from '../drawing/picture.ts'
import type { Box } from '../drawing/render.ts'

/** @param sigma in pixels, 0.3 and more; less leaves it as it is. */
export function blur(picture: Picture, sigma: number): Promise<Picture> {
  return sigma < 0.3 ? Promise.resolve(picture) : fromSharp(toSharp(picture).blur(sigma))
}

export function grey(picture: Picture): Picture {
  return mapPixels(picture, (red, green, blue, _x, _y, out) => out.fill(greyOf(red, green, blue)))
}

/** Down or up to a width; averages where it shrinks, as a scanner's sensor does. */
export function resized(picture: Picture, width: number, height?: number): Promise<Picture> {
  const to = Math.max(1, Math.round(width))
  const high = Math.max(1, Math.round(height ?? (picture.height * to) / picture.width))
  return fromSharp(toSharp(picture).resize(to, high, { fit: 'fill', kernel: 'lanczos2' }))
}

/** Turned about its middle, same size: what leaves the glass is lost, what comes in is the background. */
export async function skewed(picture: Picture, degrees: number, background = '#ffffff'): Promise<Picture> {
  if (degrees === 0) return picture
  const { width, height } = picture
  const turned = await fromSharp(toSharp(picture).rotate(degrees, { background }))
  const left = Math.max(0, Math.floor((turned.width - width) / 2))
  const top = Math.max(0, Math.floor((turned.height - height) / 2))
  return fromSharp(
    toSharp(turned).extract({
      left,
      top,
      width: Math.min(width, turned.width),
      height: Math.min(height, turned.height),
    }),
  )
}

/** Where a box lies after {@link skewed}: the upright box around it. */
export function skewedBox([x, y, width, height]: Box, degrees: number, size: readonly [number, number]): Box {
  const angle = (degrees * Math.PI) / 180
  const [cx, cy] = [size[0] / 2, size[1] / 2]
  const [mx, my] = [x + width / 2 - cx, y + height / 2 - cy]
  const middleX = cx + mx * Math.cos(angle) - my * Math.sin(angle)
  const middleY = cy + mx * Math.sin(angle) + my * Math.cos(angle)
  const wide = Math.abs(width * Math.cos(angle)) + Math.abs(height * Math.sin(angle))
  const high = Math.abs(width * Math.sin(angle)) + Math.abs(height * Math.cos(angle))
  return [middleX - wide / 2, middleY - high / 2, wide, high]
}

/** Quarter turns clockwise. */
export function quarterTurned(picture: Picture, degrees: 90 | 180 | 270): Promise<Picture> {
  return fromSharp(toSharp(picture).rotate(degrees))
}

/** @param sigma of 255; grey noise of a sensor, or coloured when `colored`. */
export function gaussianNoise(picture: Picture, sigma: number, chance: Chance, colored = false): Picture {
  const data = Buffer.from(picture.data)
  for (let at = 0; at < data.length; at += 3) {
    const common = chance.bell() * sigma
    for (let channel = 0; channel < 3; channel++) {
      const own = colored ? common * 0.6 + chance.bell() * sigma * 0.8 : common
      data[at + channel] = clip((data[at + channel] as number) + own)
    }
  }
  return { ...picture, data }
}

/** @param density share of the pixels that are black or white. */
export function saltAndPepper(picture: Picture, density: number, chance: Chance): Picture {
  const data = Buffer.from(picture.data)
  const count = Math.round(picture.width * picture.height * density)
  for (let speck = 0; speck < count; speck++) {
    const at = Math.floor(chance.random() * picture.width * picture.height) * 3
    data.fill(chance.random() < 0.5 ? 0 : 255, at, at + 3)
  }
  return { ...picture, data }
}

/** The paper is not quite white, the toner not quite black. */
export function paperTone(picture: Picture, paper: number, ink: number): Picture {
  const scale = (paper - ink) / 255
  return mapPixels(picture, (red, green, blue, _x, _y, out) => {
    out[0] = ink + red * scale
    out[1] = ink + green * scale
    out[2] = ink + blue * scale
  })
}
