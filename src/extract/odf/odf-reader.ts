/** Reads the text of an OpenDocument XML file (content, styles, flat documents) in one pass. */
import type { Channel, Line } from '../../document/document.ts'
import { Paragraph, type PieceKind } from '../docx/paragraph.ts'
import { plainLine } from '../ooxml/line.ts'
import { linesOf } from '../text.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attributeLines } from './attribute-text.ts'
import { Columns } from './columns.ts'
import { fill, type Look, type Styles } from './styles.ts'
import { TrackedChanges } from './tracked-changes.ts'
import { qualifiedName, value } from './vocabulary.ts'

/** A sheet, a slide, or everything else of one file. */
export interface OdfPart {
  readonly label: string
  readonly page: number | null
  readonly lines: Line[]
}

/** Where the characters of an element go. */
type Sink =
  | 'paragraph'
  | 'ruby'
  | 'alt'
  | 'footer'
  | 'header'
  | 'creator'
  | 'binary'
  | 'property'
  | 'other'
  | 'none'

interface Level {
  readonly name: string
  readonly element: XmlElement
  channel: Channel
  hidden: boolean
  sink: Sink
  look: Look
  /** Characters of sinks other than paragraphs. */
  text: string
  paragraph: Paragraph | null
  columns: Columns | null
  /** The part to go back to when this element ends. */
  part: OdfPart | null
}

const channels: Readonly<Record<string, Channel>> = {
  'style:header': 'header',
  'style:header-left': 'header',
  'style:header-first': 'header',
  'style:footer': 'footer',
  'style:footer-left': 'footer',
  'style:footer-first': 'footer',
  'office:annotation': 'comment',
  'text:tracked-changes': 'revision',
  'table:tracked-changes': 'revision',
  'table:help-message': 'comment',
  'table:error-message': 'comment',
}

const sinks: Readonly<Record<string, Sink>> = {
  'svg:title': 'alt',
  'svg:desc': 'alt',
  'table:title': 'alt',
  'table:desc': 'alt',
  'text:ruby-text': 'ruby',
  'text:note-citation': 'none',
  'dc:creator': 'creator',
  'dc:date': 'none',
  'meta:date-string': 'none',
  'meta:creator-initials': 'none',
  'presentation:header-decl': 'header',
  'presentation:footer-decl': 'footer',
  'presentation:date-time-decl': 'footer',
  'office:binary-data': 'binary',
}

const paragraphs = new Set(['text:p', 'text:h'])
const shapes = /^(?:draw|dr3d|form|office:forms)/
/** Values as they stand, spaces as XML writes them. */
const spaces = /[\t\r\n ]+/g

export class OdfReader implements XmlHandler {
  readonly parts: OdfPart[]
  /** Files written into the XML (flat documents), in base64. */
  readonly files: Uint8Array[] = []
  readonly #styles: Styles
  readonly #spend: (text: string) => void
  readonly #levels: Level[] = []
  readonly #changes = new TrackedChanges()
  #part: OdfPart
  #slides = 0
  readonly #labels = new Set<string>()

  /** @param label of what stands in no sheet and on no slide. @param spend called with every text that is read. */
  constructor(label: string, styles: Styles, spend: (text: string) => void) {
    this.#part = { label, page: null, lines: [] }
    this.parts = [this.#part]
    this.#styles = styles
    this.#spend = spend
  }

  open(element: XmlElement): void {
    this.#styles.open(element)
    const name = qualifiedName(element)
    const parent = this.#levels.at(-1)
    const level: Level = {
      name,
      element,
      channel: channels[name] ?? parent?.channel ?? 'body',
      hidden: parent?.hidden ?? false,
      sink: sinkOf(name, parent),
      look: parent?.look ?? {},
      text: '',
      paragraph: null,
      columns: null,
      part: null,
    }
    this.#levels.push(level)
    this.#enter(level, parent)
    for (const line of attributeLines(element)) this.#emit(line.text, line.channel)
  }

  #enter(level: Level, parent: Level | undefined): void {
    const { name, element } = level
    const paragraph = this.#paragraph()
    if (paragraphs.has(name)) {
      level.paragraph = new Paragraph()
      level.look = this.#styles.look('paragraph', value(element, 'text:style-name'))
      if (level.look.hidden) level.hidden = true
    } else if (name === 'text:span') {
      const look = this.#styles.look('text', value(element, 'text:style-name'))
      fill(look, level.look)
      level.look = look
      if (look.hidden) level.hidden = true
    } else if (name === 'text:s') {
      const count = Math.min(1000, Math.max(1, Number(value(element, 'text:c') ?? 1) || 1))
      this.#add(' '.repeat(count), level)
    } else if (name === 'text:tab') this.#add('\t', level)
    else if (name === 'text:line-break') paragraph?.break()
    else if (name === 'text:note') {
      level.channel = value(element, 'text:note-class') === 'endnote' ? 'endnote' : 'footnote'
    } else if (name === 'text:hidden-text') level.hidden = true
    else if (name === 'text:hidden-paragraph') this.#hideParagraph(element)
    else if (name === 'text:section') {
      if (/^(?:none|condition)$/.test(value(element, 'text:display') ?? '')) level.hidden = true
    } else if (name === 'text:change') {
      for (const line of this.#changes.restore(element, paragraph)) this.#part.lines.push(line)
    } else if (name.startsWith('text:change')) this.#changes.open(name, element)
    else if (name.startsWith('table:')) this.#enterTable(level, parent)
    else if (name === 'draw:page') this.#enterPage(level)
    else if (name === 'presentation:notes' && this.#slides > 0) {
      this.#begin(level, `slide ${this.#slides} notes`, null)
    } else if (shapes.test(name)) this.#enterShape(level)
  }

  #enterTable(level: Level, parent: Level | undefined): void {
    const { name, element } = level
    const columns = this.#levels.findLast(each => each.columns)?.columns
    if (name === 'table:table') {
      level.columns = new Columns()
      if (this.#styles.look('table', value(element, 'table:style-name')).hidden) level.hidden = true
      if (level.channel === 'body') level.channel = 'table'
      if (parent?.name === 'office:spreadsheet') {
        const sheet = value(element, 'table:name') ?? ''
        this.#begin(level, `sheet ${sheet}`, null)
        this.#emit(sheet, level.hidden ? 'hidden' : 'title')
      }
    } else if (name === 'table:table-row') {
      columns?.beginRow()
      if (/^(?:collapse|filter)$/.test(value(element, 'table:visibility') ?? '')) level.hidden = true
    } else if (name === 'table:table-row-group' || name === 'table:table-column-group') {
      // A folded group hides its rows, which say so themselves.
      if (value(element, 'table:display') === 'false' && name === 'table:table-row-group') level.hidden = true
    } else if (name === 'table:table-column') {
      const repeated = Number(value(element, 'table:number-columns-repeated') ?? 1)
      const shown = /^(?:collapse|filter)$/.test(value(element, 'table:visibility') ?? '') === false
      columns?.add(repeated, shown)
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      const repeated = Number(value(element, 'table:number-columns-repeated') ?? 1)
      if (columns && !columns.next(repeated)) level.hidden = true
      // Text under a merged cell is kept, and seen by nobody.
      if (name === 'table:covered-table-cell') level.hidden = true
    }
  }

  #enterPage(level: Level): void {
    if (this.#styles.look('drawing-page', value(level.element, 'draw:style-name')).hidden) level.hidden = true
    const page = ++this.#slides
    const kind = this.#levels.some(each => each.name === 'office:drawing') ? 'page' : 'slide'
    this.#begin(level, `${kind} ${page}`, page)
    const title = value(level.element, 'draw:name') ?? ''
    if (!/^[\p{L} ]{0,12}\s*\d*$/u.test(title) || /密/.test(title)) this.#emit(title, 'title')
  }

  #enterShape(level: Level): void {
    const { element, name } = level
    if (/watermark|水印/i.test(value(element, 'draw:name') ?? '')) level.channel = 'watermark'
    else if (/^(?:title|subtitle)$/.test(value(element, 'presentation:class') ?? '')) level.channel = 'title'
    else if (this.#slides === 0 && (level.channel === 'body' || level.channel === 'table')) {
      // What a master shows stands on every slide.
      const master = this.#levels.some(each => each.name === 'style:master-page')
      level.channel = master ? 'header' : 'textbox'
    }
    if (value(element, 'draw:display') === 'none' || value(element, 'draw:display') === 'printer')
      level.hidden = true
    if (name === 'draw:layer') level.sink = 'none'
  }

  text(text: string): void {
    const level = this.#levels.at(-1)
    if (!level || level.sink === 'none') return
    this.#spend(text)
    if (level.sink === 'paragraph' || level.sink === 'ruby') this.#add(text.replace(spaces, ' '), level)
    else level.text += text
  }

  close(element: XmlElement): void {
    this.#styles.close(element)
    const level = this.#levels.pop()
    if (!level) return
    if (level.paragraph) this.#closeParagraph(level, level.paragraph)
    else if (level.text !== '') this.#closeText(level)
    if (level.name === 'office:body')
      for (const line of this.#changes.remaining()) this.#part.lines.push(line)
    if (level.part) this.#part = level.part
  }

  #closeParagraph(level: Level, paragraph: Paragraph): void {
    const lines = paragraph.lines(level.hidden ? 'hidden' : level.channel)
    const deletion = this.#levels.some(each => each.name === 'text:deletion')
    if (!deletion) {
      for (const line of lines) this.#part.lines.push(line)
      return
    }
    this.#changes.keep(lines)
  }

  #closeText({ sink, text, hidden, channel }: Level): void {
    if (sink === 'binary') {
      this.files.push(Buffer.from(text, 'base64'))
      return
    }
    if (sink === 'creator') {
      if (channel === 'comment' || channel === 'revision') this.#emit(`creator=${text.trim()}`, 'metadata')
      return
    }
    if (sink === 'other') {
      const inBody = this.#levels.some(level => level.name === 'office:body')
      if (inBody && /[\p{L}\p{N}★]{2}/u.test(text))
        for (const line of linesOf(text, 'hidden')) this.#emit(line.text, 'hidden')
      return
    }
    const place: Channel = sink === 'alt' || sink === 'footer' || sink === 'header' ? sink : 'hidden'
    for (const line of linesOf(text.trim(), hidden ? 'hidden' : place)) this.#part.lines.push(line)
  }

  #add(text: string, level: Level): void {
    const kind: PieceKind =
      level.sink === 'ruby' ? 'ruby' : level.hidden ? 'hidden' : this.#changes.inserting ? 'inserted' : 'text'
    // Where the whole paragraph is hidden, its channel says so.
    const whole = this.#levels.findLast(each => each.paragraph)?.hidden ?? false
    this.#paragraph()?.add(whole && kind === 'hidden' ? 'text' : kind, text, level.look)
  }

  #paragraph(): Paragraph | undefined {
    return this.#levels.findLast(each => each.paragraph)?.paragraph ?? undefined
  }

  #hideParagraph(element: XmlElement): void {
    const level = this.#levels.findLast(each => each.paragraph)
    if (level && value(element, 'text:is-hidden') !== 'false') level.hidden = true
  }

  #begin(level: Level, label: string, page: number | null): void {
    let unique = label.trim()
    for (let n = 2; this.#labels.has(unique); n++) unique = `${label} (${n})`
    this.#labels.add(unique)
    level.part = this.#part
    this.#part = { label: unique, page, lines: [] }
    this.parts.push(this.#part)
  }

  #emit(text: string, channel: Channel): void {
    if (text.trim() === '') return
    this.#spend(text)
    this.#part.lines.push(plainLine(text, channel))
  }
}

function sinkOf(name: string, parent: Level | undefined): Sink {
  const own = sinks[name]
  if (own) return own
  if (paragraphs.has(name)) return 'paragraph'
  if (!parent) return 'other'
  if (parent.sink === 'paragraph' && (name.startsWith('draw:') || name === 'office:annotation'))
    return 'other'
  return parent.sink === 'alt' ? 'other' : parent.sink
}
