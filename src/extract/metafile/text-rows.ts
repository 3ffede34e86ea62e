/** Pieces of text in the order in which a metafile draws them, put together to rows. */

/** Between two pieces that would otherwise run together. */
const runsTogether = /[\p{L}\p{N}]$/u
const han = /\p{Script=Han}/u

/** Rows of a drawing; programs often draw every character by itself. */
export class TextRows {
  readonly #rows: string[] = []
  #x = 0
  #y = Number.NaN
  #last = ''

  /** @param x of the first character, in any unit. */
  add(text: string, x: number, y: number): void {
    const clean = text.replace(/\p{Cc}/gu, '')
    if (clean === '') return
    const index = this.#rows.length - 1
    if (index >= 0 && y === this.#y && x > this.#x) {
      const words = this.#last.length > 1 && clean.length > 1
      const apart = words && runsTogether.test(this.#last) && !han.test(this.#last.slice(-1) + clean[0])
      this.#rows[index] += (apart ? ' ' : '') + clean
    } else this.#rows.push(clean)
    this.#x = x
    this.#y = y
    this.#last = clean
  }

  texts(): string[] {
    return this.#rows.map(row => row.trim()).filter(row => row !== '')
  }
}
