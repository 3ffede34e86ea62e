/** One area of a picture, seen one way: with coloured ink left out, with nothing but coloured ink, and so on. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import { sharp } from '../../raster/sharp.ts'
import { colorTone } from './color-tone.ts'
import type { InkMap } from './ink-map.ts'
import { unrollRing } from './ring.ts'

/**
 * - `as-is`: the pixels themselves.
 * - `without-color`: a red seal over black text is gone, since red ink is light in its own channel.
 * - `color`: nothing but coloured ink, dark on white: a stamp over text.
 * - `dark`: nothing but the darkest ink: text under a seal that was copied in grey.
 * - `ring`: the coloured ink between the star and the edge of a round seal, unrolled into one line.
 * - `pale`: nothing but faint ink, dark on white: a watermark under text.
 */
export type Plane = 'as-is' | 'without-color' | 'color' | 'ring' | 'dark' | 'pale'

/** Grey levels between faint ink and its paper that become black and white. */
const paleRange = 70
/** Part of its chroma that coloured ink takes from its own channel as well: seals have 200 of 250, and a chroma of 130. */
const colorLoss = 0.5
/** Share of the way from the paper to the darkest ink that counts as dark. */
const darkCut = 0.62

export interface Look {
  /** In pixels of the picture. */
  readonly area: Box
  readonly plane: Plane
  /** Pixels of what is looked at per pixel of the picture. */
  readonly scale: number
  /** Smaller writing is not read, as a part of the picture's long side. */
  readonly leastSize?: number
}

/** @param ink of the same raster; the area is cut to whole pixels inside the picture. */
export async function lookAt(raster: Raster, ink: InkMap, { area, plane, scale }: Look): Promise<Raster> {
  if (plane === 'ring') return unrollRing(raster, area)
  const window = wholePixels(raster, area)
  const cut = plane === 'as-is' ? raster : planeOf(raster, window, ink, plane)
  const [left, top] = plane === 'as-is' ? [window.left, window.top] : [0, 0]
  const { width, height } = window
  const target = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const { data, info } = await sharp(cut.data, {
    raw: { width: cut.width, height: cut.height, channels: cut.channels },
    limitInputPixels: false,
  })
    .extract({ left, top, width, height })
    .resize(target.width, target.height, { fit: 'fill', kernel: scale > 1 ? 'cubic' : 'linear' })
    // Left to itself, sharp makes three channels of one.
    .toColourspace(cut.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: cut.channels, data }
}

interface PixelWindow {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

function wholePixels(raster: Raster, [x, y, w, h]: Box): PixelWindow {
  const left = Math.max(0, Math.min(raster.width - 1, Math.floor(x)))
  const top = Math.max(0, Math.min(raster.height - 1, Math.floor(y)))
  return {
    left,
    top,
    width: Math.max(1, Math.min(raster.width - left, Math.ceil(w))),
    height: Math.max(1, Math.min(raster.height - top, Math.ceil(h))),
  }
}

function planeOf(
  raster: Raster,
  window: PixelWindow,
  ink: InkMap,
  plane: Exclude<Plane, 'as-is' | 'ring'>,
): Raster {
  const { width, height } = window
  const data = new Uint8Array(width * height)
  switch (plane) {
    case 'without-color':
      eachPixel(raster, window, (at, red, green, blue) => {
        const strongest = Math.max(red, green, blue)
        // Red ink takes a little of the red light, too: what is left of a seal would still pass for strokes.
        data[at] = Math.min(255, strongest + colorLoss * (strongest - Math.min(red, green, blue)))
      })
      break
    case 'color':
      eachPixel(raster, window, (at, red, green, blue) => {
        data[at] = colorTone(red, green, blue)
      })
      break
    case 'dark':
      darkPlane(raster, window, data)
      break
    case 'pale':
      palePlane(raster, window, ink, data)
      break
  }
  return { width, height, channels: 1, data }
}

function darkPlane(raster: Raster, window: PixelWindow, data: Uint8Array): void {
  eachPixel(raster, window, (at, red, green, blue) => {
    data[at] = Math.max(red, green, blue)
  })
  const [darkest, paper] = [quantile(data, 0.004), quantile(data, 0.7)]
  const cut = paper - darkCut * (paper - darkest)
  const gain = 255 / Math.max(1, cut - darkest)
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.max(0, Math.min(255, ((data[i] as number) - darkest) * gain))
  }
}

/**
 * Faint ink against the paper around it, so that a shadow is none. The grey rim of a black stroke is none either:
 * what is near to dark ink is left out with it.
 */
function palePlane(raster: Raster, window: PixelWindow, ink: InkMap, data: Uint8Array): void {
  const { width } = window
  const paperAt = paperUnder(ink)
  const isDark = new Uint8Array(data.length)
  let [x, y] = [0, 0]
  eachPixel(raster, window, (at, red, green, blue) => {
    const paper = paperAt(window.left + x, window.top + y)
    const loss = paper - ((red * 77 + green * 151 + blue * 28) >> 8)
    data[at] = Math.max(0, Math.min(255, 255 - ((loss - paleLeast) * 255) / paleRange))
    if (loss > paleRange * 1.3)
      for (let row = -rim; row <= rim; row++)
        isDark.fill(1, Math.max(0, at + row * width - rim), Math.max(0, at + row * width + rim + 1))
    if (++x === width) {
      x = 0
      y++
    }
  })
  for (let i = 0; i < data.length; i++) if (isDark[i] === 1) data[i] = 255
}

/** Brightness of the paper at a pixel, between the middles of the cells. */
function paperUnder({ columns, rows, cell, paper }: InkMap): (x: number, y: number) => number {
  return (x, y) => {
    const u = Math.max(0, Math.min(columns - 1.001, x / cell - 0.5))
    const v = Math.max(0, Math.min(rows - 1.001, y / cell - 0.5))
    const at = Math.floor(v) * columns + Math.floor(u)
    const fx = u % 1
    const fy = v % 1
    const below = rows > 1 ? columns : 0
    const upper = (paper[at] as number) * (1 - fx) + (paper[at + 1] as number) * fx
    const lower = (paper[at + below] as number) * (1 - fx) + (paper[at + below + 1] as number) * fx
    return upper * (1 - fy) + lower * fy
  }
}

const rim = 2
const paleLeast = 6

function eachPixel(
  { width, channels, data }: Raster,
  window: PixelWindow,
  visit: (at: number, red: number, green: number, blue: number) => void,
): void {
  const isGrey = channels === 1
  let at = 0
  for (let y = window.top; y < window.top + window.height; y++) {
    let from = (y * width + window.left) * channels
    for (let x = 0; x < window.width; x++, from += channels, at++) {
      const red = data[from] as number
      if (isGrey) visit(at, red, red, red)
      else visit(at, red, data[from + 1] as number, data[from + 2] as number)
    }
  }
}

/** The value below which this share of the pixels lies. */
function quantile(data: Uint8Array, share: number): number {
  const counts = new Uint32Array(256)
  for (const value of data) counts[value] = (counts[value] as number) + 1
  let sum = 0
  for (let value = 0; value < 256; value++) {
    sum += counts[value] as number
    if (sum > share * data.length) return value
  }
  return 255
}
