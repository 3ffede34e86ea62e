/** Reads a part whose reader is chosen when its root element is met. */
import type { Line } from '../../document/document.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'

/** Makes lines of the elements of a part. */
export interface LineReader extends XmlHandler {
  readonly lines: Line[]
  /** Closes what the part has left open. */
  finish?(): void
}

export class PartReader implements XmlHandler {
  readonly #choose: (root: XmlElement) => LineReader
  #reader: LineReader | null = null

  constructor(choose: (root: XmlElement) => LineReader) {
    this.#choose = choose
  }

  open(element: XmlElement): void {
    this.#reader ??= this.#choose(element)
    this.#reader.open(element)
  }

  text(text: string): void {
    this.#reader?.text(text)
  }

  close(element: XmlElement): void {
    this.#reader?.close(element)
  }

  /** The lines read, also when the part broke off. */
  finish(): Line[] {
    this.#reader?.finish?.()
    return this.#reader?.lines ?? []
  }
}
