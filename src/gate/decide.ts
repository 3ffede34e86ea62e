/** From what was found and what was approved to yes or no. Pure. */
import { verdictOf } from '../detect/verdict.ts'
import type { Language } from '../document/problem.ts'
import { type Finding, graver, type Screening, type Verdict } from '../document/screening.ts'
import { maskAll, maskMatch } from '../review/mask.ts'
import type { GateAnswer, Policy } from './content.ts'
import { type Reason, reasonFor } from './reasons.ts'

/** One document of the post with its result. */
export interface Screened {
  /** Null: title and body. */
  readonly attachment: string | null
  readonly screening: Screening
}

/** An approval of exactly this content that holds now. */
export interface Approval {
  readonly ticket: string
  /** Findings that people decided may go out: `rule fingerprint`. */
  readonly cleared: ReadonlySet<string>
}

export interface Case {
  readonly policy: Policy
  /** The verdict from which on the screening says no; what could not be read always does. */
  readonly failOn: 'review' | 'block'
  readonly language: Language
  /** Empty when the policy did not need one. */
  readonly screened: readonly Screened[]
  readonly approval: Approval | null
  /** Why there is no approval, where that is known. */
  readonly notApproved: Reason | null
  /** What already stands against it. */
  readonly reasons: readonly Reason[]
}

export type Decided = Pick<GateAnswer, 'decision' | 'verdict' | 'reasons' | 'findings' | 'ticket'>

/**
 * `screen`: the verdict decides; findings that an approval of this content cleared count no more.
 * `approve`: the approval decides. `both`: both must say yes.
 */
export function decideCase(each: Case): Decided {
  const { policy, language, approval, screened } = each
  const weighed = screened.map(one => weigh(one, approval))
  let verdict: Verdict | null = null
  for (const { screening } of weighed) verdict = graver(verdict ?? 'pass', screening.verdict)
  const reasons = [...each.reasons]
  if (policy !== 'screen' && approval === null) {
    reasons.push(each.notApproved ?? reasonFor('not-approved', language))
  }
  const isRefused = policy !== 'approve' && !passes(verdict, each.failOn)
  if (isRefused) for (const one of weighed) reasons.push(...reasonsOf(one, language, each.failOn))
  if (isRefused && each.notApproved && policy === 'screen') reasons.push(each.notApproved)
  // Whatever was forgotten above, only a verdict or an approval can make it a yes.
  const isDenied = reasons.length > 0 || isRefused || (policy !== 'screen' && approval === null)
  return {
    decision: isDenied ? 'deny' : 'allow',
    verdict,
    reasons: isDenied && reasons.length === 0 ? [reasonFor('empty', language)] : reasons,
    findings: weighed.flatMap(({ attachment, screening }) =>
      screening.findings.filter(isTold).map(finding => findingView(finding, attachment)),
    ),
    ticket: isDenied ? null : (approval?.ticket ?? null),
  }
}

/** Nothing screened is no pass. */
function passes(verdict: Verdict | null, failOn: 'review' | 'block'): boolean {
  return verdict === 'pass' || (verdict === 'review' && failOn === 'block')
}

const isTold = ({ severity }: Finding) => severity !== 'info'

function weigh(one: Screened, approval: Approval | null): Screened {
  const { attachment, screening } = one
  const isCleared = ({ rule, fingerprint }: Finding) =>
    approval?.cleared.has(`${rule} ${fingerprint}`) === true
  // Without a finding that was cleared the verdict stands as it is.
  if (!screening.findings.some(isCleared)) return one
  const findings = screening.findings.map(
    (finding): Finding => (isCleared(finding) ? { ...finding, severity: 'info' } : finding),
  )
  return {
    attachment,
    screening: { ...screening, findings, verdict: verdictOf(findings, screening.problems) },
  }
}

function reasonsOf(
  { attachment, screening }: Screened,
  language: Language,
  failOn: Case['failOn'],
): Reason[] {
  const reasons: Reason[] = []
  if (passes(screening.verdict, failOn)) return reasons
  const told = screening.findings.filter(
    each => isTold(each) && (failOn === 'review' || each.severity === 'block'),
  )
  if (told.length > 0) {
    const titles = [...new Set(told.map(each => each.title))]
      .slice(0, 3)
      .join(language === 'zh' ? '、' : ', ')
    reasons.push(reasonFor('finding', language, { count: told.length, titles }, attachment))
  }
  for (const { severity, message } of screening.problems) {
    if (severity === 'error') reasons.push(reasonFor('unread', language, { what: message }, attachment))
  }
  if (reasons.length === 0)
    reasons.push(reasonFor('unread', language, { what: screening.verdict }, attachment))
  return reasons
}

function findingView(finding: Finding, attachment: string | null): GateAnswer['findings'][number] {
  const { rule, title, category, severity, part, page, basis, advice } = finding
  return {
    rule,
    title,
    category,
    severity,
    match: maskMatch(finding.match),
    context: maskAll(finding.context),
    part,
    page,
    attachment,
    basis,
    advice,
  }
}
