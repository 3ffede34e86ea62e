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
  return points(chance.pick([16, 16, 16, 15, 14, 14, 12]))
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

/** Everything moved: a scanner never takes the sheet exactly. */
export function moved(items: readonly Item[], dx: number, dy: number): Item[] {
  return items.map(item => {
    if (item.kind === 'rule') {
      const [from, to] = [item.from, item.to].map(([x, y]) => [x + dx, y + dy] as const) as [
        readonly [number, number],
        readonly [number, number],
      ]
      return { ...item, from, to }
    }
    if (item.kind === 'paint') {
      const { paint } = item
      return {
        ...item,
        paint: context => {
          context.translate(dx, dy)
          paint(context)
        },
      }
    }
    return { ...item, x: item.x + dx, y: item.y + dy }
  })
}
