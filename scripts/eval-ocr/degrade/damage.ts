/** The step from a drawn sheet to a file: what every family of degradations offers. */
import type { Parameters } from '../case.ts'
import type { Chance } from '../chance.ts'
import type { Picture } from '../drawing/picture.ts'
import { type DrawnLine, pixelsPerMillimetre, render } from '../drawing/render.ts'
import type { Sheet } from '../drawing/sheet.ts'
import type { Sign } from '../signs.ts'
import type { Encoded } from './encode.ts'
import { resized } from './scan.ts'

export interface Subject {
  readonly page: string
  readonly sheet: Sheet
  readonly sign: Sign | null
}

export interface Damaged {
  readonly encoded: Encoded
  readonly params: Parameters
  readonly lines: readonly DrawnLine[]
  readonly size: readonly [number, number]
  /** Pixels of the file for one of the drawing, across the lines of text. */
  readonly scale: number
}

export type Damage = (subject: Subject, chance: Chance, index: number) => Promise<Damaged>

export interface Taken {
  readonly picture: Picture
  readonly lines: readonly DrawnLine[]
  readonly size: readonly [number, number]
}

/** Width in pixels of a sheet at a resolution; a sheet in pixels counts 96 to the inch. */
export function scaleOf(sheet: Sheet, dpi: number): number {
  return sheet.unit === 'mm' ? pixelsPerMillimetre(dpi) : dpi / 96
}

/** Height of the sign's type in the sheet's units; that of body text where there is none. */
export function signSize({ items, unit }: Sheet): number {
  const sign = items.find(item => (item.kind === 'text' || item.kind === 'stamp') && item.tag === 'sign')
  if (sign?.kind === 'text' || sign?.kind === 'stamp') return sign.size
  return unit === 'mm' ? 5 : 16
}

/** Exported from an office program or a PDF: drawn at the resolution itself. */
export function exported(sheet: Sheet, dpi: number): Taken {
  const { picture, lines } = render(sheet, scaleOf(sheet, dpi))
  return { picture, lines, size: [picture.width, picture.height] }
}

/** Printed, then scanned: the print is finer than the scanner, whose sensor averages. */
export async function scanned(sheet: Sheet, dpi: number): Promise<Taken> {
  const print = Math.max(300, dpi)
  const drawn = render(sheet, scaleOf(sheet, print))
  const width = Math.round(sheet.width * scaleOf(sheet, dpi))
  const picture = dpi === print ? drawn.picture : await resized(drawn.picture, width)
  const factor = width / drawn.picture.width
  const lines = drawn.lines.map(line => ({
    ...line,
    box: line.box.map(value => value * factor) as unknown as DrawnLine['box'],
    size: line.size * factor,
  }))
  return { picture, lines, size: [picture.width, picture.height] }
}
