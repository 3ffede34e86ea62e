/** What a reviewer may say about a finding, and what follows from it. */
import { z } from 'zod'
import type { Category, Severity } from '../document/screening.ts'

export const decisionKinds = [
  'confirmed-secret',
  'wrongly-marked',
  'redact',
  'declassified',
  'acceptable',
  'false-alarm',
] as const
export const decisionKindSchema = z.enum(decisionKinds)
export type DecisionKind = z.infer<typeof decisionKindSchema>

interface Consequence {
  /** `incident`: the item becomes one at once; `change`: the editor must change the paper; `clear`: may go out. */
  readonly effect: 'incident' | 'change' | 'clear'
  /** Severities it can be said of. */
  readonly of: readonly Severity[]
  /** A document that proves it must be attached. */
  readonly evidence?: boolean
}

/** 确认涉密, 标识有误, 应当删改, 已解密, 可以公开, 误报. */
export const consequences: Readonly<Record<DecisionKind, Consequence>> = {
  'confirmed-secret': { effect: 'incident', of: ['block', 'review', 'info'] },
  'wrongly-marked': { effect: 'change', of: ['block', 'review', 'info'] },
  redact: { effect: 'change', of: ['block', 'review', 'info'] },
  declassified: { effect: 'clear', of: ['block', 'review', 'info'], evidence: true },
  acceptable: { effect: 'clear', of: ['review', 'info'] },
  'false-alarm': { effect: 'clear', of: ['block', 'review', 'info'] },
}

/** A finding as far as the way of its item depends on it. */
export interface Weighed {
  readonly severity: Severity
  readonly decision: DecisionKind | null
}

/** Findings that still have to be decided before the review can pass: everything but information. */
export function undecided(findings: readonly Weighed[]): number {
  return findings.filter(({ severity, decision }) => severity !== 'info' && decision === null).length
}

/** Whether some decision means that the paper itself has to change, so that it can only be returned. */
export function mustChange(findings: readonly Weighed[]): boolean {
  return findings.some(({ decision }) => decision !== null && consequences[decision].effect === 'change')
}

/** Categories whose blocking findings put the upload into quarantine. */
const classified: readonly Category[] = ['classification', 'telegram', 'register']

/** Whether a finding says “this looks like a classified paper”. */
export function looksClassified(finding: { severity: Severity; category: Category }): boolean {
  return finding.severity === 'block' && classified.includes(finding.category)
}
