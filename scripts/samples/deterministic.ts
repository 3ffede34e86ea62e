/**
 * docx, its zip writer and pdf-lib stamp the present time and random names into what they write.
 * Pinning both makes a second run give the same bytes, so that a change of a sample shows as one.
 */

/** A small seeded generator (mulberry32): same seed, same numbers in [0, 1). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const fixedTime = Date.UTC(2031, 2, 2, 1, 0, 0)

/** Pins `Date` and `Math.random` for the rest of this process. Only for programs that write files and end. */
export function pinClockAndDice(seed: number): void {
  const RealDate = Date
  class FixedDate extends RealDate {
    constructor(...when: unknown[]) {
      super(...((when.length === 0 ? [fixedTime] : when) as [number]))
    }
    static override now(): number {
      return fixedTime
    }
  }
  globalThis.Date = FixedDate as DateConstructor
  Math.random = dice(seed)
}
