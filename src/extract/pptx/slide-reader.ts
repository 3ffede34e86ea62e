/** Reads a slide, a layout, a master or a page of notes: the text of every shape, and where it stands. */
import type { Box, Channel, Line } from '../../document/document.ts'
import type { DrawnLine } from '../ooxml/drawing-reader.ts'
import { DrawingReader } from '../ooxml/drawing-reader.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { boxOf, isOutside, outOfGroup, points, readTransform } from './geometry.ts'
import { lineBoxes } from './line-boxes.ts'
import { fillOf, isWhiteBehind, Paint } from './paint.ts'
import type { Design, Inherited, Placeholder } from './placeholders.ts'
import { inherited, placeholderFamily } from './placeholders.ts'
import { isPrompt } from './prompts.ts'
import type { Shape } from './shape.ts'
import { newShape } from './shape.ts'

export interface SlideSettings {
  /** `design`: a layout or master, whose placeholders hold prompts that no slide shows. */
  readonly kind: 'slide' | 'notes' | 'design'
  /** Width and height in points; null leaves places out. */
  readonly size: readonly [number, number] | null
  /** What placeholders inherit from, the nearest first. */
  readonly designs: readonly Design[]
  readonly budget: TextBudget
  /** Whether nobody sees the slide although it does not say so itself. */
  readonly hidden: boolean
}

const shapeNames = new Set(['p:sp', 'p:pic', 'p:graphicFrame', 'p:cxnSp', 'p:grpSp', 'p:contentPart'])
/** Shapes that are pictures, tables or charts: they cover what is behind them. */
const opaqueNames = new Set(['p:pic', 'p:graphicFrame'])
/** PowerPoint allows 75; the places of cells beyond are left to their row. */
const mostColumns = 1000
/** Characters of up to this size are not seen. */
const tinyPoints = 2
const placeholderChannels: Readonly<Record<string, Channel>> = {
  title: 'title',
  ftr: 'footer',
  dt: 'footer',
  sldNum: 'footer',
  hdr: 'header',
}

export class SlideReader implements XmlHandler, Design {
  readonly placeholders: Placeholder[] = []
  readonly textSizes = new Map<string, Map<number, number>>()
  readonly paint = new Paint()
  readonly #settings: SlideSettings
  readonly #text: DrawingReader
  readonly #path: string[] = []
  readonly #shapes: Shape[] = []
  /** Null for a line that is not given out. */
  readonly #placed = new Map<DrawnLine, Line | null>()
  /** How many of the drawn lines have their place. */
  #cursor = 0
  #inherited: Inherited | null = null
  #hidden: boolean

  constructor(settings: SlideSettings) {
    this.#settings = settings
    this.#hidden = settings.hidden
    this.#text = new DrawingReader(
      { text: 'body', values: 'textbox', attributes: 'metadata' },
      settings.budget,
      level => this.#inheritedSize(level),
    )
  }

  /** The lines read, also when the part broke off. */
  finish(): Line[] {
    while (this.#path.length > 0) this.close()
    this.#place(null)
    return this.#text.drawn.map(each => this.#placed.get(each) ?? null).filter(line => line !== null)
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    const parent = this.#path.at(-1) ?? ''
    this.#path.push(name)
    const shape = this.#shapes.at(-1)
    if (this.#path.includes('p:bg')) this.paint.readBackground(name, parent, element)
    else if (shapeNames.has(name)) {
      this.#place(shape ?? null)
      this.#shapes.push(newShape(name === 'p:grpSp', this.#text.drawn.length))
      this.#inherited = null
    } else if (name === 'p:sld') {
      this.#hidden ||= /^(0|false|off)$/.test(attribute(element, 'show') ?? '')
    } else if (name === 'a:defRPr') this.#textSize(parent, element, shape)
    else if (shape) this.#openInShape(name, parent, element, shape)
    this.#text.open(element)
  }

  text(text: string): void {
    this.#text.text(text)
  }

  close(): void {
    const name = this.#path.pop() ?? ''
    this.#text.close()
    // The end of a branch of alternatives takes out what it repeats.
    this.#cursor = Math.min(this.#cursor, this.#text.drawn.length)
    const shape = this.#shapes.at(-1)
    if (name === 'a:tc' && shape?.table) this.#closeCell(shape)
    else if (shapeNames.has(name) && shape) {
      this.#place(shape)
      this.#rememberPlaceholder(shape)
      if (shape.filled || opaqueNames.has(name)) this.paint.add(this.#frame(shape))
      this.#shapes.pop()
      this.#inherited = null
    }
  }

  #openInShape(name: string, parent: string, element: XmlElement, shape: Shape): void {
    const fill = fillOf(name, parent, element)
    // What the shape says itself comes first, then its style.
    if (fill !== null) shape.filled ??= fill
    if (name === 'p:cNvPr') shape.hidden ||= /^(1|true|on)$/.test(attribute(element, 'hidden') ?? '')
    else if (name === 'p:ph') {
      const type = attribute(element, 'type') ?? 'obj'
      const idx = attribute(element, 'idx') ?? ''
      shape.placeholder = { type, idx, box: null, anchor: undefined, sizes: new Map() }
      this.#inherited = null
    } else if (parent === 'a:xfrm' || parent === 'p:xfrm') readTransform(element, shape.transform)
    else if (name === 'a:bodyPr') shape.anchor = attribute(element, 'anchor')
    else if (name === 'a:tbl') {
      shape.table = { widths: [], row: { top: 0, height: 0 }, column: 0, cells: [] }
    } else if (shape.table) this.#openInTable(name, element, shape)
  }

  #openInTable(name: string, element: XmlElement, { table }: Shape): void {
    if (!table) return
    if (name === 'a:gridCol') {
      if (table.widths.length < mostColumns) table.widths.push(points(element, 'w'))
    } else if (name === 'a:tr') {
      table.row = { top: table.row.top + table.row.height, height: points(element, 'h') }
      table.column = 0
    } else if (name === 'a:tc') {
      const left = table.widths.slice(0, table.column).reduce((sum, width) => sum + width, 0)
      const span = Math.min(table.widths.length, Number(attribute(element, 'gridSpan')) || 1)
      const width = table.widths.slice(table.column, table.column + span).reduce((sum, each) => sum + each, 0)
      const start = this.#text.drawn.length
      table.cells.push({ start, end: start, box: [left, table.row.top, width, table.row.height] })
      table.column++
    }
  }

  #closeCell({ table }: Shape): void {
    const cell = table?.cells.at(-1)
    if (cell) cell.end = this.#text.drawn.length
  }

  /** Sizes that a layout's placeholder or a master's text styles give to others. */
  #textSize(parent: string, element: XmlElement, shape: Shape | undefined): void {
    const level = Number(/^a:lvl(\d)pPr$/.exec(parent)?.[1])
    const size = Number(attribute(element, 'sz')) / 100
    if (!(level > 0 && size > 0)) return
    const around = this.#path.at(-3) ?? ''
    const style = /^p:(title|body|other)Style$/.exec(around)?.[1]
    if (style !== undefined) {
      const sizes = this.textSizes.get(style) ?? new Map<number, number>()
      this.textSizes.set(style, sizes.set(level, size))
    } else if (around === 'a:lstStyle') shape?.placeholder?.sizes.set(level, size)
  }

  #inheritedSize(level: number): number | undefined {
    return this.#inheritance(this.#shapes.at(-1)).size(level)
  }

  #inheritance(shape: Shape | undefined): Inherited {
    this.#inherited ??= inherited(shape?.placeholder ?? null, this.#settings.designs)
    return this.#inherited
  }

  #rememberPlaceholder({ placeholder, transform, anchor }: Shape): void {
    if (!placeholder) return
    placeholder.box = boxOf(transform)
    placeholder.anchor = anchor
    this.placeholders.push(placeholder)
  }

  /** Gives all lines that have no place yet that of the shape. */
  #place(shape: Shape | null): void {
    const start = this.#cursor
    const drawn = this.#text.drawn.slice(start)
    this.#cursor = this.#text.drawn.length
    if (!shape || shape.group) {
      const hidden = this.#hidden || this.#shapes.some(each => each.hidden)
      for (const each of drawn)
        this.#placed.set(each, this.#placedLine(each, this.#channelOf(null, hidden), null))
      return
    }
    const frame = this.#frame(shape)
    const boxes = frame ? this.#boxes(drawn, start, shape, frame) : []
    const outside = frame !== null && this.#settings.size !== null && isOutside(frame, this.#settings.size)
    const hidden = this.#hidden || outside || this.#shapes.some(each => each.hidden)
    const channel = this.#channelOf(shape, hidden)
    for (const [i, each] of drawn.entries()) {
      const prompt = this.#settings.kind === 'design' && shape.placeholder && isPrompt(each.line.text)
      const unseen = each.paragraph && this.#isUnseen(each.line, shape, frame)
      const line = this.#placedLine(each, unseen ? 'hidden' : channel, boxes[i] ?? null)
      this.#placed.set(each, prompt ? null : line)
    }
  }

  /** Too small, or white on nothing but white. */
  #isUnseen({ size, color }: Line, shape: Shape, frame: Box | null): boolean {
    if (size !== undefined && size <= tinyPoints) return true
    if (color !== '#ffffff' || !frame || shape.filled || shape.table) return false
    return isWhiteBehind(frame, [this.paint, ...this.#settings.designs.map(each => each.paint)])
  }

  #placedLine({ line, paragraph }: DrawnLine, channel: Channel, box: Box | null): Line {
    return { ...line, channel: paragraph ? channel : line.channel, box }
  }

  #channelOf(shape: Shape | null, hidden: boolean): Channel {
    if (hidden) return 'hidden'
    const family = shape?.placeholder ? placeholderFamily(shape.placeholder.type) : ''
    const special = placeholderChannels[family]
    if (this.#settings.kind === 'design') {
      // The title and text of a layout are prompts; what is not, somebody put there.
      if (shape?.placeholder) return special === 'footer' || special === 'header' ? special : 'hidden'
      return 'header'
    }
    return shape?.table ? 'table' : (special ?? 'body')
  }

  #frame(shape: Shape): Box | null {
    if (this.#settings.size === null) return null
    const own = boxOf(shape.transform)
    if (!own) return this.#inheritance(shape).box
    const groups = this.#shapes.filter(each => each.group).toReversed()
    return groups.reduce((box, group) => outOfGroup(box, group.transform), own)
  }

  #boxes(drawn: readonly DrawnLine[], start: number, shape: Shape, frame: Box): (Box | null)[] {
    const boxes: (Box | null)[] = drawn.map(() => frame)
    const spread = (from: number, to: number, into: Box, anchor: string) => {
      const list: number[] = []
      for (let i = from; i < to; i++) if (drawn[i]?.paragraph) list.push(i)
      const lines = list.flatMap(i => drawn[i] ?? [])
      for (const [n, box] of lineBoxes(lines, into, anchor).entries()) boxes[list[n] ?? 0] = box
    }
    if (!shape.table) spread(0, drawn.length, frame, shape.anchor ?? this.#inheritance(shape).anchor ?? 't')
    for (const cell of shape.table?.cells ?? []) {
      const [x, y, width, height] = cell.box
      spread(cell.start - start, cell.end - start, [frame[0] + x, frame[1] + y, width, height], 't')
    }
    return boxes
  }
}
