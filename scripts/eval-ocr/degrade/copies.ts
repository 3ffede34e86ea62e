/** Faxes, photocopies and faint prints. */
import type { Chance } from '../chance.ts'
import { clip, greyOf, mapPixels, type Picture } from '../drawing/picture.ts'
import { type Damage, scanned } from './damage.ts'
import { faxTiff, greyPng, jpeg } from './encode.ts'
import { blur, gaussianNoise, grey, resized, skewed } from './scan.ts'

const turn = <T>(values: readonly T[], index: number) => values[index % values.length] as T

/** Black or white by a fixed level. */
function thresholded(picture: Picture, level: number): Picture {
  return mapPixels(picture, (red, green, blue, _x, _y, out) =>
    out.fill(greyOf(red, green, blue) < level ? 0 : 255),
  )
}

/** Floyd–Steinberg: how a fax machine in photo mode sends greys. */
function dithered(picture: Picture): Picture {
  const { width, height } = picture
  const level = new Float32Array(width * height)
  for (let at = 0; at < level.length; at++) level[at] = picture.data[at * 3] as number
  const data = Buffer.allocUnsafe(picture.data.length)
  const spread = (at: number, error: number, inside: boolean) => {
    if (inside && at < level.length) level[at] = (level[at] as number) + error
  }
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const old = level[at] as number
      const now = old < 128 ? 0 : 255
      const error = old - now
      spread(at + 1, (error * 7) / 16, x + 1 < width)
      spread(at + width - 1, (error * 3) / 16, x > 0)
      spread(at + width, (error * 5) / 16, true)
      spread(at + width + 1, error / 16, x + 1 < width)
      data.fill(now, at * 3, at * 3 + 3)
    }
  }
  return { width, height, data }
}

/** 204 dots an inch across, 98 (standard) or 196 (fine) lines down. Gateways double the lines of a standard fax; servers do not. */
export const fax: Damage = async ({ sheet }, chance, index) => {
  const lines = turn([196, 98, 196], index)
  const mode = turn(['threshold', 'threshold', 'dither', 'threshold'], index)
  const taken = await scanned(sheet, 204)
  let picture = grey(taken.picture)
  picture = await skewed(picture, chance.between(-0.8, 0.8))
  picture = await resized(picture, picture.width, Math.round((picture.height * lines) / 204))
  // In photo mode the paper's grey becomes dots.
  picture = gaussianNoise(picture, mode === 'dither' ? 5 : chance.between(8, 24), chance)
  picture =
    mode === 'dither'
      ? dithered(mapPixels(picture, (level, _g, _b, _x, _y, out) => out.fill(clip(level * 0.9))))
      : thresholded(picture, chance.int(125, 175))
  const lost = chance.maybe(0.3) ? chance.int(1, 4) : 0
  picture = lostRows(picture, lost, chance)
  const stored = lines === 98 && chance.maybe(0.5) ? 'lines doubled' : 'as sent'
  if (stored === 'lines doubled') picture = doubled(picture)
  const asTiff = chance.maybe(0.6)
  const down = stored === 'lines doubled' ? 196 : lines
  const encoded = asTiff ? await faxTiff(picture, 204, down) : await greyPng(picture, 204)
  const params = { dpi: 204, linesPerInch: lines, mode, lost, stored, tiff: asTiff }
  return { ...taken, encoded, params, scale: picture.height / taken.picture.height }
}

/** Rows that a bad line swallowed: repeated from above, or white. */
function lostRows(picture: Picture, count: number, chance: Chance): Picture {
  const data = Buffer.from(picture.data)
  const row = picture.width * 3
  for (let lost = 0; lost < count; lost++) {
    const y = chance.int(4, picture.height - 4)
    if (chance.maybe(0.5)) data.copy(data, y * row, (y - 1) * row, y * row)
    else data.fill(255, y * row, (y + 1) * row)
  }
  return { ...picture, data }
}

function doubled({ width, height, data }: Picture): Picture {
  const twice = Buffer.allocUnsafe(data.length * 2)
  const row = width * 3
  for (let y = 0; y < height * 2; y++) data.copy(twice, y * row, (y >> 1) * row, (y >> 1) * row + row)
  return { width, height: height * 2, data: twice }
}

/** A copy of a copy: thick uneven ink, dark borders, specks, streaks of a dirty glass. */
export const copy: Damage = async ({ sheet }, chance, index) => {
  const dpi = turn([200, 150, 300], index)
  const taken = await scanned(sheet, dpi)
  const { width, height } = taken.picture
  const skew = chance.between(-1.6, 1.6)
  let picture = await skewed(grey(taken.picture), skew, '#303030')
  // Each generation softens the strokes and hardens the contrast.
  const generations = turn([1, 2, 1, 3], index)
  for (let made = 1; made < generations; made++) {
    picture = await blur(picture, 0.7 * (dpi / 200))
    picture = mapPixels(picture, (level, _g, _b, _x, _y, out) => out.fill(128 + (level - 118) * 1.45))
  }
  picture = await blur(picture, chance.between(0.5, 0.9) * (dpi / 200))
  const edge = width * chance.between(0.01, 0.035)
  const side = chance.pick(['left', 'right', 'both'])
  const shade = chance.between(8, 34)
  const streaks = Array.from({ length: chance.int(0, 3) }, () => Math.floor(chance.random() * width))
  const contrast = chance.between(1.15, 1.5)
  picture = mapPixels(picture, (level, _g, _b, x, y, out) => {
    const near = Math.min(
      side === 'right' ? width : x,
      side === 'left' ? width : width - 1 - x,
      y,
      height - 1 - y,
    )
    const dark = near < edge * 3 ? 190 * Math.exp(-near / edge) : 0
    const streak = streaks.some(at => Math.abs(at - x) < dpi / 150) ? 45 : 0
    const lid = (shade * y) / height
    out.fill(248 - (248 - level) * contrast - dark - streak - lid)
  })
  picture = specks(gaussianNoise(picture, chance.between(4, 11), chance), chance, chance.int(150, 900), dpi)
  const quality = chance.int(60, 85)
  const encoded = await jpeg(picture, quality, dpi, true)
  return {
    ...taken,
    encoded,
    params: { dpi, skew, edge: side, contrast, generations, jpeg: quality },
    scale: 1,
  }
}

/** Dirt: dots of a few pixels, dark or light. */
export function specks(picture: Picture, chance: Chance, count: number, dpi: number): Picture {
  const data = Buffer.from(picture.data)
  for (let speck = 0; speck < count; speck++) {
    const reach = Math.max(1, Math.round((dpi / 300) * (1 + 2 * chance.random() * chance.random())))
    const left = Math.floor(chance.random() * (picture.width - reach))
    const top = Math.floor(chance.random() * (picture.height - reach))
    const tone = chance.maybe(0.8) ? chance.int(30, 130) : 255
    for (let y = top; y < top + reach; y++) {
      data.fill(tone, (y * picture.width + left) * 3, (y * picture.width + left + reach) * 3)
    }
  }
  return { ...picture, data }
}

/** Light toner or a light pencil grey on white or greyish paper; a person still reads every character. */
export const faint: Damage = async ({ sheet }, chance, index) => {
  const dpi = turn([150, 200, 300], index)
  const taken = await scanned(sheet, dpi)
  const paper = chance.int(225, 255)
  const gap = chance.int(36, 95)
  // A drum that runs dry prints in bands.
  const band = chance.maybe(0.4) ? chance.between(0.15, 0.4) : 0
  const period = taken.picture.width / chance.between(1.5, 5)
  const ink = paper - gap
  const sigma = chance.between(0.5, Math.min(5, gap / 14))
  let picture = mapPixels(taken.picture, (red, green, blue, x, _y, out) => {
    const toner = (gap / 255) * (1 - band * (0.5 + 0.5 * Math.sin((x / period) * 2 * Math.PI)))
    out[0] = paper - (255 - red) * toner
    out[1] = paper - (255 - green) * toner
    out[2] = paper - (255 - blue) * toner
  })
  picture = gaussianNoise(await blur(picture, chance.between(0, 0.6)), sigma, chance)
  const quality = chance.int(70, 92)
  const encoded = await jpeg(picture, quality, dpi, chance.maybe(0.5))
  return { ...taken, encoded, params: { dpi, paper, ink, band, noise: sigma, jpeg: quality }, scale: 1 }
}
