/**
 * The detector: lines in, findings out (design §4). Pure and synchronous; time is linear in the text.
 *
 * Fold each part, find all literals in one pass, read the grammar around them, weigh place and context, and at the
 * end draw the conclusions that only the whole document allows.
 */
import type { Graphic, Part } from '../document/document.ts'
import type { Language, WordedIn } from '../document/problem.ts'
import type { KeptFinding, Severity } from '../document/screening.ts'
import type { Rule, Status } from '../packs/schema.ts'
import { issueDate } from './context/issue-date.ts'
import { type Facts, holds } from './context/status.ts'
import { toConclusion } from './evidence/conclusion.ts'
import { conclude, covers, type Signal } from './evidence/evidence.ts'
import { toFinding, toSighting } from './finding.ts'
import { foldPart, type View } from './fold/view.ts'
import { placesOf } from './layout/place.ts'
import { uprightPart } from './layout/upright.ts'
import { findAll, Hits } from './match/automaton.ts'
import { type Candidate, candidates } from './match/candidates.ts'
import { concealedCandidates } from './match/concealed-candidates.ts'
import { layoutCandidates } from './match/layout-candidates.ts'
import { numberCandidates } from './match/number-candidates.ts'
import { withoutRepeats } from './repeats.ts'
import type { RuleSet } from './ruleset.ts'
import { firstLine, textOf } from './site.ts'
import { reasonIn, reasonOf } from './worded.ts'

export interface DetectOptions {
  readonly language: WordedIn
  /** Day of the screening, `YYYY-MM-DD`: tells past exams and expired periods. Without it nothing is past. */
  readonly today?: string
}

/** More matches of one rule than this add nothing to a report; evidence is counted on. */
const mostFindings = 100
const mostSignals = 5_000

/** Facts about the whole document that a match may need; found when first asked for. */
interface Paper {
  readonly issued: () => string | null
}

function once<Value>(find: () => Value): () => Value {
  let found: { value: Value } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

interface Placed {
  readonly signal: Signal
  readonly start: number
  readonly end: number
  readonly silent: boolean
  readonly loweredBy: readonly string[]
  /** Index of its first line in the part. */
  readonly line: number
}

/** Screens the parts of one document. */
export function detect(parts: readonly Part[], rules: RuleSet, options: DetectOptions): KeptFinding[] {
  const hits = new Hits()
  const found: Placed[] = []
  const counts = new Map<string, number>()
  const paper: Paper = { issued: once(() => issueDate(parts)) }
  for (const [index, part] of parts.entries()) {
    const view = foldPart(uprightPart(part))
    hits.length = 0
    findAll(rules.automaton, view.codes, view.length, hits)
    const here: Placed[] = []
    for (const candidate of everything(view, hits, rules, options.today)) {
      const key = candidate.rule.rule.id
      const seen = counts.get(key) ?? 0
      if (seen >= mostSignals) continue
      const placed = weigh(candidate, index, options, paper)
      if (placed === null) continue
      counts.set(key, seen + 1)
      here.push(placed)
    }
    found.push(...withoutOverlaps(here))
  }
  return report(withoutRepeats(found, parts), rules, options)
}

/** Whether nothing in the parts could be any evidence, alone or beside other text. */
export function saysNothing(parts: readonly Part[], rules: RuleSet): boolean {
  const hits = new Hits()
  for (const part of parts) {
    const view = foldPart(uprightPart(part))
    hits.length = 0
    findAll(rules.automaton, view.codes, view.length, hits)
    if (!everything(view, hits, rules, undefined).next().done) return false
  }
  return issueDate(parts) === null
}

function* everything(
  view: View,
  hits: Hits,
  rules: RuleSet,
  today: string | undefined,
): Generator<Candidate> {
  yield* candidates(view, hits, rules)
  yield* numberCandidates(view, hits, rules, today)
  yield* layoutCandidates(view, rules)
  yield* concealedCandidates(view, rules)
}

/** Weighs place and context; null when the match is none. */
function weigh(
  candidate: Candidate,
  part: number,
  { language, today }: DetectOptions,
  paper: Paper,
): Placed | null {
  const { rule, mark } = candidate
  if (candidate.graphic !== undefined) return sighted(candidate, candidate.graphic, part, language)
  const facts: Facts = { today, levels: rule.siblings, issued: paper.issued }
  const places = placesOf(candidate)
  const inPlace = [...rule.places].some(place => places.names.has(place))
  let severity: Severity | 'ignore' = inPlace ? rule.rule.severity : rule.elsewhere
  if (severity === 'ignore') return null
  // Rule zero: context lowers a mention, never a mark that stands in a mark's place.
  const safe = mark === null ? places.own : places.mark
  if (!safe && rule.unless.some(trap => trap(candidate, rule.siblings))) return null
  if (rule.disprovedBy.some(trap => trap(candidate, rule.siblings))) return null
  if (rule.only.length > 0 && !rule.only.some(trap => trap(candidate, rule.siblings))) return null
  let status: Status | null = null
  if (mark !== null && severity === 'block') {
    status = candidate.odd === true ? 'odd' : (rule.status.find(one => holds(one, mark, facts)) ?? null)
    if (status !== null) severity = 'review'
  }
  const finding = toFinding({
    rule: rule.rule,
    site: candidate,
    circumstances: { severity, places, inPlace, status, bare: mark?.form === 'bare' },
    certainty: candidate.certainty,
    language,
  })
  const signal: Signal = {
    rule: rule.rule.id,
    title: rule.rule.title,
    kind: kindOf(rule.rule),
    severity,
    part,
    text: textOf(candidate).replaceAll(/[ -]/g, ''),
    finding,
  }
  const { start, end } = candidate
  return {
    signal,
    start,
    end,
    silent: rule.rule.silent,
    loweredBy: rule.rule.context['lowered-by'],
    line: firstLine(candidate),
  }
}

/** What is seen in pixels has no context that could lower it; what it means beside the text, evidence says. */
function sighted(
  { rule: { rule }, view }: Candidate,
  graphic: Graphic,
  part: number,
  language: WordedIn,
): Placed {
  const finding = toSighting({ rule, view, graphic, severity: rule.severity, language })
  const signal: Signal = {
    rule: rule.id,
    title: rule.title,
    kind: kindOf(rule),
    severity: rule.severity,
    part,
    text: graphic.manner ?? graphic.kind,
    finding,
  }
  return { signal, start: 0, end: 0, silent: rule.silent, loweredBy: rule.context['lowered-by'], line: 0 }
}

const kindOf = (rule: Rule) => rule.kind ?? rule.id.split('.').slice(0, 2).join('.')

const ranks: Readonly<Record<Severity, number>> = { block: 0, review: 1, info: 2 }

/** Of overlapping matches of one category the gravest stays, then the longest; silent ones are kept apart. */
function withoutOverlaps(list: readonly Placed[]): Placed[] {
  const order = [...list].sort(
    (a, b) =>
      ranks[a.signal.severity] - ranks[b.signal.severity] ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  )
  const taken = new Map<string, Set<number>>()
  const kept = order.filter(({ signal, start, end, silent }) => {
    if (silent) return true
    const category = signal.finding.category
    const cells = taken.get(category) ?? new Set<number>()
    taken.set(category, cells)
    for (let at = start; at < end; at++) if (cells.has(at)) return false
    for (let at = start; at < end; at++) cells.add(at)
    return true
  })
  return kept.sort((a, b) => a.start - b.start)
}

/** A release statement lowers what it may lower: each rule names the statements it yields to (domain H6). */
function lowerReleased(found: readonly Placed[], asked: WordedIn): Placed[] {
  const statements = new Map<string, string>()
  for (const { signal } of found)
    if (!statements.has(signal.rule)) statements.set(signal.rule, signal.finding.match)
  return found.map(placed => {
    const { signal, loweredBy } = placed
    if (signal.severity === 'info' || loweredBy.length === 0) return placed
    const by = [...statements].find(([id]) => loweredBy.some(pattern => covers(pattern, id)))?.[1]
    if (by === undefined) return placed
    const note = (language: Language) =>
      language === 'zh' ? `文内有公开声明“${by}”，降为提示。` : ` Lowered: the paper states “${by}”.`
    const finding: KeptFinding = {
      ...signal.finding,
      severity: 'info',
      ...reasonIn(asked, language => `${reasonOf(signal.finding, language)}${note(language)}`),
    }
    return { ...placed, signal: { ...signal, severity: 'info', finding } }
  })
}

function report(all: readonly Placed[], rules: RuleSet, { language }: DetectOptions): KeptFinding[] {
  const found = lowerReleased(all, language)
  const signals = found.map(({ signal }) => signal)
  const counts = new Map<string, number>()
  const findings: KeptFinding[] = []
  for (const { signal, silent } of found) {
    if (silent) continue
    const key = `${signal.rule} ${signal.severity}`
    const seen = counts.get(key) ?? 0
    if (seen >= mostFindings) continue
    counts.set(key, seen + 1)
    findings.push(signal.finding)
  }
  for (const conclusion of conclude(rules.evidence, signals))
    findings.push(toConclusion(conclusion, language))
  return findings.sort((a, b) => ranks[a.severity] - ranks[b.severity])
}
