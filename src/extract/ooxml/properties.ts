/** Document properties (core, extended, custom) as `name=value` lines: `title=…`, `密级=秘密`. */
import type { Line } from '../../document/document.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { plainLine } from './line.ts'
import type { TextBudget } from './text-budget.ts'

export class PropertyReader implements XmlHandler {
  readonly lines: Line[] = []
  readonly #budget: TextBudget
  readonly #path: XmlElement[] = []

  constructor(budget: TextBudget) {
    this.#budget = budget
  }

  open(element: XmlElement): void {
    this.#path.push(element)
  }

  /** The property is the child of the root: what is nested deeper is its type (`vt:lpwstr`, `vt:vector`). */
  text(text: string): void {
    const property = this.#path[1]
    if (text.trim() === '' || !property) return
    this.#budget.spend(text)
    this.lines.push(plainLine(`${attribute(property, 'name') ?? property.name}=${text.trim()}`, 'metadata'))
  }

  close(): void {
    this.#path.pop()
  }
}
