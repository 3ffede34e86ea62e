/** Reads XML as a stream of events, with namespaces, without DTD, bounded in depth and in the size of one token. */
import { SaxesParser } from 'saxes'
import { ProblemError } from '../../document/problem.ts'
import { xmlDecoder } from './decode.ts'

export interface XmlElement {
  /** Namespace URI; empty for none. Prefixes mean nothing. */
  readonly uri: string
  /** Local name. */
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
}

export interface XmlAttribute {
  readonly uri: string
  /** Local name. */
  readonly local: string
  readonly value: string
}

export interface XmlHandler {
  open(element: XmlElement): void
  /** Text and CDATA; one text may come in several pieces. */
  text(text: string): void
  close(element: XmlElement): void
}

const maxDepth = 512
const maxTokenCharacters = 32 * 2 ** 20

/**
 * Feeds the handler up to the end or to the first thing that is wrong.
 * @throws {ProblemError} `corrupt` (not well-formed, wrong encoding, document type with an internal subset,
 *   nested too deep), `too-large` (one token), and whatever `chunks` throws.
 */
export async function readXml(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: XmlHandler,
): Promise<void> {
  const reader = new XmlReader(handler)
  for await (const chunk of chunks) reader.write(chunk)
  reader.end()
}

class XmlReader {
  readonly #handler: XmlHandler
  readonly #parser = new SaxesParser({ xmlns: true, position: true })
  readonly #open: XmlElement[] = []
  #decoder: TextDecoder | null = null
  #start: Uint8Array = new Uint8Array()
  #sinceEvent = 0

  constructor(handler: XmlHandler) {
    this.#handler = handler
    const parser = this.#parser
    parser.on('error', error => {
      throw new ProblemError('corrupt', { reason: `XML: ${error.message}` }, { cause: error })
    })
    // Entities and attribute defaults can only be declared in an internal subset (external ones are never read).
    parser.on('doctype', doctype => {
      if (doctype.includes('['))
        throw new ProblemError('corrupt', { reason: 'XML: document type declaration' })
    })
    parser.on('opentag', tag => {
      this.#sinceEvent = 0
      if (this.#open.length >= maxDepth) throw new ProblemError('corrupt', { reason: 'XML: nested too deep' })
      const element = { uri: tag.uri, name: tag.local, attributes: Object.values(tag.attributes) }
      this.#open.push(element)
      handler.open(element)
    })
    parser.on('closetag', () => {
      this.#sinceEvent = 0
      const element = this.#open.pop()
      if (element) handler.close(element)
    })
    parser.on('text', text => this.#text(text))
    parser.on('cdata', text => this.#text(text))
  }

  #text(text: string): void {
    this.#sinceEvent = 0
    if (this.#open.length > 0) this.#handler.text(text)
  }

  write(chunk: Uint8Array): void {
    if (!this.#decoder) {
      // The declaration must be whole before the encoding is chosen; a package may yield tiny first pieces.
      this.#start = this.#start.byteLength === 0 ? chunk : Buffer.concat([this.#start, chunk])
      if (this.#start.byteLength < 256) return
      chunk = this.#start
      this.#decoder = xmlDecoder(chunk)
    }
    this.#feed(this.#decode(chunk, this.#decoder, true))
  }

  end(): void {
    const rest = this.#decoder ? new Uint8Array() : this.#start
    const decoder = this.#decoder ?? xmlDecoder(rest)
    this.#feed(this.#decode(rest, decoder, false))
    this.#parser.close()
  }

  #decode(bytes: Uint8Array, decoder: TextDecoder, stream: boolean): string {
    try {
      return decoder.decode(bytes, { stream })
    } catch (cause) {
      // Everything before the bad bytes is still text: the decoder is strict, so find how far it goes.
      const good = decodablePrefix(bytes, decoder.encoding)
      this.#feed(good)
      throw new ProblemError('corrupt', { reason: `XML: not valid ${decoder.encoding}` }, { cause })
    }
  }

  #feed(text: string): void {
    this.#sinceEvent += text.length
    if (this.#sinceEvent > maxTokenCharacters) {
      const size = this.#sinceEvent
      throw new ProblemError('too-large', { what: 'XML', size, limit: maxTokenCharacters })
    }
    if (text !== '') this.#parser.write(text)
  }
}

function decodablePrefix(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes)
  const bad = text.indexOf('\ufffd')
  return bad < 0 ? text : text.slice(0, bad)
}

/** Value of the first attribute with that local name, whatever its namespace. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(each => each.local === name)?.value
}
