/** Turned pages, thumbnails, coloured paper and watermarks behind the text. */
import { greyOf, mapPixels } from '../drawing/picture.ts'
import type { Item } from '../drawing/sheet.ts'
import { type Damage, exported, scaleOf, scanned } from './damage.ts'
import { jpeg, png, webp } from './encode.ts'
import { turn } from './photo.ts'
import { gaussianNoise, paperTone, quarterTurned, resized, skewed } from './scan.ts'

/** Fed sideways or upside down. */
export const turned: Damage = async ({ sheet }, chance, index) => {
  const degrees = turn([90, 180, 270] as const, index)
  const dpi = turn([150, 200], index)
  const skew = chance.between(-1.5, 1.5)
  const taken = await scanned(sheet, dpi)
  const picture = await quarterTurned(await skewed(paperTone(taken.picture, 248, 20), skew), degrees)
  const quality = chance.int(75, 92)
  const encoded = await jpeg(picture, quality, dpi)
  return { ...taken, encoded, params: { dpi, turned: degrees, skew, jpeg: quality }, scale: 1 }
}

/** A preview in a list: small, but the sign is still legible. */
export const thumbnail: Damage = async ({ sheet }, chance, index) => {
  const large = exported(sheet, 150)
  const landscape = sheet.width > sheet.height
  const width = landscape ? chance.int(720, 900) : chance.int(540, 700)
  const picture = await resized(large.picture, width)
  const encoded = turn([true, false, true], index)
    ? await jpeg(picture, chance.int(80, 92))
    : await webp(picture, 85)
  return { ...large, encoded, params: { width }, scale: width / large.picture.width }
}

const papers = [
  [255, 247, 200],
  [255, 214, 224],
  [214, 240, 214],
  [205, 226, 250],
  [240, 225, 196],
  [225, 225, 225],
] as const

/** Printed on coloured paper; ink multiplies. */
export const coloured: Damage = async ({ sheet }, chance, index) => {
  const [red, green, blue] = turn(papers, index)
  const dpi = turn([150, 200, 300], index)
  const taken = await scanned(sheet, dpi)
  const tint = mapPixels(taken.picture, (r, g, b, _x, _y, out) => {
    out[0] = (r * red) / 255
    out[1] = (g * green) / 255
    out[2] = (b * blue) / 255
  })
  const quality = chance.int(70, 92)
  const encoded = await jpeg(gaussianNoise(tint, chance.between(1, 5), chance), quality, dpi)
  return { ...taken, encoded, params: { dpi, paper: `${red},${green},${blue}`, jpeg: quality }, scale: 1 }
}

/** A light diagonal text behind the page: the reader's name and the day, as office systems print. */
export const watermarked: Damage = async ({ sheet, ...rest }, chance, index) => {
  const content = chance.fill('{人}　{年}-0{1-9}-{10-28}')
  const size = sheet.width / chance.int(18, 28)
  const color = chance.pick(['#9a9a9a', '#7f9fbf', '#c08080'])
  const opacity = chance.between(0.22, 0.5)
  const marks: Item[] = []
  for (let y = sheet.height * 0.02; y < sheet.height; y += size * chance.int(5, 8)) {
    for (let x = -sheet.width * 0.1; x < sheet.width; x += size * 10) {
      marks.push({
        kind: 'text',
        text: content,
        x,
        y,
        size,
        font: 'hei-noto',
        color,
        opacity,
        angle: -28,
        faint: true,
      })
    }
  }
  const dpi = turn([150, 200], index)
  const items = [...marks, ...sheet.items]
  const taken = exported({ ...sheet, items }, dpi)
  const encoded = chance.maybe(0.5) ? await png(taken.picture, dpi) : await jpeg(taken.picture, 80, dpi)
  return { ...taken, encoded, params: { dpi, opacity, page: rest.page }, scale: 1 }
}

/** Light on dark: a page on microfilm or in a viewer's night mode. */
export const negative: Damage = async ({ sheet }, chance, index) => {
  const dpi = turn([150, 200], index)
  const taken = exported(sheet, dpi)
  const [ink, ground] = turn(
    [
      [230, 30],
      [255, 0],
      [205, 45],
    ] as const,
    index,
  )
  const picture = mapPixels(taken.picture, (red, green, blue, _x, _y, out) =>
    out.fill(ink - ((ink - ground) * greyOf(red, green, blue)) / 255),
  )
  const encoded = await jpeg(picture, chance.int(75, 90), dpi)
  return { ...taken, encoded, params: { dpi, ink, ground }, scale: 1 }
}

/** As a browser, a phone or a drawing program saves it. */
export const saved: Damage = async ({ sheet }, chance, index) => {
  // Phones have two to three pixels a point; messengers scale to 1080 across; a desktop has one.
  const ratio =
    sheet.width > 600 ? turn([1, 1.5], index) : Math.min(turn([2, 3, 1.85], index), 1080 / sheet.width)
  const dpi = sheet.unit === 'px' ? 96 * ratio : 110
  const taken = exported(sheet, dpi)
  const kind = turn(['png', 'jpg', 'webp', 'jpg'], index)
  const quality = chance.int(72, 90)
  const encoded =
    kind === 'png'
      ? await png(taken.picture)
      : kind === 'jpg'
        ? await jpeg(taken.picture, quality)
        : await webp(taken.picture, quality)
  return { ...taken, encoded, params: { scale: scaleOf(sheet, dpi), kind, quality }, scale: 1 }
}
