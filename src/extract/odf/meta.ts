/** meta.xml (OpenDocument 1.3 part 3, clause 4) as `name=value` lines, and what the manifest says of encryption. */
import type { Line } from '../../document/document.ts'
import { linesOf } from '../text.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { qualifiedName, value } from './vocabulary.ts'

export class MetaReader implements XmlHandler {
  readonly lines: Line[] = []
  readonly #path: XmlElement[] = []
  #inside = 0
  #text = ''

  open(element: XmlElement): void {
    this.#path.push(element)
    if (qualifiedName(element) === 'office:meta') this.#inside = this.#path.length
    if (this.#inside === 0) return
    this.#text = ''
    for (const name of ['xlink:href', 'xlink:title']) {
      const text = value(element, name)
      if (text) this.lines.push(...linesOf(`${element.name}=${text}`, 'metadata'))
    }
  }

  text(text: string): void {
    if (this.#inside > 0) this.#text += text
  }

  close(): void {
    const element = this.#path.pop()
    if (this.#inside === 0 || !element) return
    const text = this.#text.trim()
    this.#text = ''
    const name = value(element, 'meta:name') ?? element.name
    if (text !== '') this.lines.push(...linesOf(`${name}=${text}`, 'metadata'))
    if (this.#path.length < this.#inside) this.#inside = 0
  }
}

/** META-INF/manifest.xml (part 2, 4.8): an entry with encryption data needs a password. */
export class Manifest implements XmlHandler {
  encrypted = false

  open(element: XmlElement): void {
    if (element.name === 'encryption-data' || element.name === 'EncryptedKey') this.encrypted = true
  }

  text(): void {}

  close(): void {}
}
