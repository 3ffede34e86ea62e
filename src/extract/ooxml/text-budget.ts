/** Counts the characters read out of one document against its limit. */
import { ProblemError } from '../../document/problem.ts'

export class TextBudget {
  readonly #limit: number
  #used = 0

  /** Whether the limit was passed, so that no more is to be read. */
  get exhausted(): boolean {
    return this.#used > this.#limit
  }

  constructor(limit: number) {
    this.#limit = limit
  }

  /** @throws {ProblemError} `too-large`. */
  spend(text: string): void {
    this.#used += text.length
    if (this.exhausted) {
      throw new ProblemError('too-large', {
        what: { zh: '文字数', en: 'text' },
        size: `> ${this.#limit}`,
        limit: this.#limit,
      })
    }
  }
}
