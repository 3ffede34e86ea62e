/**
 * A line of which some is shown and some is not: 某市委<font color="white">密</font>电〔2021〕15号. The reader of the
 * page sees one half, a search of its source the other; only together they say what was written.
 */
import { mayHoldMark } from '../mark-signs.ts'

export class MixedLine {
  #pieces: string[] = []
  #shown = false
  #unseen = false

  add(text: string, shown: boolean): void {
    this.#pieces.push(text)
    if (text.trim() === '') return
    if (shown) this.#shown = true
    else this.#unseen = true
  }

  /** Text that the styles put between the others, and that is read by itself as well. */
  addGenerated(text: string): void {
    if (text === '') return
    this.#pieces.push(text)
    // Two of them may be one mark as well.
    if (this.#unseen) this.#shown = true
    this.#unseen = true
  }

  /** Ends the line. @returns it when both halves are there and it may be a mark; null otherwise. */
  finish(): string | null {
    const text = this.#shown && this.#unseen ? this.#pieces.join('') : ''
    this.#pieces = []
    this.#shown = false
    this.#unseen = false
    return mayHoldMark(text) ? text : null
  }
}
