/** The mild families: resolution, JPEG, blur, noise, skew, and a mixture of them, as good office scanners give. */
import type { Chance } from '../chance.ts'
import type { Picture } from '../drawing/picture.ts'
import { type Damage, exported, scaleOf, scanned, signSize } from './damage.ts'
import { greyPng, jpeg, png } from './encode.ts'
import { blur, gaussianNoise, grey, paperTone, saltAndPepper, skewed } from './scan.ts'

const turn = <T>(values: readonly T[], index: number) => values[index % values.length] as T

export const clean: Damage = async ({ sheet }, chance, index) => {
  const dpi = turn([100, 150, 200, 300], index)
  const taken = chance.maybe(0.5) ? exported(sheet, dpi) : await scanned(sheet, dpi)
  return { ...taken, encoded: await png(taken.picture, dpi), params: { dpi }, scale: 1 }
}

export const jpegs: Damage = async ({ sheet }, chance, index) => {
  const quality = turn([30, 50, 70, 90], index)
  const dpi = turn([150, 200, 150, 200, 300], index)
  const taken = await scanned(sheet, dpi)
  const isGrey = chance.maybe(0.3)
  const encoded = await jpeg(taken.picture, quality, dpi, isGrey)
  return { ...taken, encoded, params: { dpi, jpeg: quality, grey: isGrey }, scale: 1 }
}

export const blurs: Damage = async ({ sheet }, chance, index) => {
  const sigma = turn([0.5, 1, 1, 1.5], index)
  // A person reads a character through a blur of a twentieth of its height; below that it is guesswork.
  const legible = [150, 200, 300].filter(each => signSize(sheet) * scaleOf(sheet, each) >= sigma * 20)
  const dpi = turn(legible.length === 0 ? [300] : legible, index)
  const taken = await scanned(sheet, dpi)
  const tone = paperTone(taken.picture, chance.int(240, 255), chance.int(0, 40))
  const encoded = await png(await blur(tone, sigma), dpi)
  return { ...taken, encoded, params: { dpi, blur: sigma }, scale: 1 }
}

export const noises: Damage = async ({ sheet }, chance, index) => {
  const dpi = turn([150, 200, 300], index)
  const taken = await scanned(sheet, dpi)
  if (index % 3 === 2) {
    const density = chance.between(0.002, 0.012)
    const picture = saltAndPepper(taken.picture, density, chance)
    return { ...taken, encoded: await png(picture, dpi), params: { dpi, saltAndPepper: density }, scale: 1 }
  }
  const sigma = chance.between(6, 22)
  const colored = chance.maybe(0.5)
  const tone = paperTone(taken.picture, chance.int(228, 250), chance.int(10, 50))
  const picture = gaussianNoise(tone, sigma, chance, colored)
  const quality = chance.int(70, 92)
  const encoded = await jpeg(picture, quality, dpi, !colored)
  return { ...taken, encoded, params: { dpi, noise: sigma, colored, jpeg: quality }, scale: 1 }
}

export const skews: Damage = async ({ sheet }, chance, index) => {
  const size = turn([1, 2, 3, 4, 5, 6, 7, 8], index)
  const degrees = (size - chance.between(0, 0.9)) * (chance.maybe(0.5) ? 1 : -1)
  const dpi = turn([150, 200, 300], index)
  const taken = await scanned(sheet, dpi)
  const background = chance.pick(['#ffffff', '#ffffff', '#e8e8e8', '#202020'])
  const picture = await skewed(paperTone(taken.picture, 250, 20), degrees, background)
  const quality = chance.int(75, 92)
  const encoded = await jpeg(picture, quality, dpi)
  return {
    ...taken,
    encoded,
    params: { dpi, skew: Math.round(degrees * 100) / 100, background, jpeg: quality },
    scale: 1,
  }
}

/** Everything at once, none of it much: the usual scan on a portal. */
export const mixed: Damage = async ({ sheet }, chance) => {
  const dpi = chance.pick([150, 150, 150, 200])
  const degrees = chance.between(-2.5, 2.5)
  const sigma = chance.between(0, 0.7)
  const noise = chance.between(3, 10)
  const quality = chance.int(55, 75)
  const colored = chance.maybe(0.6)
  const taken = await scanned(sheet, dpi)
  let picture: Picture = paperTone(taken.picture, chance.int(235, 252), chance.int(15, 55))
  if (!colored) picture = grey(picture)
  picture = await blur(await skewed(picture, degrees, '#f4f4f4'), sigma)
  picture = gaussianNoise(picture, noise, chance, colored)
  const encoded = await jpeg(picture, quality, dpi, !colored)
  return {
    ...taken,
    encoded,
    params: { dpi, skew: degrees, blur: sigma, noise, jpeg: quality, colored },
    scale: 1,
  }
}

/** For pages whose trouble is on the paper: a fair scan, in colour or grey. */
export const fair: Damage = async ({ sheet }, chance, index) => {
  const dpi = turn([200, 150, 300, 200], index)
  const isGrey = index % 3 === 1
  const taken = await scanned(sheet, dpi)
  const tone = fairTone(taken.picture, chance)
  if (isGrey) return { ...taken, encoded: await greyPng(tone, dpi), params: { dpi, grey: true }, scale: 1 }
  const quality = chance.int(72, 92)
  return {
    ...taken,
    encoded: await jpeg(tone, quality, dpi),
    params: { dpi, grey: false, jpeg: quality },
    scale: 1,
  }
}

function fairTone(picture: Picture, chance: Chance): Picture {
  return gaussianNoise(
    paperTone(picture, chance.int(242, 254), chance.int(10, 40)),
    chance.between(1, 4),
    chance,
  )
}
