/** pdf.js's operator lists: what stands in the arguments, read without trust in their shape. */
import { type Matrix, matrixOf } from './matrix.ts'

/** Operators and their arguments, side by side, as pdf.js returns them. */
export interface OperatorList {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** Tiling patterns inside tiling patterns are followed this far. */
export const deepestPattern = 4

/** `["TilingPattern", colour, list, matrix, …]`. */
export function tileOf(args: readonly unknown[]): { list: OperatorList; matrix: Matrix } | null {
  const list = args[0] === 'TilingPattern' ? (args[2] as OperatorList | null) : null
  return list && Array.isArray(list.fnArray) ? { list, matrix: matrixOf(args[3]) } : null
}

/** `[["Font", [name, size]], …]` in the arguments of a graphics-state operator. */
export function fontSettings(settings: unknown): [string, number][] {
  const found: [string, number][] = []
  for (const entry of Array.isArray(settings) ? settings : []) {
    if (Array.isArray(entry) && entry[0] === 'Font' && Array.isArray(entry[1])) {
      found.push([String(entry[1][0]), numberOf(entry[1][1])])
    }
  }
  return found
}

export function argumentsAt(list: OperatorList, index: number): readonly unknown[] {
  const args = list.argsArray[index]
  if (args === null || typeof args !== 'object') return []
  return Array.isArray(args) ? args : Array.from(args as ArrayLike<unknown>)
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

export function colorOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : undefined
}
