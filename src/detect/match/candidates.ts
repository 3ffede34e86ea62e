/** From literals found in a view to the places where a rule really matches, before context is weighed. */
import type { Graphic } from '../../document/document.ts'
import { decode, type View } from '../fold/view.ts'
import { abbreviation } from '../grammar/look-alikes.ts'
import { type MarkReading, readMark } from '../grammar/mark.ts'
import { readNumberAfter } from '../grammar/number.ts'
import type { CompiledRule, RuleSet } from '../ruleset.ts'
import { boundsOf, firstLine, lastLine, lineAt, type Site } from '../site.ts'
import type { Hits } from './automaton.ts'

export interface Candidate extends Site {
  readonly rule: CompiledRule
  readonly certainty: number
  readonly mark: MarkReading | null
  /** What shows it, when that is no text; `start` and `end` are then 0. */
  readonly graphic?: Graphic
  /** Written with look-alike or parted characters (domain E10): for a person to judge. */
  readonly odd?: boolean
}

/**
 * Yields every candidate of a view, in the order of the literals' ends. Each look around a hit is bounded, so the
 * time is linear in the text and the hits.
 */
export function* candidates(view: View, hits: Hits, rules: RuleSet): Generator<Candidate> {
  // Where each rule's expression last matched: overlapping windows must not report twice.
  const done = new Map<CompiledRule, number>()
  for (let index = 0; index < hits.length; index++) {
    const literal = hits.which[index] as number
    const end = hits.end[index] as number
    const start = end - (rules.automaton.lengths[literal] as number)
    const site: Site = { view, start, end }
    const wanted = rules.uses[literal] ?? []
    let exact: MarkReading | null | undefined
    let alike: MarkReading | null | undefined
    for (const { rule, role } of wanted) {
      if (role === 'allow' || role === 'label') continue
      if (role === 'level') {
        if (exact === undefined) exact = sameParagraph(site) ? readMark(site, true) : null
        if (exact !== null && rule.forms.has(exact.form) && !isAllowed(rule, site, index, hits, rules))
          yield { ...exact, rule, mark: exact }
      } else if (role === 'look-alike') {
        const short = rules.literals[literal] === abbreviation
        if (alike === undefined)
          alike = plausible(site) ? readMark(short ? { ...site, end: end - 1 } : site, false) : null
        if (short && alike?.form !== 'star-period') continue
        if (alike !== null && rule.forms.has(alike.form) && !isAllowed(rule, site, index, hits, rules))
          yield {
            ...alike,
            certainty: alike.certainty * 0.8,
            rule,
            mark: alike,
            odd: !short && !isRecognised(site),
          }
      } else if (role === 'code') {
        const number = 'number' in rule.rule.match ? readNumberAfter(site, rule.rule.match.number) : null
        if (number !== null && !isAllowed(rule, site, index, hits, rules))
          yield { view, start: number.start, end: number.end, certainty: number.certainty, rule, mark: null }
      } else if (role === 'phrase') {
        if (
          phraseStands(rule, site, rules.literals[literal] as string) &&
          !isAllowed(rule, site, index, hits, rules)
        )
          yield { ...site, certainty: 0.9, rule, mark: null }
      } else {
        const found = expressionAround(rule, site, done.get(rule) ?? -1)
        if (found !== null && !isAllowed(rule, site, index, hits, rules)) {
          done.set(rule, found.end)
          yield { ...found, certainty: 0.9, rule, mark: null }
        }
      }
    }
  }
}

/** A longer harmless phrase of this rule contains the hit. */
function isAllowed(
  rule: CompiledRule,
  { start, end }: Site,
  at: number,
  hits: Hits,
  rules: RuleSet,
): boolean {
  if (!rule.hasAllow) return false
  const contains = (index: number) => {
    const literal = hits.which[index] as number
    if (rules.allows[literal] === 0) return false
    const uses = rules.uses[literal] as RuleSet['uses'][number]
    if (!uses.some(use => use.rule === rule && use.role === 'allow')) return false
    const allowEnd = hits.end[index] as number
    return allowEnd >= end && allowEnd - (rules.automaton.lengths[literal] as number) <= start
  }
  for (let index = at; index >= 0 && (hits.end[index] as number) >= end; index--)
    if (contains(index)) return true
  for (
    let index = at + 1;
    index < hits.length && (hits.end[index] as number) <= start + rules.longestAllow;
    index++
  )
    if (contains(index)) return true
  return false
}

/** Two characters that meet across a line break are a word only when each stands alone (a vertical stamp). */
function sameParagraph(site: Site): boolean {
  const from = firstLine(site)
  const to = lastLine(site)
  if (from === to) return true
  return boundsOf(site.view, from)[0] === site.start && boundsOf(site.view, to)[1] - site.end <= 12
}

/** A look-alike in one line. In recognised text it is a misreading, elsewhere somebody wrote it so. */
function plausible(site: Site): boolean {
  return firstLine(site) === lastLine(site)
}

const isRecognised = (site: Site) => lineAt(site.view, firstLine(site)).channel === 'ocr'

const wordUnit = /[\p{L}\p{N}_]/u

function phraseStands(rule: CompiledRule, site: Site, literal: string): boolean {
  const { view, start, end } = site
  const { match } = rule.rule
  if (!('phrases' in match)) return false
  const from = firstLine(site)
  const to = lastLine(site)
  if (from !== to && !(lineAt(view, from).channel === lineAt(view, to).channel && end - start >= 4)) {
    if (!sameParagraph(site)) return false
  }
  if (match.case === 'exact' && decode(view.codes, start, end) !== literal) return false
  if (!match.word) return true
  const left = start > boundsOf(view, from)[0] ? decode(view.codes, start - 1, start) : ''
  const right = end < boundsOf(view, to)[1] ? decode(view.codes, end, end + 1) : ''
  return !wordUnit.test(left) && !wordUnit.test(right)
}

/** Visual lines and cells go on into the next; a paragraph is a world of its own. */
function paragraphAround({ view, start, end }: Site): readonly [number, number] {
  const site = { view, start, end }
  const { box, channel } = lineAt(view, firstLine(site))
  if (box !== null || channel === 'ocr' || channel === 'table') return [0, view.length]
  return [boundsOf(view, firstLine(site))[0], boundsOf(view, lastLine(site))[1]]
}

/** Tries the rule's expression in the window that its anchor opens. */
function expressionAround(rule: CompiledRule, anchor: Site, after: number): Site | null {
  const { match } = rule.rule
  const { expression } = rule
  if (expression === null || !('pattern' in match)) return null
  const { view } = anchor
  const [floor, ceiling] = paragraphAround(anchor)
  const from = Math.max(floor, anchor.start - match.before)
  const to = Math.min(ceiling, anchor.end + match.after)
  const text = decode(view.codes, from, to)
  expression.lastIndex = 0
  for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
    const start = from + found.index
    const end = start + found[0].length
    if (found[0].length === 0) expression.lastIndex++
    // The match must hold the anchor; another one will come with its own.
    else if (start <= anchor.start && end >= anchor.end && start >= after) return { view, start, end }
    if (start > anchor.start) break
  }
  return null
}
