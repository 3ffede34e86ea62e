/** Labels of the members of one archive or mail. Two of one name are two documents: readers differ in which they show. */
export class UniqueLabels {
  readonly #counts = new Map<string, number>()

  /** The name itself, or with its number as a folder before it, so that its extension stays at its end. */
  unique(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return count === 1 ? name : `#${count}/${name}`
  }
}
