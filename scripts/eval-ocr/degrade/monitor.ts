/** A screen photographed with a phone: bezel, perspective, moiré of two grids, glare. */
import type { Chance } from '../chance.ts'
import type { Picture } from '../drawing/picture.ts'
import { type Damage, exported, signSize } from './damage.ts'
import { jpeg } from './encode.ts'
import { corners, tinted, turn } from './photo.ts'
import { blur, gaussianNoise } from './scan.ts'
import { homography, warped } from './warp.ts'

/** The page in a viewer: grey ground, a toolbar, only the upper part of the page in view. */
function onMonitor(page: Picture, chance: Chance, width: number, height: number): Picture {
  const data = Buffer.alloc(width * height * 3, chance.int(80, 110))
  const bar = Math.round(height * 0.05)
  data.fill(chance.int(40, 60), 0, bar * width * 3)
  const left = Math.round((width - page.width) / 2)
  const top = bar + Math.round(height * 0.02)
  for (let y = 0; y < Math.min(page.height, height - top); y++) {
    page.data.copy(data, ((y + top) * width + left) * 3, y * page.width * 3, (y + 1) * page.width * 3)
  }
  return { width, height, data }
}

export const monitor: Damage = async ({ sheet }, chance, index) => {
  const needed = (17 / signSize(sheet)) * sheet.width * 1.8
  const width = Math.round(Math.max(needed, turn([2400, 1440, 2800, 1920], index)))
  const height = Math.round(width * 0.75)
  const margin = chance.between(0.02, 0.07)
  const shown = Math.round(width * (1 - 2 * margin))
  // The page fills the most of the screen's width: its text is as large as in a scan of 130 to 190 dpi.
  const share = sheet.width > sheet.height ? chance.between(0.85, 0.98) : chance.between(0.55, 0.75)
  const dpi = (shown * share * (sheet.unit === 'mm' ? 25.4 : 96)) / sheet.width
  const taken = exported(sheet, dpi)
  const source = onMonitor(taken.picture, chance, shown, Math.round(shown * 0.7))
  const back = homography(corners(chance, width, height, margin, chance.between(0.005, 0.03)), [
    [0, 0],
    [source.width, 0],
    [source.width, source.height],
    [0, source.height],
  ])
  // Two grids that nearly agree beat in long waves; the three colours of a pixel beat apart.
  const strength = chance.between(0.03, 0.16)
  const wave = chance.between(18, 70)
  const lean = chance.between(-0.6, 0.6)
  const glareX = chance.between(0, source.width)
  const glareY = chance.between(0, source.height)
  const glare = chance.maybe(0.5) ? chance.between(10, 38) : 0
  let picture = warped(source, {
    width,
    height,
    source: back,
    background: (x, y, out) => out.fill(14 + 6 * Math.sin(x / 300) * Math.sin(y / 250)),
    light: () => 1,
  })
  const data = picture.data
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const phase = ((x + lean * y + 9 * Math.sin(y / 140)) * 2 * Math.PI) / wave
      const down = (y * 2 * Math.PI) / (wave * 1.7)
      const [u, v] = back(x, y)
      const near =
        glare === 0 ? 0 : glare * Math.exp(-((u - glareX) ** 2 + (v - glareY) ** 2) / (source.width / 5) ** 2)
      for (let channel = 0; channel < 3; channel++) {
        const beat = 1 + strength * Math.sin(phase + channel * 2.1) + strength * 0.4 * Math.sin(down)
        data[at + channel] = Math.min(255, (data[at + channel] as number) * beat * 0.93 + near)
      }
    }
  }
  const sigma = chance.between(0.4, 0.9)
  const noise = chance.between(2, 6)
  picture = gaussianNoise(await blur(tinted(picture, chance.between(-0.8, 0.4)), sigma), noise, chance, true)
  const quality = chance.int(68, 88)
  const params = { width, height, moire: strength, wave, glare, blur: sigma, noise, jpeg: quality, share }
  return { ...taken, encoded: await jpeg(picture, quality), params, scale: 1 }
}
