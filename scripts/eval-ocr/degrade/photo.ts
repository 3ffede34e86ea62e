/** Paper photographed with a phone: perspective, curl, uneven light, a desk around it. */
import type { Chance } from '../chance.ts'
import { fromSharp, mapPixels, type Picture, toSharp } from '../drawing/picture.ts'
import { type Damage, exported, signSize } from './damage.ts'
import { jpeg } from './encode.ts'
import { blur, gaussianNoise } from './scan.ts'
import { homography, type Point, warped } from './warp.ts'

export const turn = <T>(values: readonly T[], index: number) => values[index % values.length] as T

/** A desk: wood grain, cloth or a plain top. */
export function desk(chance: Chance): (x: number, y: number, out: Float64Array) => void {
  const [red, green, blue] = chance.pick([
    [150, 105, 66],
    [96, 66, 45],
    [205, 190, 168],
    [62, 66, 72],
    [120, 126, 120],
  ] as const)
  const grain = chance.between(0, 14)
  const period = chance.between(14, 60)
  const lean = chance.between(-0.15, 0.15)
  return (x, y, out) => {
    const along = y + x * lean
    const wave = grain * Math.sin(along / period + 2 * Math.sin(x / 260) + Math.sin(along / 7.3))
    out[0] = red + wave
    out[1] = green + wave
    out[2] = blue + wave
  }
}

/** The corners of a sheet in a picture of the given size, pushed about as a hand-held camera sees them. */
export function corners(
  chance: Chance,
  width: number,
  height: number,
  margin: number,
  tilt: number,
): Point[] {
  const push = () => chance.between(-tilt, tilt)
  const [left, top] = [width * margin, height * margin]
  const spin = chance.between(-0.05, 0.05)
  return (
    [
      [left, top],
      [width - left, top],
      [width - left, height - top],
      [left, height - top],
    ] as const
  ).map(([x, y]) => {
    const [dx, dy] = [x - width / 2, y - height / 2]
    return [
      width / 2 + dx * Math.cos(spin) - dy * Math.sin(spin) + push() * width,
      height / 2 + dx * Math.sin(spin) + dy * Math.cos(spin) + push() * height,
    ]
  })
}

/** White balance of lamps and phones. */
export function tinted(picture: Picture, warmth: number): Picture {
  return mapPixels(picture, (red, green, blue, _x, _y, out) => {
    out[0] = red * (1 + 0.06 * warmth)
    out[1] = green * (1 + 0.01 * warmth)
    out[2] = blue * (1 - 0.1 * warmth)
  })
}

export const photo: Damage = async ({ sheet }, chance, index) => {
  const ratio = sheet.width / sheet.height
  // Phones write 3024 × 4032; messengers make 1280 to 1920 of it, and the sign has to be legible in it.
  const needed = (17 / signSize(sheet)) * Math.max(sheet.width, sheet.height) * 1.2
  const long = Math.round(Math.max(needed, turn([1440, 1920, 2600, 1280, 3200], index)))
  const height = ratio > 1 ? Math.round(long * 0.75) : long
  const width = ratio > 1 ? long : Math.round(long * 0.75)
  const margin = chance.between(0.03, 0.1)
  const scale = (Math.min(width / sheet.width, height / sheet.height) * (1 - 2 * margin)) as number
  const dpi = sheet.unit === 'mm' ? scale * 25.4 * 1.15 : scale * 96 * 1.15
  const taken = exported(sheet, dpi)
  const source = taken.picture
  const tilt = chance.between(0.005, 0.05)
  const target = corners(chance, width, height, margin, tilt)
  const back = homography(target, [
    [0, 0],
    [source.width, 0],
    [source.width, source.height],
    [0, source.height],
  ])
  const curl = chance.maybe(0.6) ? chance.between(0.002, 0.012) * source.height : 0
  const bend = chance.between(0.7, 1.4)
  const shadow = chance.between(0.12, 0.45)
  const from = chance.between(0, 2 * Math.PI)
  const low = index % 4 === 3
  const exposure = low ? chance.between(0.35, 0.6) : chance.between(0.78, 1)
  const shade = chance.maybe(0.4) ? castShadow(chance, width, height) : () => 1
  const fold = chance.maybe(0.3) ? creases(chance, source) : () => 1
  const surface = desk(chance)
  let picture = warped(source, {
    width,
    height,
    source: (x, y) => {
      const [u, v] = back(x, y)
      return [u, v + curl * Math.sin((u / source.width) * Math.PI * bend)]
    },
    background: (x, y, out) => {
      surface(x, y, out)
      const fade = exposure * (1 - shadow * side(x / width, y / height, from))
      for (let channel = 0; channel < 3; channel++) out[channel] = (out[channel] as number) * fade
    },
    light: (u, v, x, y) => {
      const round = curl === 0 ? 1 : 1 - 0.1 * Math.cos((u / source.width) * Math.PI * bend) ** 2
      return exposure * round * fold(u, v) * shade(x, y) * (1 - shadow * side(x / width, y / height, from))
    },
  })
  const pixels = signSize(sheet) * scale
  const sigma = Math.min(pixels / 22, chance.between(0.4, 1.3))
  const shake = chance.maybe(0.3) ? Math.max(2, Math.round(Math.min(pixels / 9, chance.between(2, 5)))) : 0
  const noise = low ? chance.between(6, 11) : chance.between(1.5, 5)
  const warmth = chance.between(-0.4, 1)
  picture = await shaken(await blur(tinted(picture, warmth), shake > 0 ? sigma / 2 : sigma), shake)
  picture = gaussianNoise(picture, noise, chance, true)
  const quality = chance.int(68, 88)
  const params = {
    width,
    height,
    tilt,
    curl: curl > 0,
    shadow,
    exposure,
    shake,
    blur: sigma,
    noise,
    jpeg: quality,
  }
  const shrink = 1 / 1.15
  return { ...taken, encoded: await jpeg(picture, quality), params, scale: shrink }
}

/** The shadow of a hand or of the phone: one soft edge across the picture. */
function castShadow(chance: Chance, width: number, height: number): (x: number, y: number) => number {
  const angle = chance.between(0, 2 * Math.PI)
  const at = chance.between(-0.25, 0.25)
  const depth = chance.between(0.2, 0.5)
  const soft = chance.between(0.01, 0.06)
  return (x, y) => {
    const along = (x / width - 0.5) * Math.cos(angle) + (y / height - 0.5) * Math.sin(angle) - at
    return 1 - depth / (1 + Math.exp(-along / soft))
  }
}

/** Paper that was folded: each crease has a light and a dark side. */
function creases(chance: Chance, { width, height }: Picture): (u: number, v: number) => number {
  const across = chance.pick([[0.5], [0.33, 0.67], [0.5, 0.25]])
  const down = chance.maybe(0.5) ? [chance.between(0.45, 0.55)] : []
  const depth = chance.between(0.05, 0.16)
  const ridge = (distance: number) => {
    const near = Math.exp(-Math.abs(distance) / 0.012)
    return distance < 0 ? near * depth : -near * depth
  }
  return (u, v) => {
    let light = 1
    for (const at of across) light += ridge(v / height - at)
    for (const at of down) light += ridge(u / width - at)
    return light
  }
}

/** Smeared along a line by a hand that moved. @param length in pixels, 0 for none. */
async function shaken(picture: Picture, length: number): Promise<Picture> {
  if (length < 2) return picture
  const width = length % 2 === 0 ? length + 1 : length
  const kernel = Array.from({ length: width * 3 }, (_, at) => (at >= width && at < 2 * width ? 1 : 0))
  return fromSharp(toSharp(picture).convolve({ width, height: 3, kernel, scale: width }))
}

/** 0 on the side the light comes from, 1 on the other. */
function side(x: number, y: number, from: number): number {
  const along = (x - 0.5) * Math.cos(from) + (y - 0.5) * Math.sin(from)
  return Math.min(1, Math.max(0, along + 0.5))
}
