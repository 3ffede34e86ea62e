/** What placeholders inherit: a slide's from its layout, a layout's from its master (ISO/IEC 29500-1, 19.3.1.36). */
import type { Box } from '../../document/document.ts'
import type { Paint } from './paint.ts'

export interface Placeholder {
  /** ST_PlaceholderType; `obj` where the file does not say. */
  readonly type: string
  readonly idx: string
  box: Box | null
  anchor: string | undefined
  /** Sizes in points by level, from 1. */
  readonly sizes: Map<number, number>
}

/** What a layout or master defines. */
export interface Design {
  readonly placeholders: readonly Placeholder[]
  /** Of a master: sizes by `title`, `body`, `other` and level. */
  readonly textSizes: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly paint: Paint
}

export interface Inherited {
  readonly box: Box | null
  readonly anchor: string | undefined
  size(level: number): number | undefined
}

/** Types that take the place of one another. */
const families: Readonly<Record<string, string>> = {
  title: 'title',
  ctrTitle: 'title',
  dt: 'dt',
  ftr: 'ftr',
  sldNum: 'sldNum',
  hdr: 'hdr',
}

export function placeholderFamily(type: string): string {
  return families[type] ?? 'body'
}

/** @param designs the layout and its master; for a layout, its master alone. */
export function inherited(placeholder: Placeholder | null, designs: readonly Design[]): Inherited {
  const found: Placeholder[] = []
  let sought = placeholder
  for (const { placeholders } of designs) {
    const match = sought && bestMatch(sought, placeholders)
    if (match) {
      found.push(match)
      sought = match
    }
  }
  const family = sought ? placeholderFamily(sought.type) : 'other'
  const style = family === 'title' || family === 'body' ? family : 'other'
  return {
    box: found.find(each => each.box !== null)?.box ?? null,
    anchor: found.find(each => each.anchor !== undefined)?.anchor,
    size(level) {
      const stated = found.map(each => each.sizes.get(level)).find(size => size !== undefined)
      return (
        stated ?? designs.map(each => each.textSizes.get(style)?.get(level)).find(size => size !== undefined)
      )
    },
  }
}

function bestMatch(sought: Placeholder, among: readonly Placeholder[]): Placeholder | undefined {
  const family = placeholderFamily(sought.type)
  return (
    among.find(each => sought.idx !== '' && each.idx === sought.idx) ??
    among.find(each => each.type === sought.type) ??
    among.find(each => placeholderFamily(each.type) === family)
  )
}
