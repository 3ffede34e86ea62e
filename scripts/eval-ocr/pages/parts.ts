/** What several kinds of page have in common: copy numbers, seals, the sign in its place, document controls. */
import type { Chance } from '../chance.ts'
import { black, type Item, points, type SealItem, type TextItem } from '../drawing/sheet.ts'
import type { PageRequest, Residue } from './page.ts'
import { markColor, markSize, type Style, text } from './style.ts'

/** 份号, six digits. */
export function copyNumber(chance: Chance): string {
  return `000${chance.int(10, 299).toString().padStart(3, '0')}`.slice(-6)
}

export function newSeal(chance: Chance, x: number, y: number, owner: string): SealItem {
  return {
    kind: 'seal',
    x,
    y,
    radius: chance.between(19, 21),
    text: owner,
    font: 'song-medium',
    color: chance.pick(['#d5201c', '#e0332a', '#c81f2e']),
    angle: chance.between(-12, 12),
    wear: chance.between(0.1, 0.7),
  }
}

/** The seal over the mark: its rim or its star crosses the characters, which stay legible through the ink. */
function sealOver(chance: Chance, sign: TextItem, owner: string): SealItem {
  const width = sign.size * [...sign.text].length * 0.8
  const from = sign.anchor === 'right' ? -width : sign.anchor === 'center' ? -width / 2 : 0
  const x = sign.x + from + width * chance.between(0.15, 0.95)
  return newSeal(chance, x, sign.y - sign.size * 0.4 + chance.between(-9, 9), owner)
}

/** Puts a seal over the sign when the request asks for it. */
export function withSeal(
  { chance, sealOverSign }: PageRequest,
  items: readonly Item[],
  owner: string,
): Item[] {
  const sign = items.find(item => item.kind === 'text' && item.tag === 'sign')
  if (!sealOverSign || sign?.kind !== 'text') return [...items]
  return [...items, sealOver(chance, sign, owner)]
}

/** The mark, or another sign in its place, as text. */
export function signText(
  request: PageRequest,
  x: number,
  y: number,
  style: Style,
  more: Partial<TextItem> = {},
): TextItem[] {
  const { sign, chance, large } = request
  if (sign === null) return []
  const size = large ? points(18) : markSize(chance)
  return [
    text(sign.text, x, y, size, style.mark, {
      color: request.sealOverSign ? black : markColor(chance),
      tag: 'sign',
      ...more,
    }),
  ]
}

/** Which controls a paper gets: those asked for, or those that go with its sign. */
export function controlsOf({ chance, sign, residue }: PageRequest): ReadonlySet<Residue> {
  if (residue !== undefined) return new Set(residue)
  const controls = new Set<Residue>(['red-head'])
  if (sign?.category === 'classification') {
    if (chance.maybe(0.7)) controls.add('copy-number')
    if (chance.maybe(0.2)) controls.add('copies-printed')
  }
  return controls
}
