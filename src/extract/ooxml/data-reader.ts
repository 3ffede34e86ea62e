/** XML of a vocabulary that is not Office's own (custom XML, SVG, signatures): every text, every attribute. */
import type { Channel, Line } from '../../document/document.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { plainLine } from './line.ts'
import type { TextBudget } from './text-budget.ts'

export class DataReader implements XmlHandler {
  readonly lines: Line[] = []
  readonly #channel: Channel
  readonly #budget: TextBudget

  constructor(channel: Channel, budget: TextBudget) {
    this.#channel = channel
    this.#budget = budget
  }

  open(element: XmlElement): void {
    for (const { local, value } of element.attributes) {
      if (/\p{L}{2}/u.test(value) && !/^(https?:|urn:)/.test(value)) this.#emit(`${local}=${value}`)
    }
  }

  text(text: string): void {
    if (/[\p{L}\p{N}]/u.test(text)) this.#emit(text.trim())
  }

  close(): void {}

  #emit(text: string): void {
    this.#budget.spend(text)
    this.lines.push(plainLine(text, this.#channel))
  }
}
