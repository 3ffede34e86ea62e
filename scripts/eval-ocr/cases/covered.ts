/** Pages whose mark was covered or cut off, while other evidence was left (domain E1–E3). */
import type { CaseClass, Made } from '../case.ts'
import type { Chance } from '../chance.ts'
import {
  blackBox,
  blurred,
  flatPatch,
  marker,
  mosaic,
  type PaperCover,
  type PictureCover,
  pasted,
  scribble,
  shadeBox,
  tape,
  whiteBox,
} from '../degrade/covers.ts'
import { scaleOf, scanned } from '../degrade/damage.ts'
import { greyPng, jpeg, png } from '../degrade/encode.ts'
import { blur, gaussianNoise, grey, paperTone, skewed, skewedBox } from '../degrade/scan.ts'
import { fromSharp, toSharp } from '../drawing/picture.ts'
import { type Box, type DrawnLine, render } from '../drawing/render.ts'
import type { Sheet } from '../drawing/sheet.ts'
import { meeting } from '../pages/handouts.ts'
import { letter } from '../pages/letter.ts'
import type { Residue } from '../pages/page.ts'
import { paper } from '../pages/paper.ts'
import { telegram } from '../pages/telegram.ts'
import { mark, type Sign } from '../signs.ts'

interface Draft {
  readonly page: string
  readonly sign: Sign
  readonly sheet: Sheet
  readonly residue: readonly Residue[]
}

const mixtures: readonly (readonly Residue[])[] = [
  ['copy-number', 'red-head'],
  ['return-order'],
  ['red-head', 'copies-printed'],
  ['copy-number', 'red-head', 'copies-printed'],
  ['red-head'],
  ['copy-number', 'return-order'],
  ['telegram-form'],
]

/** @param telling whether the cover can be seen: a red head alone is evidence only beside a visible cover. */
function draft(chance: Chance, index: number, telling: boolean): Draft {
  const sign = mark(chance, chance.offset + index * 2)
  const usable = telling ? mixtures : mixtures.filter(residue => residue.join() !== 'red-head')
  const residue = usable[(chance.offset + index) % usable.length] as readonly Residue[]
  const request = { chance, sign, residue }
  if (residue.includes('telegram-form')) return { page: 'telegram', sign, sheet: telegram(request), residue }
  if (!residue.includes('red-head')) return { page: 'meeting', sign, sheet: meeting(request), residue }
  const asLetter = residue.join() === 'copy-number,red-head' && chance.maybe(0.4)
  return {
    page: asLetter ? 'letter' : 'paper',
    sign,
    sheet: asLetter ? letter(request) : paper(request),
    residue,
  }
}

const signOf = (lines: readonly DrawnLine[]) => lines.find(line => line.tag === 'sign') as DrawnLine

/** Where the cover goes: over all of the mark, or over its level only, with a little of the paper around. */
function coverBox(line: DrawnLine, partial: boolean, chance: Chance): Box {
  const [x, y, width, height] = line.box
  const wide = partial ? line.size * 2.05 : width
  const [left, top] = [height * chance.between(0.08, 0.4), height * chance.between(0.05, 0.25)]
  const right = partial ? 0 : height * chance.between(0.1, 1.6)
  return [x - left, y - top, wide + left + right, height + top * 2]
}

/** What is left to read: the period when only the level is covered. */
function remaining(lines: readonly DrawnLine[], partial: boolean): DrawnLine[] {
  return lines.flatMap(line => {
    if (line.tag !== 'sign') return [line]
    if (!partial) return []
    const [x, y, width, height] = line.box
    const { tag: _, ...rest } = line
    return [{ ...rest, text: line.text.slice(2), box: [x + line.size * 2, y, width - line.size * 2, height] }]
  })
}

const canBePartial = ({ form }: Sign) => ['years', 'months', 'date', 'long', 'event'].includes(form)

interface Finish {
  readonly dpi: number
  readonly skew: number
  readonly clean: boolean
}

function finishOf(chance: Chance, index: number): Finish {
  const clean = index % 4 === 3
  return { dpi: chance.pick([150, 200]), skew: clean ? 0 : chance.between(-1.2, 1.2), clean }
}

async function scan(sheet: Sheet, finish: Finish, chance: Chance, noise: number) {
  const taken = await scanned(sheet, finish.dpi)
  if (finish.clean) return taken
  const toned = paperTone(taken.picture, chance.int(236, 250), chance.int(15, 45))
  const turned = await skewed(toned, finish.skew, '#f2f2f2')
  const soft = await blur(turned, chance.between(0.3, 0.6))
  return { ...taken, picture: gaussianNoise(soft, noise, chance, chance.maybe(0.5)) }
}

function encode(picture: Parameters<typeof jpeg>[0], finish: Finish, chance: Chance) {
  if (finish.clean) return png(picture, finish.dpi)
  return chance.maybe(0.25)
    ? greyPng(grey(picture), finish.dpi)
    : jpeg(picture, chance.int(72, 92), finish.dpi)
}

function made(
  { page, sign, residue }: Draft,
  encoded: Awaited<ReturnType<typeof png>>,
  taken: { lines: readonly DrawnLine[]; size: readonly [number, number] },
  params: Made['params'],
): Made {
  return {
    ...encoded,
    page,
    sign,
    params: { ...params, residue: residue.join(' ') },
    core: false,
    signPixels: Math.round(signOf(taken.lines).size),
    lines: remaining(taken.lines, params.partial === true),
    size: taken.size,
  }
}

/** Edited after scanning. */
function edited(cover: PictureCover, telling: boolean, noise: readonly [number, number]): CaseClass['make'] {
  return async (chance, index) => {
    const finish = finishOf(chance, index)
    const subject = draft(chance, index, telling || !finish.clean)
    const partial = canBePartial(subject.sign) && chance.maybe(0.35)
    const taken = await scan(subject.sheet, finish, chance, chance.between(...noise))
    const whole = skewedBox(signOf(taken.lines).box, finish.skew, taken.size)
    const box = coverBox({ ...signOf(taken.lines), box: whole }, partial, chance)
    const picture = await cover(taken.picture, box, chance)
    const encoded = await encode(picture, finish, chance)
    return made(subject, encoded, taken, { ...finish, partial })
  }
}

/** Done to the paper, then scanned. */
function onPaper(cover: PaperCover): CaseClass['make'] {
  return async (chance, index) => {
    const finish = { ...finishOf(chance, index), clean: false }
    const subject = draft(chance, index, true)
    const partial = canBePartial(subject.sign) && chance.maybe(0.25)
    const probe = 4
    const line = signOf(render(subject.sheet, probe).lines)
    const millimetres = {
      ...line,
      size: line.size / probe,
      box: line.box.map(value => value / probe) as unknown as Box,
    }
    const item = cover(coverBox(millimetres, partial, chance), chance)
    // Office paper is not as white as tape and glue-on slips.
    const sheet = { ...subject.sheet, background: '#f6f5f1', items: [...subject.sheet.items, item] }
    const taken = await scan(sheet, finish, chance, chance.between(1.5, 5))
    return made(subject, await encode(taken.picture, finish, chance), taken, { ...finish, partial })
  }
}

/** Cut above the red head, so that the mark is gone; the number of copies at the foot stays. */
const cropped: CaseClass['make'] = async (chance, index) => {
  const finish = finishOf(chance, index)
  const sign = mark(chance, chance.offset + index)
  const residue: readonly Residue[] = index % 3 === 2 ? ['red-head'] : ['red-head', 'copies-printed']
  const subject: Draft = { page: 'paper', sign, sheet: paper({ chance, sign, residue }), residue }
  const taken = await scan(subject.sheet, finish, chance, chance.between(1.5, 5))
  const head = taken.lines.find(line => line.text.endsWith('文件')) as DrawnLine
  const margin = chance.between(2, 6) * scaleOf(subject.sheet, finish.dpi)
  const [width, height] = taken.size
  const top = Math.max(0, Math.round(head.box[1] - margin))
  const picture = await fromSharp(
    toSharp(taken.picture).extract({ left: 0, top, width, height: height - top }),
  )
  const lines = taken.lines
    .filter(line => line.box[1] >= top)
    .map((line): DrawnLine => {
      const [x, y, wide, high] = line.box
      return { ...line, box: [x, y - top, wide, high] }
    })
  const encoded = await encode(picture, finish, chance)
  const base = made(subject, encoded, taken, { ...finish, partial: false })
  return { ...base, lines, size: [width, height - top] }
}

const each = 7
const covers: readonly [string, CaseClass['make']][] = [
  ['white box', edited(whiteBox, false, [1.5, 5])],
  ['black box', edited(blackBox, true, [1.5, 5])],
  ['shade box', edited(shadeBox, true, [0.5, 2])],
  ['mosaic', edited(mosaic, true, [1.5, 5])],
  ['blurred', edited(blurred, true, [1.5, 5])],
  ['flat patch', edited(flatPatch, false, [4, 8])],
  ['tape', onPaper(tape)],
  ['pasted', onPaper(pasted)],
  ['scribble', onPaper(scribble)],
  ['marker', onPaper(marker)],
  ['cropped', cropped],
]

export const covered: readonly CaseClass[] = covers.map(([name, make]) => ({
  name: name.replace(' ', '-'),
  set: 'covered',
  count: each,
  make,
}))
