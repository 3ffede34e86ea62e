/** The style sheet: what a run looks like when it does not say so itself. */

import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { isSymbolFont } from './symbols.ts'

export interface RunProperties {
  /** Points. */
  size?: number
  /** `#rrggbb` */
  color?: string
  hidden?: boolean
  font?: string
}

interface Style extends RunProperties {
  basedOn?: string
  framed?: boolean
}

const fontSlots = ['ascii', 'hAnsi', 'eastAsia', 'cs']

/** Longer chains than this are cycles or mischief. */
const maxChain = 32

export class Styles implements XmlHandler {
  readonly #styles = new Map<string, Style>()
  readonly #resolved = new Map<string, Style>()
  readonly #defaults: Style = {}
  readonly #path: string[] = []
  #defaultParagraphStyle: string | undefined
  #current: Style | null = null

  /** A paragraph style (null: the default one) with everything it is based on, over the document's defaults. */
  paragraph(id: string | undefined): Style {
    return { ...this.#defaults, ...this.#chain(id ?? this.#defaultParagraphStyle) }
  }

  /** A character style with everything it is based on. */
  character(id: string | undefined): Style {
    return this.#chain(id)
  }

  #chain(id: string | undefined): Style {
    if (id === undefined) return {}
    const known = this.#resolved.get(id)
    if (known) return known
    const chain: Style[] = []
    let style = this.#styles.get(id)
    while (style && chain.length < maxChain) {
      chain.push(style)
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn)
    }
    const resolved: Style = Object.assign({}, ...chain.reverse())
    this.#resolved.set(id, resolved)
    return resolved
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (name === 'w:style') this.#openStyle(element)
    else if (name === 'w:rPrDefault') this.#current = this.#defaults
    else if (!this.#current) return
    else if (name === 'w:basedOn') this.#current.basedOn = attribute(element, 'val') ?? ''
    else if (name === 'w:framePr') this.#current.framed = true
    else if (parent === 'w:rPr') readRunProperty(name, element, this.#current)
  }

  #openStyle(element: XmlElement): void {
    const style: Style = {}
    this.#current = style
    const id = attribute(element, 'styleId')
    if (id === undefined) return
    this.#styles.set(id, style)
    const isDefault = /^(1|true|on)$/.test(attribute(element, 'default') ?? '')
    if (isDefault && attribute(element, 'type') === 'paragraph') this.#defaultParagraphStyle = id
  }

  text(): void {}

  close(): void {
    const name = this.#path.pop()
    if (name === 'w:style' || name === 'w:rPrDefault') this.#current = null
  }
}

/** Takes one child of `w:rPr` into a record; what is not known here is left out. */
export function readRunProperty(name: string, element: XmlElement, into: RunProperties): void {
  const value = attribute(element, 'val')
  if (name === 'w:sz') {
    const halfPoints = Number(value)
    if (halfPoints > 0) into.size = halfPoints / 2
  } else if (name === 'w:color') {
    if (value !== undefined && /^[0-9a-f]{6}$/i.test(value)) into.color = `#${value.toLowerCase()}`
  } else if (name === 'w:vanish') {
    into.hidden = isOn(value)
  } else if (name === 'w:rFonts') {
    const fonts = fontSlots.map(slot => attribute(element, slot)).filter(font => font !== undefined)
    // Which slot a character uses depends on what it is; a symbol font in any of them is what matters.
    const font = fonts.find(isSymbolFont) ?? fonts[0]
    if (font !== undefined) into.font = font
  }
}

/** ISO/IEC 29500-1, 22.9.2.7 (ST_OnOff): an element without a value is on. */
function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(0|false|off)$/.test(value)
}
