/** The main part of a presentation: which slides there are, in which order, and how large they are. */
import type { Line } from '../../document/document.ts'
import { DrawingReader } from '../ooxml/drawing-reader.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { points } from './geometry.ts'

/** 10 by 7.5 inches: the size where none is given. */
const defaultSize: readonly [number, number] = [720, 540]

export class PresentationReader implements XmlHandler {
  /** Identifiers of the relationships to the slides. */
  readonly slides: string[] = []
  /** Width and height in points. */
  size = defaultSize
  readonly #words: DrawingReader

  constructor(budget: TextBudget) {
    this.#words = new DrawingReader({ text: 'metadata', values: 'metadata', attributes: 'metadata' }, budget)
  }

  /** Names of sections and shows, and whatever else has words. */
  get lines(): Line[] {
    return this.#words.lines
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    if (name === 'p:sldId') {
      // It has a number of its own besides, without a namespace.
      const id = element.attributes.find(each => each.local === 'id' && each.uri !== '')?.value
      if (id !== undefined) this.slides.push(id)
    } else if (name === 'p:sldSz') {
      const [width, height] = [points(element, 'cx'), points(element, 'cy')]
      if (width > 0 && height > 0) this.size = [width, height]
    }
    this.#words.open(element)
  }

  text(text: string): void {
    this.#words.text(text)
  }

  close(): void {
    this.#words.close()
  }
}
