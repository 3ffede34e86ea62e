/** Reads the markup of one page as it streams by: lines of text under their channels, and what is embedded. */
import type { Channel, Line } from '../../document/document.ts'
import { dataUrisIn, isDataUri } from '../data-uri.ts'
import { jsonTexts } from '../json.ts'
import { textLine } from '../text.ts'
import { BoundedParser } from './bounded-parser.ts'
import { type Declarations, generatedTexts, type StyledElement, StyleSheet } from './css.ts'
import {
  annotationElements,
  blockElements,
  cellElements,
  hiddenElements,
  linkAttributes,
  preformatted,
  technicalMeta,
  textAttributes,
} from './elements.ts'
import { type Colours, coloursUnder, isBlockBy, isHiddenBy, isInvisible } from './visibility.ts'

interface OpenElement extends StyledElement {
  readonly block: boolean
  readonly channel: Channel
  readonly preformatted: boolean
  readonly colours: Colours
  /** How what the element holds is kept from becoming a line: code, styles, data for scripts. */
  readonly raw: 'code' | 'data' | null
}

type Attributes = Readonly<Record<string, string>>

export interface PageContent {
  readonly lines: Line[]
  /** Addresses that carry their content with them (`data:`). */
  readonly dataUris: string[]
  /** Pages inside the page (`iframe srcdoc`). */
  readonly innerPages: string[]
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
  readonly content: PageContent = { lines: [], dataUris: [], innerPages: [] }
  readonly #styles = new StyleSheet()
  readonly #path: OpenElement[] = []
  readonly #root: OpenElement
  readonly #text: Record<Stream, { pieces: string[]; channel: Channel }> = {
    shown: { pieces: [], channel: 'body' },
    unseen: { pieces: [], channel: 'hidden' },
  }
  #raw = ''

  constructor(html: string, unseen: boolean) {
    for (const css of styleBlocks(html)) {
      this.#styles.add(css)
      for (const text of generatedTexts(css)) this.#line(text, unseen ? 'hidden' : 'body')
      for (const uri of dataUrisIn(css)) this.content.dataUris.push(uri)
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
    const open: OpenElement = {
      ...element,
      block,
      channel,
      colours,
      preformatted:
        (parent.preformatted && parent !== this.#root) ||
        preformatted.has(name) ||
        /^pre/.test(style.get('white-space') ?? ''),
      raw: rawKind(name, attributes),
    }
    if (block) this.#flush(streamOf(channel))
    if (channel !== parent.channel && streamOf(channel) === 'unseen') this.#flush('unseen')
    this.#path.push(open)
    this.#attributes(name, attributes, channel)
  }

  #close(): void {
    const element = this.#path.pop()
    if (!element) return
    if (element.raw) {
      if (element.raw === 'data') for (const text of jsonTexts(this.#raw)) this.#line(text, 'hidden')
      this.#raw = ''
    }
    if (element.block) this.#flush(streamOf(element.channel))
    if (element.channel !== this.#current.channel && streamOf(element.channel) === 'unseen')
      this.#flush('unseen')
  }

  #append(text: string): void {
    const { raw, channel, preformatted: verbatim } = this.#current
    if (raw) {
      if (raw === 'data') this.#raw += text
      return
    }
    const stream = streamOf(channel)
    const target = this.#text[stream]
    if (target.channel !== channel) this.#flush(stream)
    target.channel = channel
    if (!verbatim) {
      target.pieces.push(text.replaceAll(/[ \t\r\n\f]+/g, ' '))
      return
    }
    const [first = '', ...rest] = text.split(/\r\n|[\r\n]/)
    target.pieces.push(first)
    for (const piece of rest) {
      this.#flush(stream)
      target.pieces.push(piece)
      target.channel = channel
    }
  }

  #flush(stream: Stream): void {
    const { pieces, channel } = this.#text[stream]
    if (pieces.length === 0) return
    const text = pieces.join('').replaceAll(/ {2,}/g, ' ')
    pieces.length = 0
    this.#line(text, channel)
  }

  #line(text: string, channel: Channel): void {
    const trimmed = text.trim()
    if (trimmed !== '') this.content.lines.push(textLine(trimmed, channel))
  }

  #comment(text: string): void {
    // A comment inside a comment is not parsed again: a page could nest them as deep as it is long.
    if (this.#root.channel === 'hidden' || !text.includes('<')) {
      const bare = text.replaceAll(/<[^<>]{0,4000}>/g, '\n')
      for (const line of bare.split('\n')) this.#line(line, 'hidden')
      return
    }
    const inner = readPage(text.replaceAll('<!--', ' '), true)
    for (const line of inner.lines) this.content.lines.push(line)
    for (const uri of inner.dataUris) this.content.dataUris.push(uri)
    for (const page of inner.innerPages) this.content.innerPages.push(page)
  }

  #attributes(name: string, attributes: Attributes, channel: Channel): void {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value === '') continue
      if (name === 'meta') {
        const about =
          attributes.name ?? attributes.property ?? attributes.itemprop ?? attributes['http-equiv'] ?? ''
        if (attribute === 'content' && !technicalMeta.test(about.trim())) this.#line(value, 'metadata')
      } else if (attribute === 'srcdoc') this.content.innerPages.push(value)
      else if (linkAttributes.has(attribute)) this.#link(value)
      else if (attribute === 'srcset' || attribute === 'style') this.#embedded(value, attribute)
      else if (textAttributes.has(attribute)) this.#line(value, 'alt')
      else if (attribute === 'value') this.#value(name, attributes, value, channel)
    }
  }

  #link(value: string): void {
    if (isDataUri(value)) this.content.dataUris.push(value)
    else if (!nowhere.test(value)) this.#line(readableAddress(value), 'link')
  }

  #embedded(value: string, attribute: string): void {
    for (const uri of dataUrisIn(value)) this.content.dataUris.push(uri)
    if (attribute === 'srcset' && !/data:/i.test(value))
      for (const address of value.split(',', 50)) this.#line(readableAddress(address), 'link')
  }

  /** The value of a field is what it shows; of a hidden one, what it sends. */
  #value(name: string, attributes: Attributes, value: string, channel: Channel): void {
    if (name === 'option' || name === 'li') return
    const type = (attributes.type ?? 'text').toLowerCase()
    const unseen =
      type === 'hidden' || type === 'checkbox' || type === 'radio' || name === 'param' || name === 'data'
    this.#line(value, unseen ? 'hidden' : channel)
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
function rawKind(name: string, { type = '' }: Attributes): OpenElement['raw'] {
  if (name === 'style') return 'code'
  if (name !== 'script') return null
  return /json|template|text\/plain|html/i.test(type) ? 'data' : 'code'
}

/** Links that lead nowhere, as menus are full of. */
const nowhere = /^\s{0,9}(?:#|javascript:\s{0,9}(?:void\s{0,9}\(?\s{0,9}0?\s{0,9}\)?)?;?)\s{0,9}$/i

/** What the address bar shows: `/%E6%96%87.pdf` → `/文.pdf`. */
function readableAddress(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
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
