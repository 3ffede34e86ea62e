/** Counts what came out against the truth. */
import type { Screening, Verdict } from '../../src/document/screening.ts'
import type { Truth } from './corpus.ts'

export interface Outcome {
  readonly truth: Truth
  readonly verdict: Verdict
  /** What the keyword search found, if anything. */
  readonly keyword: string | null
  readonly screening: Screening
}

export interface Score {
  /** Documents that must not pass: expected block or review. */
  readonly positives: number
  readonly missed: number
  /** Positives whose verdict is exactly the expected one. */
  readonly exact: number
  /** Expected review, got block: not wrong by the bounds, but an editor is stopped harder than need be. */
  readonly overBlocked: number
  /** Expected block, got review. */
  readonly underBlocked: number
  /** Documents that must pass. */
  readonly negatives: number
  readonly falseBlocks: number
  readonly falseAlarms: number
  /** Verdict `error`: not read to the end. */
  readonly unread: number
  readonly keywordMissed: number
  readonly keywordFalse: number
}

export function score(outcomes: readonly Outcome[]): Score {
  const positives = outcomes.filter(({ truth }) => truth.expected !== 'pass')
  const negatives = outcomes.filter(({ truth }) => truth.expected === 'pass')
  const count = (of: readonly Outcome[], test: (outcome: Outcome) => boolean) => of.filter(test).length
  return {
    positives: positives.length,
    missed: count(positives, ({ verdict }) => verdict === 'pass'),
    exact: count(positives, ({ verdict, truth }) => verdict === truth.expected),
    overBlocked: count(positives, ({ verdict, truth }) => truth.expected === 'review' && verdict === 'block'),
    underBlocked: count(
      positives,
      ({ verdict, truth }) => truth.expected === 'block' && verdict === 'review',
    ),
    negatives: negatives.length,
    falseBlocks: count(negatives, ({ verdict }) => verdict === 'block'),
    falseAlarms: count(negatives, ({ verdict }) => verdict === 'review'),
    unread: count(outcomes, ({ verdict }) => verdict === 'error'),
    keywordMissed: count(positives, ({ keyword }) => keyword === null),
    keywordFalse: count(negatives, ({ keyword }) => keyword !== null),
  }
}

/** The bounds that detection has to keep; empty when it does. */
export function brokenBounds(total: Score): string[] {
  const broken: string[] = []
  if (total.missed > 0) broken.push(`${total.missed} positives pass; none may`)
  if (total.falseBlocks > 0) broken.push(`${total.falseBlocks} negatives are blocked; none may be`)
  if (total.falseAlarms > 0.05 * total.negatives) {
    broken.push(`${total.falseAlarms} of ${total.negatives} negatives are sent to review; at most 5 % may be`)
  }
  if (total.unread > 0) broken.push(`${total.unread} documents could not be read`)
  return broken
}
