/** Counts of whole numbers from 0 to 1023, for medians and other quantiles without sorting. */
export class Histogram {
  readonly #bins = new Uint32Array(1024)
  #all = 0

  /** Values outside are counted at the ends. */
  add(value: number): void {
    const bin = value <= 0 ? 0 : value >= 1023 ? 1023 : Math.round(value)
    this.#bins[bin] = (this.#bins[bin] as number) + 1
    this.#all++
  }

  clear(): void {
    this.#bins.fill(0)
    this.#all = 0
  }

  /** The value below which a part (0 to 1) of all lies; 0 when there is none. */
  quantile(part: number): number {
    let sum = 0
    for (let value = 0; value < this.#bins.length; value++) {
      sum += this.#bins[value] as number
      if (sum > 0 && sum >= this.#all * part) return value
    }
    return 0
  }
}
