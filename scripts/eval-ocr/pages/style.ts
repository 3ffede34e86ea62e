/** The typefaces one page is set in, and running text set with them. */
import { breakLines } from '../../samples/layout.ts'
import type { Chance } from '../chance.ts'
import { type Font, kinds } from '../drawing/fonts.ts'
import { black, type Item, points, type Sheet, type TextItem } from '../drawing/sheet.ts'

export interface Style {
  readonly body: Font
  readonly hei: Font
  readonly kai: Font
  readonly title: Font
  /** Of the mark: 黑体 by the standard, anything in practice. */
  readonly mark: Font
}

export function newStyle(chance: Chance): Style {
  return {
    body: chance.pick(kinds.song),
    hei: chance.pick(kinds.hei),
    kai: chance.pick(kinds.kai),
    title: chance.pick([...kinds.title, ...kinds.title, 'hei-bold', 'song-medium'] as const),
    mark: chance.pick([...kinds.hei, ...kinds.hei, 'song-gb', 'song-ming', 'kai-gb', 'song-medium'] as const),
  }
}

/** A4 upright, in millimetres. */
export function a4(items: readonly Item[], background = '#ffffff'): Sheet {
  return { width: 210, height: 297, unit: 'mm', background, items }
}

/** Size of the mark in millimetres: 3号 mostly, smaller in practice. */
export function markSize(chance: Chance): number {
  return points(chance.pick([16, 16, 16, 15, 14, 14, 12, 12, 10.5]))
}

/** Colour of a printed mark: black mostly, grey or red at times. */
export function markColor(chance: Chance): string {
  return chance.pick([black, black, black, black, '#3a3a3a', '#5a5a5a', '#c8201e'])
}

export function text(
  content: string,
  x: number,
  y: number,
  size: number,
  font: Font,
  more: Partial<TextItem> = {},
): TextItem {
  return { kind: 'text', text: content, x, y, size, font, color: black, ...more }
}

export interface Flow {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  /** From baseline to baseline. */
  readonly pitch: number
  readonly font: Font
  readonly color?: string
  /** No line below this; the rest of the text is on the next page. */
  readonly bottom?: number
  readonly indent?: string
}

/** Paragraphs as lines. `y` of the result is the baseline of the line that would come next. */
export function flow(paragraphs: readonly string[], setting: Flow): { items: TextItem[]; y: number } {
  const items: TextItem[] = []
  let { y } = setting
  const characters = Math.floor(setting.width / setting.size)
  for (const paragraph of paragraphs) {
    for (const line of breakLines(`${setting.indent ?? '　　'}${paragraph}`, characters)) {
      if (setting.bottom !== undefined && y > setting.bottom) return { items, y }
      items.push(text(line, setting.x, y, setting.size, setting.font, { color: setting.color ?? black }))
      y += setting.pitch
    }
  }
  return { items, y }
}

/** A title as rows of at most `characters`, broken where it reads well. */
export function titleRows(title: string, characters: number): string[] {
  const letters = [...title]
  const rows = Math.ceil(letters.length / characters)
  const each = Math.ceil(letters.length / rows)
  return Array.from({ length: rows }, (_, row) => letters.slice(row * each, (row + 1) * each).join(''))
}

/** Items in another place and another size: a paper inside a post, a sheet that lies a little aside on the glass. */
export function placed(items: readonly Item[], dx: number, dy: number, factor = 1): Item[] {
  return items.map(item => placedItem(item, dx, dy, factor))
}

function placedItem(item: Item, dx: number, dy: number, factor: number): Item {
  const at = ([x, y]: readonly [number, number]) => [x * factor + dx, y * factor + dy] as const
  switch (item.kind) {
    case 'rule':
      return { ...item, from: at(item.from), to: at(item.to), thickness: item.thickness * factor }
    case 'paint':
      return {
        kind: 'paint',
        paint: context => {
          context.translate(dx, dy)
          context.scale(factor, factor)
          item.paint(context)
        },
      }
    case 'box':
      return {
        ...item,
        x: item.x * factor + dx,
        y: item.y * factor + dy,
        width: item.width * factor,
        height: item.height * factor,
        ...(item.thickness === undefined ? {} : { thickness: item.thickness * factor }),
        ...(item.radius === undefined ? {} : { radius: item.radius * factor }),
      }
    case 'seal':
      return { ...item, x: item.x * factor + dx, y: item.y * factor + dy, radius: item.radius * factor }
    case 'stamp':
      return { ...item, x: item.x * factor + dx, y: item.y * factor + dy, size: item.size * factor }
    case 'text':
      return {
        ...item,
        x: item.x * factor + dx,
        y: item.y * factor + dy,
        size: item.size * factor,
        ...(item.fit === undefined ? {} : { fit: item.fit * factor }),
      }
  }
}
