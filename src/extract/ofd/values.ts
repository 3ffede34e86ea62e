/** The simple types of OFD (GB/T 33190-2016, 7.3): numbers, boxes, arrays, colours. Nothing here throws. */
import type { Box } from '../../document/document.ts'
import { identity, type Matrix } from '../pdf/matrix.ts'

const maxArray = 1_000_000

/** @returns undefined when it is no finite number. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** ST_Array of numbers; what is no number is left out. */
export function numbersOf(text: string | undefined): number[] {
  return (text ?? '')
    .split(/[\s,]+/, maxArray)
    .map(numberOf)
    .filter(value => value !== undefined)
}

/** ST_Box: `x y width height`. */
export function boxOf(text: string | undefined): Box | null {
  const [x, y, width, height] = numbersOf(text)
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? null
    : [x, y, width, height]
}

/** CTM: six numbers as in PDF. */
export function matrixOf(text: string | undefined): Matrix {
  const values = numbersOf(text)
  return values.length === 6 ? (values as unknown as Matrix) : identity
}

/**
 * DeltaX and DeltaY of a TextCode (11.3): `g 4 3.5 1` stands for 3.5 four times, then 1.
 * @param count no more values than that are produced, whatever a repeat count claims.
 */
export function deltasOf(text: string | undefined, count: number): number[] {
  const words = (text ?? '').trim().split(/\s+/, maxArray)
  const deltas: number[] = []
  for (let i = 0; i < words.length && deltas.length < count; i++) {
    if (words[i]?.toLowerCase() !== 'g') {
      const value = numberOf(words[i])
      if (value !== undefined) deltas.push(value)
      continue
    }
    const repeat = Math.min(numberOf(words[++i]) ?? 0, count - deltas.length)
    const value = numberOf(words[++i])
    if (value !== undefined) for (let n = 0; n < repeat; n++) deltas.push(value)
  }
  return deltas
}

/** `true`, `1`; anything else but these and their opposites is `fallback`. */
export function booleanOf(text: string | undefined, fallback: boolean): boolean {
  const word = text?.trim().toLowerCase()
  if (word === 'true' || word === '1') return true
  return word === 'false' || word === '0' ? false : fallback
}

/** `Value` of a colour (8.3.1), components 0 to 255, also in hexadecimal `#ff`: one is grey, three RGB, four CMYK. */
export function colorOf(text: string | undefined): string | undefined {
  const values = (text ?? '')
    .trim()
    .split(/\s+/)
    .map(word => (word.startsWith('#') ? Number.parseInt(word.slice(1), 16) : Number(word)))
  if (values.some(value => !Number.isFinite(value))) return undefined
  const [a = 0, b = 0, c = 0, k = 0] = values
  if (values.length === 1) return hex([a, a, a])
  if (values.length === 3) return hex([a, b, c])
  if (values.length === 4) return hex([a, b, c].map(ink => (255 - ink) * (1 - k / 255)))
  return undefined
}

function hex(components: readonly number[]): string {
  const digits = components.map(value =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${digits.join('')}`
}
