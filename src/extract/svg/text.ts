/** What an SVG says: its texts line by line, titles, descriptions, metadata, links, and files written into it. */
import type { Channel, Line } from '../../document/document.ts'
import { isDataUri } from '../data-uri.ts'
import { linesOf } from '../text.ts'
import { attribute } from '../xml/read.ts'
import { childElements, textOf, type XmlNode } from '../xml/tree.ts'
import { attributeLines, treeLines } from '../xml-text.ts'
import { type Look, lookOf, type Rules, rulesOf } from './style.ts'

export interface SvgText {
  readonly lines: Line[]
  /** `data:` addresses of pictures and other files. */
  readonly dataUris: string[]
}

/** Never painted where they stand. */
const definitions = new Set(['defs', 'symbol', 'clipPath', 'mask', 'pattern', 'marker'])
/** Text of a user unit and less is there to be missed. */
const smallest = 1

export function svgText(root: XmlNode): SvgText {
  const reader = new SvgReader(rulesOf(root))
  reader.read(root, { hidden: false, size: undefined, color: undefined })
  reader.endCharacters()
  return reader
}

class SvgReader implements SvgText {
  readonly lines: Line[] = []
  readonly dataUris: string[] = []
  readonly #rules: Rules
  /** Single characters in text elements of their own, as some programs place them. */
  #characters: Line[] = []

  constructor(rules: Rules) {
    this.#rules = rules
  }

  read(node: XmlNode, outer: Look): void {
    const look = lookOf(node, this.#rules, outer)
    this.#attributes(node)
    switch (node.name) {
      case 'text':
        this.#text(node, look)
        return
      case 'title':
      case 'desc':
        this.#push(textOf(node), node.name === 'title' ? 'title' : 'alt')
        return
      case 'metadata':
      case 'RDF':
        this.lines.push(...treeLines(node, 'metadata'))
        return
      case 'foreignObject':
        this.lines.push(...treeLines(node, look.hidden ? 'hidden' : 'textbox'))
        return
      case 'style':
      case 'script':
        // Words in code: strings that are shown later, and comments.
        this.#push(
          textOf(node)
            .split('\n')
            .filter(line => /[\u2e80-\uffff]/.test(line))
            .join('\n'),
          'hidden',
        )
        return
    }
    const inner = definitions.has(node.name) ? { ...look, hidden: true } : look
    for (const child of node.children) {
      if (typeof child !== 'string') this.read(child, inner)
      else if (/\p{L}/u.test(child)) this.#push(child, 'hidden')
    }
  }

  /** Characters placed one by one read as one line as well. */
  endCharacters(): void {
    const [first] = this.#characters
    if (first && this.#characters.length > 1) {
      this.lines.push({ ...first, text: this.#characters.map(line => line.text).join('') })
    }
    this.#characters = []
  }

  #text(node: XmlNode, look: Look): void {
    const rows: { text: string; hidden: string; look: Look }[] = [{ text: '', hidden: '', look }]
    const collect = (each: XmlNode, style: Look) => {
      for (const child of each.children) {
        if (typeof child === 'string') {
          const row = rows.at(-1)
          if (row) row[style.hidden ? 'hidden' : 'text'] += child
          continue
        }
        const own = lookOf(child, this.#rules, style)
        this.#attributes(child)
        if (child.name === 'title' || child.name === 'desc') this.#push(textOf(child), 'alt')
        else {
          if (startsRow(child)) rows.push({ text: '', hidden: '', look: own })
          collect(child, own)
        }
      }
    }
    collect(node, look)
    for (const { text, hidden, look: style } of rows) {
      this.#push(hidden, 'hidden', style)
      this.#push(text, style.hidden || (style.size ?? 16) <= smallest ? 'hidden' : 'body', style)
    }
  }

  #push(text: string, channel: Channel, look?: Look): void {
    // White space is one space (SVG 1.1, 10.15), and lines do not break by themselves.
    const whole = look ? text.replace(/\s+/g, ' ').trim() : text.trim()
    for (const bare of linesOf(whole, channel)) {
      const line: Line = {
        ...bare,
        ...(look?.size === undefined ? {} : { size: look.size }),
        ...(look?.color === undefined ? {} : { color: look.color }),
      }
      this.lines.push(line)
      if (look && [...line.text].length === 1) this.#characters.push(line)
      else if (look) this.endCharacters()
    }
  }

  #attributes(node: XmlNode): void {
    const href = attribute(node, 'href') ?? ''
    if (isDataUri(href)) this.dataUris.push(href)
    const words = node.attributes.filter(({ value }) => !isDataUri(value) && value.length < 20_000)
    const silent = /^(?:d|points|transform|style|class|font-family|href|xmlns)$/
    const named = words.filter(
      ({ local }) => !silent.test(local) || (local === 'href' && !href.startsWith('#')),
    )
    this.lines.push(...attributeLines({ ...node, attributes: named }).filter(isTelling))
  }
}

/** A row of its own: placed anew in both directions, or moved down. */
function startsRow(node: XmlNode): boolean {
  const placed = attribute(node, 'x') !== undefined && attribute(node, 'y') !== undefined
  const moved = Number.parseFloat(attribute(node, 'dy') ?? '0') !== 0 && attribute(node, 'x') !== undefined
  return placed || moved || childElements(node).length > 1000
}

/** Attributes of SVG are words of the language itself; what is told by them is not. */
function isTelling(line: Line): boolean {
  return line.channel === 'link' || /[\u2e80-\uffff]|\s\S+\s/.test(line.text)
}
