/** The strings that cells share, and those that no cell uses any more. */
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'

export class SharedStrings implements XmlHandler {
  readonly #strings: string[] = []
  readonly #used = new Set<number>()
  readonly #budget: TextBudget
  readonly #path: string[] = []
  #phonetic = 0

  constructor(budget: TextBudget) {
    this.#budget = budget
  }

  /** The string, from now on a used one; undefined when there is none. */
  use(index: number): string | undefined {
    this.#used.add(index)
    return this.#strings[index]
  }

  /** Left over from cells that were changed or deleted. */
  unused(): string[] {
    return this.#strings.filter((_, index) => !this.#used.has(index))
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    this.#path.push(name)
    if (name === 'x:si') this.#strings.push('')
    else if (name === 'x:rPh') this.#phonetic++
  }

  text(text: string): void {
    if (this.#path.at(-1) !== 'x:t' || this.#phonetic > 0 || this.#strings.length === 0) return
    this.#budget.spend(text)
    this.#strings[this.#strings.length - 1] += text
  }

  close(): void {
    if (this.#path.pop() === 'x:rPh') this.#phonetic--
  }
}
