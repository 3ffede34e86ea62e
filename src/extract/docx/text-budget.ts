/** Counts the characters read out of one document against its limit. */
import { ProblemError } from '../../document/problem.ts'

export class TextBudget {
  readonly #limit: number
  #used = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** @throws {ProblemError} `too-large`. */
  spend(text: string): void {
    this.#used += text.length
    if (this.#used > this.#limit) {
      throw new ProblemError('too-large', {
        what: '文字数 / text',
        size: `> ${this.#limit}`,
        limit: this.#limit,
      })
    }
  }
}
