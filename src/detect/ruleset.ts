/** Packs to a rule set: all literals in one automaton, every rule ready to be tried where one of its literals stands. */
import { createHash } from 'node:crypto'
import type { Check, Context, EvidenceGroup, MarkForm, Pack, Place, Rule, Status } from '../packs/schema.ts'
import { compileTrap, type TrapTest } from './context/traps.ts'
import { foldText } from './fold/view.ts'
import { lookAlikes } from './grammar/look-alikes.ts'
import { type Automaton, buildAutomaton } from './match/automaton.ts'

/** What a literal is to a rule. */
export type Role = 'phrase' | 'anchor' | 'level' | 'look-alike' | 'code' | 'label' | 'allow'

export interface CompiledRule {
  readonly index: number
  readonly rule: Rule
  readonly expression: RegExp | null
  readonly forms: ReadonlySet<MarkForm>
  readonly places: ReadonlySet<Place>
  readonly elsewhere: Context['elsewhere']
  readonly unless: readonly TrapTest[]
  readonly disprovedBy: readonly TrapTest[]
  readonly only: readonly TrapTest[]
  readonly status: readonly Status[]
  /** Folded levels or phrases, for the trap that looks for another one in the same sentence. */
  readonly siblings: readonly string[]
  readonly hasAllow: boolean
}

export interface Use {
  readonly rule: CompiledRule
  readonly role: Role
}

export interface EvidenceRule {
  readonly rule: Rule
  readonly within: 'page' | 'first-page' | 'document'
  readonly all: readonly EvidenceGroup[]
  readonly none: readonly string[]
}

export interface DigitRule {
  readonly compiled: CompiledRule
  readonly check: Check
  readonly labelled: boolean
}

export interface RuleSet {
  /** Changes when any rule changes. */
  readonly version: string
  readonly automaton: Automaton
  /** Folded literals, by their number in the automaton. */
  readonly literals: readonly string[]
  readonly uses: readonly (readonly Use[])[]
  /** 1 for literals that some rule allows: a quick no for all others. */
  readonly allows: Uint8Array
  readonly longestAllow: number
  readonly rules: readonly CompiledRule[]
  /** Rules about long numbers, which no literal announces. */
  readonly digits: readonly DigitRule[]
  /** Rules about the layout of a page. */
  readonly layout: readonly CompiledRule[]
  /** Rules about text that is not shown. */
  readonly concealed: readonly CompiledRule[]
  readonly evidence: readonly EvidenceRule[]
}

/** The version that a rule set compiled of these packs has. */
export function versionOf(packs: readonly Pack[]): string {
  return createHash('sha256').update(JSON.stringify(packs)).digest('hex').slice(0, 16)
}

/** Compiles packs; equal packs give an equal version. Pure, but costs milliseconds: do it once. */
export function compileRules(packs: readonly Pack[]): RuleSet {
  const numbers = new Map<string, number>()
  const literals: string[] = []
  const uses: Use[][] = []
  const use = (literal: string, rule: CompiledRule, role: Role) => {
    const folded = foldText(literal)
    if (folded === '') return
    // The automaton does not tell case; neither may the key.
    const key = folded.toLowerCase()
    let number = numbers.get(key)
    if (number === undefined) {
      number = literals.length
      numbers.set(key, number)
      literals.push(folded)
      uses.push([])
    }
    const list = uses[number] as Use[]
    if (!list.some(one => one.rule === rule && one.role === role)) list.push({ rule, role })
  }
  const rules: CompiledRule[] = []
  const evidence: EvidenceRule[] = []
  const digits: DigitRule[] = []
  const layout: CompiledRule[] = []
  const concealed: CompiledRule[] = []
  let longestAllow = 0
  for (const rule of packs.flatMap(pack => pack.rules)) {
    const compiled = compileRule(rule, rules.length)
    rules.push(compiled)
    for (const literal of rule.context.allow) {
      use(literal, compiled, 'allow')
      longestAllow = Math.max(longestAllow, foldText(literal).length)
    }
    const { match } = rule
    if ('phrases' in match) for (const literal of match.phrases) use(literal, compiled, 'phrase')
    else if ('pattern' in match) for (const literal of match.anchors) use(literal, compiled, 'anchor')
    else if ('mark' in match)
      for (const level of match.mark.levels) {
        use(level, compiled, 'level')
        for (const other of lookAlikes(foldText(level))) use(other, compiled, 'look-alike')
      }
    else if ('number' in match) for (const code of match.number.codes) use(code, compiled, 'code')
    else if ('digits' in match) {
      for (const label of match.digits.labels ?? []) use(label, compiled, 'label')
      digits.push({ compiled, check: match.digits.check, labelled: match.digits.labels !== undefined })
    } else if ('layout' in match) layout.push(compiled)
    else if ('concealed' in match) concealed.push(compiled)
    else if ('evidence' in match) evidence.push({ rule, ...match.evidence })
  }
  const allows = Uint8Array.from(uses, list => (list.some(one => one.role === 'allow') ? 1 : 0))
  return {
    version: versionOf(packs),
    automaton: buildAutomaton(literals),
    literals,
    uses,
    allows,
    longestAllow,
    rules,
    digits,
    layout,
    concealed,
    evidence,
  }
}

function compileRule(rule: Rule, index: number): CompiledRule {
  const { match, context } = rule
  const siblings = 'mark' in match ? match.mark.levels : []
  return {
    index,
    rule,
    expression: 'pattern' in match ? new RegExp(match.pattern, match.case === 'any' ? 'giu' : 'gu') : null,
    forms: new Set('mark' in match ? match.mark.forms : []),
    places: new Set(context.place),
    elsewhere: context.elsewhere,
    unless: context.unless.map(compileTrap),
    disprovedBy: context['disproved-by'].map(compileTrap),
    only: context.only.map(compileTrap),
    status: context.status,
    siblings: siblings.map(foldText),
    hasAllow: context.allow.length > 0,
  }
}
