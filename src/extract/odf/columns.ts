/** Which columns of a table are shown, and which of them the next cell stands in. */
const maxColumns = 20_000
/** Runs of columns that are told apart; no program writes as many. */
const maxRuns = 1_000

export class Columns {
  /** How many columns in a row are alike, from the left. */
  readonly #runs: { readonly count: number; readonly shown: boolean }[] = []
  #column = 0

  add(repeated: number, shown: boolean): void {
    if (this.#runs.length < maxRuns) this.#runs.push({ count: bounded(repeated), shown })
  }

  beginRow(): void {
    this.#column = 0
  }

  /** Whether any of the columns that the next cell is repeated over is shown. */
  next(repeated: number): boolean {
    const from = this.#column
    this.#column += bounded(repeated)
    let start = 0
    let known = false
    for (const { count, shown } of this.#runs) {
      const overlaps = start < this.#column && start + count > from
      if (overlaps && shown) return true
      if (overlaps) known = true
      start += count
      if (start >= this.#column) break
    }
    return !known
  }
}

function bounded(repeated: number): number {
  return Number.isFinite(repeated) ? Math.min(maxColumns, Math.max(1, Math.trunc(repeated))) : 1
}
