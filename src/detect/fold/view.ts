/**
 * The folded view of a part: all its lines as one dense run of folded characters.
 *
 * Folding (design §4.1): NFKC, invisible characters out, traditional to simplified, variants to one form, white space
 * out unless it separates two words of a script that needs it. Lines follow each other without a break, so that a
 * term broken over two lines, or stamped one character a line, is one run. Offsets into the original are not kept
 * for every character: `lineOffsets` folds a single line again, which only a finding needs.
 */
import type { Part } from '../../document/document.ts'
import { DROP, EXPAND, expansions, foldAstral, PAIR, SPACE, table, WIDE } from './table.ts'

/** What stood before a folded character and is gone from the view. Bits. */
export const GAP = 1
export const WIDE_GAP = 2
/** An invisible character: nothing lawful puts one inside a word (domain E9). */
export const INVISIBLE = 4

export interface View {
  readonly part: Part
  /** Folded UTF-16 code units; only the first `length` count. */
  readonly codes: Uint16Array
  /** For each folded unit, the bits of what was dropped right before it. */
  readonly gaps: Uint8Array
  readonly length: number
  /** First folded unit of each line, and `length` at the end. A space that parts two lines ends the former. */
  readonly starts: Int32Array
}

/** Where a run is folded to. `offsets`, when asked for, holds the original offset of each folded unit. */
class Run {
  codes: Uint16Array
  gaps: Uint8Array
  offsets: Int32Array | null
  length = 0

  constructor(capacity: number, withOffsets: boolean) {
    this.codes = new Uint16Array(capacity)
    this.gaps = new Uint8Array(capacity)
    this.offsets = withOffsets ? new Int32Array(capacity) : null
  }

  reserve(capacity: number): void {
    if (capacity <= this.codes.length) return
    const size = Math.max(capacity, this.codes.length * 2)
    const { codes, gaps, offsets } = this
    this.codes = new Uint16Array(size)
    this.codes.set(codes)
    this.gaps = new Uint8Array(size)
    this.gaps.set(gaps)
    if (offsets !== null) {
      this.offsets = new Int32Array(size)
      this.offsets.set(offsets)
    }
  }
}

/** Scripts written with spaces between words: Latin, Greek, Cyrillic, their digits and signs. */
const isSpaced = (code: number) => code > 0x20 && code < 0x0600

/** Appends one line to the run. */
function foldLine(text: string, run: Run): void {
  // A character becomes one unit, and one more for the space before it; those that become several ask again below.
  run.reserve(run.length + text.length * 2 + 2)
  let { codes, gaps, offsets, length } = run
  let gap = length > 0 ? GAP | WIDE_GAP : 0
  // The buffer is used again and again; every space that is put in stands for one that was there, but the first.
  let clear = length + text.length + 1
  gaps.fill(0, length, clear)
  for (let index = 0; index < text.length; index++) {
    const folded = table[text.charCodeAt(index)] as number
    if (folded < DROP || folded > PAIR) {
      if (gap !== 0) {
        if ((gap & GAP) !== 0 && isSpaced(folded) && length > 0 && isSpaced(codes[length - 1] as number)) {
          codes[length] = 0x20
          gaps[length] = gap
          if (offsets !== null) offsets[length] = Math.max(0, index - 1)
          length++
        }
        gaps[length] = gap
        gap = 0
      }
      codes[length] = folded
      if (offsets !== null) offsets[length] = index
      length++
    } else if (folded === SPACE) gap |= (gap & GAP) === 0 ? GAP : GAP | WIDE_GAP
    else if (folded === WIDE) gap |= GAP | WIDE_GAP
    else if (folded === DROP) gap |= INVISIBLE
    else {
      const start = index
      const codePoint = text.codePointAt(index) ?? 0
      if (codePoint > 0xffff) index++
      const several = folded === EXPAND ? expansions.get(codePoint) : foldAstral(codePoint)
      if (several === undefined || several.length === 0) {
        gap |= INVISIBLE
        continue
      }
      run.length = length
      run.reserve(length + several.length + (text.length - index) * 2)
      ;({ codes, gaps, offsets } = run)
      const needed = length + several.length + text.length - index + 1
      if (needed > clear) gaps.fill(0, clear, needed)
      clear = Math.max(clear, needed)
      gaps[length] = gap
      gap = 0
      for (const code of several) {
        codes[length] = code
        if (offsets !== null) offsets[length] = start
        length++
      }
    }
  }
  run.length = length
}

/** One run for all parts: a document of 50 million characters must not cost new memory for every page. */
const shared = new Run(1 << 16, false)

/** Folds a part. The view borrows a shared buffer: it holds until the next call. */
export function foldPart(part: Part): View {
  const starts = new Int32Array(part.lines.length + 1)
  shared.length = 0
  for (const [number, line] of part.lines.entries()) {
    const start = shared.length
    foldLine(line.text, shared)
    starts[number] = shared.length > start && shared.codes[start] === 0x20 ? start + 1 : start
  }
  starts[part.lines.length] = shared.length
  return { part, codes: shared.codes, gaps: shared.gaps, length: shared.length, starts }
}

export interface FoldedText {
  readonly text: string
  /** For each folded unit its offset in the original (UTF-16); never decreases. */
  readonly offsets: Int32Array
}

/** Folds one line with its offsets. Equals the line's stretch of the view. */
export function foldWithOffsets(text: string): FoldedText {
  const run = new Run(text.length + 16, true)
  foldLine(text, run)
  return {
    text: decode(run.codes, 0, run.length),
    offsets: (run.offsets as Int32Array).subarray(0, run.length),
  }
}

/** Folds a literal the way the text is folded. */
export function foldText(text: string): string {
  return foldWithOffsets(text).text
}

const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })

/** A stretch of folded units as a string of its own (it keeps no larger text alive). */
export function decode(codes: Uint16Array, from: number, to: number): string {
  if (to <= from) return ''
  if (to - from > 64) return decoder.decode(codes.subarray(from, to))
  let text = ''
  for (let index = from; index < to; index++) text += String.fromCharCode(codes[index] as number)
  return text
}

/** The line that holds a folded unit, by binary search; empty lines hold none. */
export function lineOf(view: View, position: number): number {
  let low = 0
  let high = view.starts.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((view.starts[middle] as number) <= position) low = middle
    else high = middle - 1
  }
  return low
}
