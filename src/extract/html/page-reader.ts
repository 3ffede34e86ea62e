/** Reads the markup of one page as it streams by: lines of text under their channels, and what is embedded. */
import type { Channel, Line } from '../../document/document.ts'
import { dataUrisIn } from '../data-uri.ts'
import { jsonTexts } from '../json.ts'
import { shownOrders } from '../shown-order.ts'
import { splitLines, textLine } from '../text.ts'
import { type Attributes, readAttributes } from './attributes.ts'
import { BoundedParser } from './bounded-parser.ts'
import { cssUnescaped, type Declarations, StyleSheet } from './css.ts'
import { annotationElements, blockElements, cellElements, hiddenElements, preformatted } from './elements.ts'
import { generatedContent } from './generated-content.ts'
import { MixedLine } from './mixed-line.ts'
import { PseudoElements } from './pseudo-elements.ts'
import { cssMarks, scriptTexts } from './script-texts.ts'
import type { StyledElement } from './selectors.ts'
import { type Colours, coloursUnder, isBlockBy, isHiddenBy, isInvisible } from './visibility.ts'

interface OpenElement extends StyledElement {
  readonly block: boolean
  readonly channel: Channel
  readonly preformatted: boolean
  readonly colours: Colours
  /** How what the element holds is kept from becoming a line: code, styles, data for scripts. */
  readonly raw: 'style' | 'script' | 'data' | 'shown' | null
  /** Controls that override the direction of its text, outermost first (`bdo`). */
  readonly overrides: string
  /** What the styles put behind its text. */
  readonly after: string
}

export interface PageContent {
  readonly lines: Line[]
  /** Addresses that carry their content with them (`data:`). */
  readonly dataUris: string[]
  /** Pages inside the page (`iframe srcdoc`). */
  readonly innerPages: string[]
  /** Scripts, and data for them, in which addresses may stand. */
  readonly scripts: string[]
}

/** Runs of text that are put together at the same time: what is shown, and what is not. */
type Stream = 'shown' | 'unseen'

/**
 * @param unseen whether everything in it is hidden (the inside of a comment).
 */
export function readPage(html: string, unseen = false): PageContent {
  const reader = new PageReader(html, unseen)
  return reader.content
}

class PageReader {
  readonly content: PageContent = { lines: [], dataUris: [], innerPages: [], scripts: [] }
  readonly #styles = new StyleSheet()
  readonly #pseudoElements = new PseudoElements()
  readonly #path: OpenElement[] = []
  readonly #root: OpenElement
  readonly #text: Record<Stream, { pieces: string[]; channel: Channel; overrides: string }> = {
    shown: { pieces: [], channel: 'body', overrides: '' },
    unseen: { pieces: [], channel: 'hidden', overrides: '' },
  }
  /** Attributes that the styles put on the page. */
  readonly #shownAttributes = new Set<string>()
  readonly #mixed = new MixedLine()
  #raw = ''

  constructor(html: string, unseen: boolean) {
    for (const css of styleBlocks(html)) {
      this.#styles.add(css)
      this.#pseudoElements.add(css)
      const { texts, possible, attributes } = generatedContent(css)
      for (const text of texts) this.#line(text, unseen ? 'hidden' : 'body')
      for (const text of possible) this.#line(text, 'hidden')
      for (const name of attributes) this.#shownAttributes.add(name)
      for (const uri of dataUrisIn(cssUnescaped(css))) this.content.dataUris.push(uri)
    }
    // Lettering in white is invisible on a page without styles; with external ones nobody knows.
    const plain = !/<link\b[^<>]{0,2000}stylesheet|@import/i.test(html)
    this.#root = {
      name: '',
      id: '',
      classes: [],
      block: true,
      channel: unseen ? 'hidden' : 'body',
      // Text outside every element is often a text with a few tags in it, whose lines are lines.
      preformatted: true,
      colours: { text: plain ? [0, 0, 0] : null, background: plain ? [255, 255, 255] : null },
      raw: null,
      overrides: '',
      after: '',
    }
    const parser = new BoundedParser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        onclosetag: () => this.#close(),
        ontext: text => this.#append(text),
        oncomment: text => this.#comment(text),
        onprocessinginstruction: (name, text) => {
          if (name !== '?xml' && name.startsWith('?')) this.#line(text, 'hidden')
        },
      },
      () => this.#path.length,
    )
    parser.end(html)
    while (this.#path.length > 0) this.#close()
    this.#flush('shown')
    this.#flush('unseen')
  }

  get #current(): OpenElement {
    return this.#path.at(-1) ?? this.#root
  }

  #open(name: string, attributes: Attributes): void {
    const parent = this.#current
    const classes = attributes.class ? attributes.class.split(/\s+/, 50).filter(word => word !== '') : []
    const element = { name, id: attributes.id ?? '', classes }
    const style = this.#styles.resolve(element, this.#path, styleOf(attributes))
    const colours = coloursUnder(parent.colours, style)
    const channel = channelOf(name, attributes, style, colours, parent)
    const block = blockElements.has(name) || isBlockBy(style)
    const { before, after } = this.#pseudoElements.of(element, this.#path, attributes)
    const open: OpenElement = {
      ...element,
      block,
      channel,
      colours,
      preformatted:
        (parent.preformatted && parent !== this.#root) ||
        preformatted.has(name) ||
        /^pre/.test(style.get('white-space') ?? ''),
      raw: rawKind(name, attributes, style),
      overrides: parent.overrides + overrideOf(name, attributes, style),
      after,
    }
    if (block) this.#endBlock(channel)
    if (channel !== parent.channel && streamOf(channel) === 'unseen') this.#flush('unseen')
    this.#path.push(open)
    this.#mixed.addGenerated(before)
    readAttributes(name, attributes, channel, this.#shownAttributes, {
      line: (text, under) => this.#line(text, under),
      dataUri: uri => this.content.dataUris.push(uri),
      innerPage: page => this.content.innerPages.push(page),
      script: source => this.#script(source),
    })
  }

  #close(): void {
    const element = this.#path.pop()
    if (!element) return
    if (element.raw) {
      if (element.raw === 'script') this.#script(this.#raw)
      else if (element.raw === 'style') for (const text of cssMarks(this.#raw)) this.#line(text, 'hidden')
      else if (element.raw === 'shown') {
        for (const text of splitLines(this.#raw)) this.#line(text, 'body')
        if (element.name === 'script') this.#script(this.#raw)
      } else if (element.raw === 'data') {
        for (const text of jsonTexts(this.#raw)) this.#line(text, 'hidden')
        this.content.scripts.push(this.#raw)
      }
      this.#raw = ''
    }
    this.#mixed.addGenerated(element.after)
    if (element.block) this.#endBlock(element.channel)
    if (element.channel !== this.#current.channel && streamOf(element.channel) === 'unseen')
      this.#flush('unseen')
  }

  #append(text: string): void {
    const { raw, channel, preformatted: verbatim } = this.#current
    if (raw) {
      this.#raw += text
      return
    }
    const stream = streamOf(channel)
    const target = this.#text[stream]
    this.#mixed.add(text, stream === 'shown')
    if (target.channel !== channel) this.#flush(stream)
    target.channel = channel
    this.#override(target)
    if (!verbatim) {
      target.pieces.push(text.replaceAll(/[ \t\r\n\f]+/g, ' '))
      return
    }
    const [first = '', ...rest] = text.split(/\r\n|[\r\n]/)
    target.pieces.push(first)
    for (const piece of rest) {
      this.#flush(stream)
      this.#override(target)
      target.pieces.push(piece)
      target.channel = channel
    }
  }

  #endBlock(channel: Channel): void {
    this.#flush(streamOf(channel))
    const mixed = this.#mixed.finish()
    if (mixed !== null) this.#line(mixed.replaceAll(/\s+/g, ' '), 'hidden')
  }

  /** Marks where the direction of the text begins and ceases to be overridden, as U+202E does in plain text. */
  #override(target: { pieces: string[]; overrides: string }): void {
    const { overrides } = this.#current
    if (overrides === target.overrides) return
    let common = 0
    while (common < overrides.length && overrides[common] === target.overrides[common]) common++
    const left = target.overrides.length - common
    target.pieces.push('\u202c'.repeat(left) + overrides.slice(common))
    target.overrides = overrides
  }

  #flush(stream: Stream): void {
    const target = this.#text[stream]
    const { pieces, channel } = target
    if (pieces.length === 0) return
    const text = pieces.join('').replaceAll(/ {2,}/g, ' ')
    pieces.length = 0
    target.overrides = ''
    this.#line(text, channel)
  }

  #line(text: string, channel: Channel): void {
    const trimmed = text.trim()
    if (trimmed === '') return
    this.content.lines.push(textLine(trimmed, channel))
    for (const shown of shownOrders(trimmed)) this.content.lines.push(textLine(shown.trim(), 'hidden'))
  }

  #script(source: string): void {
    this.content.scripts.push(source)
    const { lines, pages } = scriptTexts(source)
    for (const line of lines) this.#line(line, 'hidden')
    for (const page of pages) this.#unseen(page)
  }

  #comment(text: string): void {
    this.#unseen(text.replaceAll('<!--', ' '))
  }

  /** Markup that is no part of the page, in a comment or a script. */
  #unseen(html: string): void {
    // Inside such markup it is not parsed again: a page could nest it as deep as it is long.
    if (this.#root.channel === 'hidden' || !html.includes('<')) {
      const bare = html.replaceAll(/<[^<>]{0,4000}>/g, '\n')
      for (const line of bare.split('\n')) this.#line(line, 'hidden')
      return
    }
    const inner = readPage(html, true)
    for (const line of inner.lines) this.content.lines.push(line)
    for (const uri of inner.dataUris) this.content.dataUris.push(uri)
    for (const page of inner.innerPages) this.content.innerPages.push(page)
    for (const script of inner.scripts) this.content.scripts.push(script)
  }
}

function streamOf(channel: Channel): Stream {
  return channel === 'hidden' || channel === 'alt' ? 'unseen' : 'shown'
}

/** Attributes that set colours before there was CSS, put before the style attribute. */
function styleOf({ style = '', color, bgcolor, background }: Attributes): string {
  const old = `${color ? `color:${color};` : ''}${bgcolor ? `background-color:${bgcolor};` : ''}`
  return `${old}${background ? 'background-image:url(x);' : ''}${style}`
}

function channelOf(
  name: string,
  attributes: Attributes,
  style: Declarations,
  colours: Colours,
  parent: OpenElement,
): Channel {
  if (parent.channel === 'hidden' || 'hidden' in attributes || hiddenElements.has(name)) return 'hidden'
  if (name === 'dialog' && !('open' in attributes)) return 'hidden'
  if (isHiddenBy(style)) return 'hidden'
  if (colours !== parent.colours && isInvisible(colours)) return 'hidden'
  if (annotationElements.has(name)) return 'alt'
  if (name === 'title')
    return parent.name === 'head' || parent.name === 'html' || parent.name === '' ? 'title' : 'alt'
  if (cellElements.has(name)) return 'table'
  return parent.channel === 'title' ? 'body' : parent.channel
}

/** Scripts that hold data and not code say something (`application/ld+json`, templates). */
function rawKind(name: string, { type = '' }: Attributes, style: Declarations): OpenElement['raw'] {
  if (name !== 'style' && name !== 'script') return null
  // Nothing but the browser's own style sheet keeps them from being shown.
  if ((style.get('display') ?? 'none') !== 'none') return 'shown'
  if (name === 'style') return 'style'
  return /json|template|text\/plain|html/i.test(type) ? 'data' : 'script'
}

/** The control that does to plain text what the element does to its own (CSS Writing Modes Level 4 §2.2). */
function overrideOf(name: string, { dir = '' }: Attributes, style: Declarations): string {
  const overrides = /override/.test(style.get('unicode-bidi') ?? '') || name === 'bdo'
  if (!overrides) return ''
  return (style.get('direction') ?? dir).trim().toLowerCase() === 'rtl' ? '\u202e' : '\u202d'
}

/** Contents of all `<style>` elements, which hold for the elements before them as well. */
function* styleBlocks(html: string): Generator<string> {
  const opening = /<style\b[^<>]{0,2000}>/gi
  for (let match = opening.exec(html); match; match = opening.exec(html)) {
    const start = opening.lastIndex
    const closing = /<\/style/gi
    closing.lastIndex = start
    const end = closing.exec(html)?.index ?? html.length
    yield html.slice(start, end)
    opening.lastIndex = end
  }
}
