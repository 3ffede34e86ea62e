/** What of OpenDocument styles (1.3 part 3, clause 16) decides whether and how text is seen. */
import type { XmlElement } from '../xml/read.ts'
import { qualifiedName, value } from './vocabulary.ts'

export interface Look {
  /** Points. */
  size?: number
  /** `#rrggbb` */
  color?: string
  /** Text, sheet or slide that is not shown. */
  hidden?: boolean
}

interface Style extends Look {
  readonly parent: string | undefined
}

const points: Readonly<Record<string, number>> = { pt: 1, cm: 28.346, mm: 2.8346, in: 72, px: 0.75, pc: 12 }
const maxParents = 32

/** `16pt`, `0.5cm` in points; undefined for shares of another size. */
export function lengthOf(text: string | undefined): number | undefined {
  const match = /^([\d.]{1,12})(pt|cm|mm|in|px|pc)$/.exec(text?.trim() ?? '')
  const length = Number(match?.[1]) * (points[match?.[2] ?? ''] ?? Number.NaN)
  return Number.isFinite(length) ? length : undefined
}

export class Styles {
  readonly #outer: Styles | null
  readonly #styles = new Map<string, Style>()
  #current: Style | null = null

  /** @param outer styles of the whole document, under the automatic ones of one file. */
  constructor(outer: Styles | null) {
    this.#outer = outer
  }

  /** To be shown every element. */
  open(element: XmlElement): void {
    const name = qualifiedName(element)
    if (name === 'style:style' || name === 'style:default-style') {
      const key = `${value(element, 'style:family') ?? ''} ${value(element, 'style:name') ?? ''}`
      this.#current = { parent: value(element, 'style:parent-style-name') }
      this.#styles.set(key, this.#current)
    }
    const style = this.#current
    if (!style) return
    if (name === 'style:text-properties') {
      const size = lengthOf(value(element, 'fo:font-size'))
      if (size !== undefined && size > 0) style.size = size
      const color = value(element, 'fo:color')
      if (color && /^#[0-9a-f]{6}$/i.test(color)) style.color = color.toLowerCase()
      const display = value(element, 'text:display')
      if (display) style.hidden = display === 'none'
    } else if (name === 'style:table-properties') {
      if (value(element, 'table:display') === 'false') style.hidden = true
    } else if (name === 'style:drawing-page-properties') {
      if (value(element, 'presentation:visibility') === 'hidden') style.hidden = true
    }
  }

  close(element: XmlElement): void {
    const name = qualifiedName(element)
    if (name === 'style:style' || name === 'style:default-style') this.#current = null
  }

  /** What a style, its parents and the default of its family say. */
  look(family: string, name: string | undefined): Look {
    const look: Look = {}
    let next = name
    for (let n = 0; next !== undefined && n < maxParents; n++) {
      const style = this.#find(`${family} ${next}`)
      if (!style) break
      fill(look, style)
      next = style.parent
    }
    const base = family === 'text' ? undefined : this.#find(`${family} `)
    if (base) fill(look, base)
    return look
  }

  #find(key: string): Style | undefined {
    return this.#styles.get(key) ?? (this.#outer ? this.#outer.#find(key) : undefined)
  }
}

/** Adds what is not said yet. */
export function fill(look: Look, more: Look): void {
  if (look.size === undefined && more.size !== undefined) look.size = more.size
  if (look.color === undefined && more.color !== undefined) look.color = more.color
  if (look.hidden === undefined && more.hidden !== undefined) look.hidden = more.hidden
}
