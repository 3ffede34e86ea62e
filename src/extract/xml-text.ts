/** XML of any vocabulary (RSS, sitemaps, custom data): every text, and every attribute that holds words. */
import type { Channel, Line } from '../document/document.ts'
import type { ExtractedPart } from '../document/picture.ts'
import { picturePart } from './embedded-picture.ts'
import { decodeText } from './encoding.ts'
import type { ExtractContext, Extractor } from './extractor.ts'
import { contentKind, contentKindBytes } from './package/content-kind.ts'
import { linesOf, textPart } from './text.ts'
import { readXml, type XmlElement, type XmlHandler } from './xml/read.ts'
import type { XmlNode } from './xml/tree.ts'

/** Addresses of namespaces and schemas say nothing about the document. */
const identifier = /^(?:urn:|https?:\/\/[\w./#-]*(?:ns|schema|xmlns|w3\.org|ofdspec)[\w./#:-]*$)/i
/** Attributes that lead somewhere. */
const linkNames = new Set(['href', 'src', 'url', 'uri', 'link'])
/** Markup inside a text, as feeds escape it. */
const markup = /<\/?[a-zA-Z][^<>]{0,4000}>/g
const blockTag = /<\/?(?:p|div|br|hr|li|tr|td|th|h[1-6]|table|section|article)(?=[\s/>])[^<>]{0,4000}>/gi

interface OpenElement {
  /** Text of everything inside so far. */
  all: string
  /** Whether it holds text of its own, and elements: a sentence with marked-up words is one line. */
  ownText: boolean
  hasElements: boolean
  /** How many lines there were when it began. */
  readonly start: number
}

/** Collects the lines of one XML entity; hand it to `readXml`. */
export class XmlTextReader implements XmlHandler {
  lines: Line[] = []
  readonly #channel: Channel
  readonly #taken: (text: string) => boolean
  readonly #open: OpenElement[] = []
  readonly #texts = new WeakSet<Line>()
  #text = ''

  /**
   * @param channel of texts; attributes are `metadata` or `link`.
   * @param taken shown every text first; what it says true to is no line.
   */
  constructor(channel: Channel, taken: (text: string) => boolean = () => false) {
    this.#channel = channel
    this.#taken = taken
  }

  open(element: XmlElement): void {
    this.#flush()
    const parent = this.#open.at(-1)
    if (parent) parent.hasElements = true
    for (const line of attributeLines(element)) this.lines.push(line)
    this.#open.push({ all: '', ownText: false, hasElements: false, start: this.lines.length })
  }

  text(text: string): void {
    this.#text += text
  }

  close(): void {
    this.#flush()
    const element = this.#open.pop()
    if (!element) return
    if (element.ownText && element.hasElements) {
      const kept = this.lines.slice(element.start).filter(line => !this.#texts.has(line))
      this.lines = [...this.lines.slice(0, element.start), ...kept]
      this.#emit(element.all)
    }
    const parent = this.#open.at(-1)
    if (parent) parent.all += element.all
  }

  #flush(): void {
    const text = this.#text
    this.#text = ''
    const element = this.#open.at(-1)
    if (text === '' || !element) return
    if (text.trim() !== '' && this.#taken(text)) return
    element.all += text
    if (text.trim() === '') return
    element.ownText = true
    this.#emit(text)
  }

  #emit(text: string): void {
    for (const line of wordLines(text, this.#channel)) {
      this.#texts.add(line)
      this.lines.push(line)
    }
  }
}

/** Values of attributes that hold words, each as a line. */
export function attributeLines({ attributes }: XmlElement): Line[] {
  const lines: Line[] = []
  for (const { local, uri, value } of attributes) {
    if (uri === 'http://www.w3.org/2000/xmlns/' || local === 'schemaLocation') continue
    if (!/\p{L}{2}|[\u0080-\uffff]/u.test(value) || identifier.test(value)) continue
    const channel = linkNames.has(local.toLowerCase()) ? 'link' : 'metadata'
    lines.push(...linesOf(value.trim(), channel))
  }
  return lines
}

/** Lines of a text that hold a letter, a digit or a star; tags inside it are left out. */
function wordLines(text: string, channel: Channel): Line[] {
  const bare = text.includes('<') ? text.replaceAll(blockTag, '\n').replaceAll(markup, '') : text
  return linesOf(bare, channel)
    .map(line => ({ ...line, text: line.text.trim() }))
    .filter(line => /[\p{L}\p{N}★☆*]/u.test(line.text))
}

/** All lines of a tree, for parts that were read as one already. */
export function treeLines(node: XmlNode, channel: Channel): Line[] {
  const reader = new XmlTextReader(channel)
  const visit = (each: XmlNode | string): void => {
    if (typeof each === 'string') reader.text(each)
    else {
      reader.open(each)
      for (const child of each.children) visit(child)
      reader.close()
    }
  }
  visit(node)
  return reader.lines
}

/** Markup that feeds put into a text: read as the page it is. */
const htmlText = /<\/?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,4000})?>/i
/** A file as text, as FictionBook and many exports carry pictures. */
const base64Text = /^[A-Za-z0-9+/\s]{200,}={0,2}\s*$/

/**
 * One part `text`, comments of the file in it as `hidden`; then what its texts hold of HTML, pictures and documents.
 * @throws {ProblemError} `corrupt` after the parts when the text is not well-formed, `too-large`.
 */
export const extractXml: Extractor = async function* (bytes, context) {
  const pages: string[] = []
  const files: Uint8Array[] = []
  const reader = new XmlTextReader('body', text => {
    if (htmlText.test(text)) pages.push(text)
    else if (base64Text.test(text)) files.push(Buffer.from(text, 'base64'))
    else return false
    return true
  })
  let problem: unknown = null
  try {
    await readXml([bytes], reader)
  } catch (error) {
    problem = error
  }
  yield textPart([...reader.lines, ...commentLines(decodeText(bytes)?.text ?? '')])
  if (pages.length > 0) yield* htmlParts(pages, context)
  for (const [index, file] of files.entries()) yield* fileParts(file, index + 1, context)
  if (problem) throw problem
}

async function* htmlParts(pages: readonly string[], context: ExtractContext): AsyncGenerator<ExtractedPart> {
  const { extractHtml } = await import('./html/html.ts')
  const page = `<!doctype html><meta charset="utf-8"><div>${pages.join('</div><div>')}</div>`
  for await (const part of extractHtml(Buffer.from(page), context)) {
    yield { ...part, label: `HTML › ${part.label}` }
  }
}

async function* fileParts(
  bytes: Uint8Array,
  number: number,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const kind = contentKind(bytes.subarray(0, contentKindBytes))
  if (kind === 'picture') {
    context.spend(bytes.length)
    const part = await picturePart(bytes, `picture ${number}`, context)
    if (part) yield part
  } else if (
    kind === 'zip' ||
    kind === 'compound' ||
    Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-'
  ) {
    yield* context.nested(bytes, `object ${number}`)
  }
}

/** What stands in comments, which parsers leave out. */
export function commentLines(source: string): Line[] {
  const lines: Line[] = []
  for (let at = source.indexOf('<!--'); at >= 0; ) {
    const end = source.indexOf('-->', at + 4)
    if (end < 0) break
    const text = source.slice(at + 4, end)
    if (/\p{L}{2}/u.test(text)) lines.push(...wordLines(text, 'hidden'))
    at = source.indexOf('<!--', end)
  }
  return lines
}
