/** Short keys of rows whose real names are long: addresses go to two thousand characters and more. */
import { hash } from 'node:crypto'

/** 128 bits, as hex: no two things of a site will ever share one. */
export function digest(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)
}
