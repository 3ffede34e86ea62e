/** Compares what a reader said with the truth, and with what has to hold. */

import { foldText } from '../../src/detect/fold/view.ts'
import { lookAlikes } from '../../src/detect/grammar/look-alikes.ts'
import type { Finding } from '../../src/document/screening.ts'
import type { CaseSet, Truth } from './case.ts'
import type { Judged, ReaderName } from './readers/reader.ts'
import { type Level, levels } from './signs.ts'

export interface Outcome {
  readonly truth: Truth
  readonly judged: Readonly<Partial<Record<ReaderName, Judged>>>
}

/** Evidence rules conclude from phrases; their findings count for the phrase. */
const categories: Readonly<Record<string, readonly string[]>> = {
  classification: ['classification'],
  telegram: ['telegram'],
  phrase: ['phrase', 'concealment'],
}

/** Which level a finding names: its match as folded, look-alikes of OCR included. */
export function levelOf(finding: Pick<Finding, 'match'>): Level | null {
  const text = foldText(finding.match)
  const exact = levels.find(level => text.includes(level))
  return exact ?? levels.find(level => lookAlikes(level).some(spelling => text.includes(spelling))) ?? null
}

/** A finding of the sign's category that is no mere hint. */
export function isSeen({ sign }: Truth, { findings }: Judged): boolean {
  if (sign === null) return false
  return findings.some(
    ({ severity, category }) => severity !== 'info' && categories[sign.category]?.includes(category),
  )
}

/** The sign was found, with the right level where it has one. */
export function isFound(truth: Truth, judged: Judged): boolean {
  const { sign } = truth
  if (sign === null || !isSeen(truth, judged)) return false
  if (sign.level === null) return true
  return judged.findings.some(
    finding =>
      finding.severity !== 'info' && finding.category === 'classification' && levelOf(finding) === sign.level,
  )
}

/** What of a group of cases came out how, for one reader. */
export interface Tally {
  readonly cases: number
  readonly found: number
  readonly seen: number
  readonly blocked: number
  readonly reviewed: number
  readonly errors: number
  readonly secondsPerPage: number
}

export function tally(outcomes: readonly Outcome[], reader: ReaderName): Tally {
  const pairs = outcomes.flatMap(({ truth, judged }) => {
    const own = judged[reader]
    return own === undefined ? [] : [[truth, own] as const]
  })
  const count = (test: (truth: Truth, judged: Judged) => boolean) =>
    pairs.filter(([truth, judged]) => test(truth, judged)).length
  const seconds = pairs.reduce((sum, [, judged]) => sum + judged.seconds, 0)
  return {
    cases: pairs.length,
    found: count(isFound),
    seen: count(isSeen),
    blocked: count((_, { verdict }) => verdict === 'block'),
    reviewed: count((_, { verdict }) => verdict === 'review'),
    errors: count((_, { verdict }) => verdict === 'error'),
    secondsPerPage: pairs.length === 0 ? 0 : seconds / pairs.length,
  }
}

export const ofSet = (outcomes: readonly Outcome[], set: CaseSet) =>
  outcomes.filter(({ truth }) => truth.set === set)

export interface Line {
  readonly text: string
  readonly passes: boolean
  /** Nothing to measure it with in this run. */
  readonly empty: boolean
}

/** A class with fewer cases than this says too little to be held to a bound of its own. */
const leastOfClass = 10

/** The acceptance lines for one reader. */
export function acceptance(outcomes: readonly Outcome[], reader: ReaderName): Line[] {
  const marked = ofSet(outcomes, 'marked')
  const core = tally(
    marked.filter(({ truth }) => truth.core),
    reader,
  )
  const all = tally(marked, reader)
  const unmarked = tally(ofSet(outcomes, 'unmarked'), reader)
  const covered = tally(ofSet(outcomes, 'covered'), reader)
  const ordinary = tally(ofSet(outcomes, 'ordinary'), reader)
  const classes = [...Map.groupBy(marked, ({ truth }) => truth.class)]
    .map(([name, group]) => ({ name, ...tally(group, reader) }))
    .filter(({ cases }) => cases >= leastOfClass)
    .sort((a, b) => a.found / a.cases - b.found / b.cases)
  const worst = classes[0]
  const stopped = covered.blocked + covered.reviewed
  const disturbed = ordinary.cases - passed(ordinary)
  return [
    atLeast(
      'core: sign found, right level (150 dpi, JPEG 50, skew 5°, blur 1 px, noise, seal)',
      core.found,
      core.cases,
      0.995,
    ),
    atLeast('all legible degradations: sign found, right level', all.found, all.cases, 0.97),
    atLeast(
      `worst class of ${leastOfClass} and more cases${worst === undefined ? '' : ` (${worst.name})`}`,
      worst?.found ?? 0,
      worst?.cases ?? 0,
      0.9,
    ),
    atMost('unmarked rasters blocked', unmarked.blocked, unmarked.cases, 0),
    atMost(
      'unmarked rasters sent to review, or not read',
      unmarked.reviewed + unmarked.errors,
      unmarked.cases,
      0.02,
    ),
    atLeast('covered marks stopped, review at least', stopped, covered.cases, 0.95),
    atMost('ordinary pages not passed', disturbed, ordinary.cases, 0.01),
  ]
}

export const passed = ({ cases, blocked, reviewed, errors }: Tally) => cases - blocked - reviewed - errors

function atLeast(text: string, part: number, whole: number, share: number): Line {
  return bound(text, part, whole, `≥ ${percent(share)}`, part >= share * whole)
}

function atMost(text: string, part: number, whole: number, share: number): Line {
  return bound(text, part, whole, `≤ ${percent(share)}`, part <= share * whole)
}

function bound(text: string, part: number, whole: number, limit: string, holds: boolean): Line {
  const measured = whole === 0 ? 'none' : `${part}/${whole} = ${percent(part / whole)}`
  return { text: `${text}: ${measured} (${limit})`, passes: whole === 0 || holds, empty: whole === 0 }
}

export const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`
