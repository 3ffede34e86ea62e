/** Long runs of digits, and what they may be: identity numbers, bank cards, mobile numbers (domain P1–P6). */
import type { Check } from '../../packs/schema.ts'
import { decode, type View } from '../fold/view.ts'
import { ageOn, birthDate, hasCheckCharacter } from './cn-id-number.ts'
import { passesLuhn } from './luhn.ts'

/** A run of at least 7 digits, single spaces or hyphens between them allowed; folded units. */
export interface DigitRun {
  readonly start: number
  readonly end: number
  /** How many digits it holds. */
  readonly digits: number
  /** A Latin letter stands right before it: part of a code, or of a passport number. */
  readonly lettered: boolean
}

const least = 7
/** Longer runs are data, not numbers of persons. */
const most = 400

const isDigit = (code: number) => code >= 0x30 && code <= 0x39
const isSeparator = (code: number) => code === 0x20 || code === 0x2d
const isLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)

/** Finds the runs of a view, in order. Linear. */
export function digitRuns(view: View): DigitRun[] {
  const { codes, length } = view
  const runs: DigitRun[] = []
  // A run is at least this long, so looking at every seventh unit finds it.
  for (let probe = least - 1; probe < length; probe += least) {
    const here = codes[probe] as number
    if (!isDigit(here) && !isSeparator(here)) continue
    const start = runStart(codes, isDigit(here) ? probe : probe - 1)
    if (start < 0) continue
    let index = start
    let digits = 0
    for (; index < length; index++) {
      const code = codes[index] as number
      if (isDigit(code)) digits++
      else if (!(isSeparator(code) && index + 1 < length && isDigit(codes[index + 1] as number))) break
    }
    probe = Math.max(probe, index)
    if (digits < least) continue
    const lettered = start > 0 && isLetter(codes[start - 1] as number)
    // The check character X of an identity number, also as a multiplication sign.
    const next = index < length ? (codes[index] as number) : 0
    const end = next === 0x58 || next === 0x78 || next === 0xd7 ? index + 1 : index
    if (end < length && (isLetter(codes[end] as number) || codes[end] === 0x2a)) continue
    runs.push({ start, end, digits, lettered })
  }
  return runs
}

/** The first digit of the run that holds this unit; negative when it is no digit. */
function runStart(codes: Uint16Array, at: number): number {
  if (at < 0 || !isDigit(codes[at] as number)) return -1
  let start = at
  for (;;) {
    if (start > 0 && isDigit(codes[start - 1] as number)) start--
    else if (start > 1 && isSeparator(codes[start - 1] as number) && isDigit(codes[start - 2] as number))
      start -= 2
    else return start
  }
}

export interface FoundNumber {
  readonly start: number
  readonly end: number
  /** Without separators. */
  readonly number: string
}

/** What a check accepts: a number of certain lengths. */
interface Shape {
  readonly lengths: readonly number[]
  accepts(number: string, today: string | undefined): boolean
}

const shapes: Readonly<Record<Check, Shape>> = {
  'cn-id-number': {
    lengths: [18, 20],
    accepts: number => birthDate(number.slice(0, 18)) !== null && hasCheckCharacter(number.slice(0, 18)),
  },
  'cn-id-number-child': {
    lengths: [18, 20],
    accepts(number, today) {
      const birth = birthDate(number.slice(0, 18))
      if (birth === null || !hasCheckCharacter(number.slice(0, 18)) || today === undefined) return false
      const age = ageOn(birth, today)
      return age >= 0 && age < 14
    },
  },
  'cn-id-number-mistyped': {
    lengths: [18],
    accepts: number => birthDate(number) !== null && !hasCheckCharacter(number),
  },
  'cn-id-number-15': { lengths: [15], accepts: number => birthDate(number) !== null },
  'bank-card': { lengths: [16, 17, 18, 19], accepts: number => /^62/.test(number) && passesLuhn(number) },
  'bank-card-labelled': { lengths: [12, 13, 14, 15, 16, 17, 18, 19, 20, 21], accepts: () => true },
  // Read by its letter, not by its length.
  'travel-document': { lengths: [7], accepts: () => false },
  'cn-mobile': { lengths: [11], accepts: number => /^1[3-9]/.test(number) },
}

/**
 * The numbers in a run that a check accepts. A number begins and ends where a group of digits does.
 * @param today `YYYY-MM-DD`, for ages
 */
/** Passports and permits: one letter and eight digits, E and a letter and seven; permits have eight to ten. */
const travel = /(?<![A-Za-z0-9])(?:[EGDSPH]\d{8}|E[A-HJ-NP-Z]\d{7}|[CHM]\d{8,10})$/u

function travelDocument(view: View, run: DigitRun): FoundNumber[] {
  const from = Math.max(0, run.start - 3)
  const found = travel.exec(decode(view.codes, from, run.end))
  return found === null ? [] : [{ start: from + found.index, end: run.end, number: found[0] }]
}

export function numbersIn(view: View, run: DigitRun, check: Check, today: string | undefined): FoundNumber[] {
  if (check === 'travel-document') return run.lettered ? travelDocument(view, run) : []
  if (run.lettered) return []
  const shape = shapes[check]
  const text = decode(view.codes, run.start, Math.min(run.end, run.start + most))
  const groups = [...text.matchAll(/[0-9]+[Xx×]?/gu)]
  const found: FoundNumber[] = []
  for (let first = 0; first < groups.length; first++) {
    let number = ''
    for (let last = first; last < groups.length; last++) {
      const group = groups[last] as RegExpExecArray
      number += group[0].replace(/[x×]$/u, 'X')
      if (number.length > 21) break
      if (!shape.lengths.includes(number.length) || !shape.accepts(number, today)) continue
      const start = run.start + (groups[first] as RegExpExecArray).index
      found.push({ start, end: run.start + group.index + group[0].length, number })
      first = last
      break
    }
  }
  return found
}

/** The shortest number a check accepts. */
export const shortestOf = (check: Check) => Math.min(...shapes[check].lengths)
