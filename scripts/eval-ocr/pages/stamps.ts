/** Pages that are ordinary but for a red stamp with a level on them (domain V7). */
import { type Item, points, type StampItem } from '../drawing/sheet.ts'
import { report } from './handouts.ts'
import type { PageMaker } from './page.ts'

const shapes = ['box', 'double', 'round', 'box', 'bare'] as const

export const stamped: PageMaker = request => {
  const { chance, sign } = request
  const sheet = report({ ...request, sign: null })
  if (sign === null) return sheet
  const atRight = chance.maybe(0.5)
  const stamp: StampItem = {
    kind: 'stamp',
    x: atRight ? chance.between(150, 175) : chance.between(35, 60),
    y: chance.between(24, 46),
    text: sign.text,
    size: points(chance.between(22, 36)),
    font: chance.pick(['hei-bold', 'song-medium', 'title-bold', 'kai-gb', 'hei-zen']),
    color: chance.pick(['#d5201c', '#c5262c', '#e03a30', '#b8202a']),
    shape: chance.pick(shapes),
    angle: chance.pick([0, 0, chance.between(-8, 8), chance.between(-30, 30), chance.between(-45, 45)]),
    wear: chance.between(0.1, 0.8),
    tag: 'sign',
  }
  const items: Item[] = [...sheet.items, stamp]
  return { ...sheet, items }
}
