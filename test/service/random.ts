/** Small and seeded: a failure can be repeated. @returns numbers from 0 to below 1. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}
