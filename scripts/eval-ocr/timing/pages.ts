/** Pages to be timed: A4 at 200 dpi, as a colour scan. Each round has new ones, so that no cache answers. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { body as prose } from '../../eval/prose.ts'
import { type Chance, newChance, seedOf } from '../chance.ts'
import { scanned } from '../degrade/damage.ts'
import { jpeg } from '../degrade/encode.ts'
import { gaussianNoise, paperTone } from '../degrade/scan.ts'
import { points, type Sheet } from '../drawing/sheet.ts'
import { copyNumber } from '../pages/parts.ts'
import { a4, flow, newStyle, text, titleRows } from '../pages/style.ts'

export const kinds = ['dense', 'sparse'] as const
export type Kind = (typeof kinds)[number]

export const dpi = 200

/** Like the page of the published figures: 24 to 27 lines, 700 to 900 characters. */
function dense(chance: Chance): Sheet {
  const style = newStyle(chance)
  const paragraphs = Array.from({ length: 5 }, () => prose(chance, 7).join(''))
  return a4([
    text(copyNumber(chance), 26, 26, points(14), style.body),
    text(`机密★${chance.int(2, 20)}年`, 26, 34, points(14), style.hei),
    text(chance.fill('{市}{业务}工作报告'), 105, 48, points(20), style.title, { anchor: 'center' }),
    ...flow(paragraphs, {
      x: 26,
      y: 60,
      width: 158,
      size: points(13.5),
      pitch: 8.2,
      font: style.body,
      bottom: 272,
    }).items,
  ])
}

/** A title and a few lines. */
function sparse(chance: Chance): Sheet {
  const style = newStyle(chance)
  const title = titleRows(chance.fill('关于{动词}{市}{业务}工作有关事项的通知'), 15)
  return a4([
    text(`秘密★${chance.int(2, 10)}年`, 28, 44, points(16), style.hei),
    ...title.map((row, n) => text(row, 105, 80 + n * 12, points(22), style.title, { anchor: 'center' })),
    ...flow(prose(chance, 1).slice(0, 1), {
      x: 28,
      y: 118,
      width: 156,
      size: points(15.7),
      pitch: 10.1,
      font: style.body,
    }).items,
    text(chance.fill('{市}{局}'), 172, 190, points(16), style.body, { anchor: 'right' }),
    text(chance.fill('{日}'), 172, 201, points(16), style.body, { anchor: 'right' }),
  ])
}

const makers: Record<Kind, (chance: Chance) => Sheet> = { dense, sparse }

export interface TimedPage {
  readonly kind: Kind
  readonly file: string
  readonly characters: number
}

/** `count` pages of each kind. */
export async function drawPages(
  folder: string,
  seed: number,
  round: string,
  count: number,
): Promise<TimedPage[]> {
  const pages: TimedPage[] = []
  for (let index = 0; index < count; index++) {
    for (const kind of kinds) {
      const chance = newChance(seedOf(seed, 'timing', round, kind, index))
      const taken = await scanned(makers[kind](chance), dpi)
      const picture = gaussianNoise(paperTone(taken.picture, 248, 25), 2, chance)
      const { bytes } = await jpeg(picture, 85, dpi)
      const file = path.join(folder, `${round}-${kind}-${index}.jpg`)
      await writeFile(file, bytes)
      const characters = taken.lines.reduce((sum, line) => sum + line.text.replaceAll(/\s/g, '').length, 0)
      pages.push({ kind, file, characters })
    }
  }
  return pages
}
