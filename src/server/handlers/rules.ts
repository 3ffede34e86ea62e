/** The rules in force, the box to try them in, and the allow-list. */
import { ruleWords } from '../../packs/rule-words.ts'
import type { Example, Rule } from '../../packs/schema.ts'
import type { AllowEntryTable } from '../../store/schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { RuleView } from '../api/rules.ts'
import type { Handlers } from '../handler.ts'
import { screeningIn } from '../views/screening.ts'
import { transact } from '../workflow/service.ts'

/** Examples shown for a rule. */
const shown = 5
const textOf = (example: Example) => (typeof example === 'string' ? example : example.text)

function ruleView(rule: Rule, pack: string): RuleView {
  // An own list holds what is not for publication: its words are not shown to everybody who may see rules.
  const count = pack.startsWith('terms.') ? 0 : shown
  return {
    id: rule.id,
    pack,
    title: rule.title,
    category: rule.category,
    severity: rule.severity,
    basis: rule.basis,
    advice: rule.advice,
    silent: rule.silent,
    hits: rule.examples.hit.slice(0, count).map(textOf),
    misses: rule.examples.miss.slice(0, count).map(textOf),
  }
}

const entryView = (row: AllowEntryTable) => ({
  id: row.id,
  rule: row.rule,
  fingerprint: row.fingerprint,
  reason: row.reason,
  by: { id: row.actorId, name: row.actorName, kind: 'person' as const },
  until: row.until,
  state: row.state,
  confirmedBy:
    row.confirmedById === null
      ? null
      : { id: row.confirmedById, name: row.confirmedByName ?? '', kind: 'person' as const },
  created: row.created,
})

export const ruleHandlers: Handlers<'rules.' | 'allow.'> = {
  'rules.list': ({ app }) => {
    const { packs, ruleset } = app.screeners
    return {
      ruleset,
      packs: packs.map(pack => ({ id: pack.pack, title: pack.title, rules: pack.rules.length })),
      items: packs.flatMap(pack => pack.rules.map(rule => ruleView(rule, pack.pack))),
    }
  },
  'rules.try': async ({ app: { screeners }, body, language }) => {
    const name = body.format === 'html' ? 'text.html' : 'text.txt'
    const screening = await screeners.screen({ name, bytes: Buffer.from(body.content) }, {})
    return screeningIn(screening, language, ruleWords(screeners.packs, language))
  },
  'allow.list': async ({ app }) => {
    const rows = await app.service.store.db
      .selectFrom('allowEntry')
      .selectAll()
      .orderBy('created', 'desc')
      .execute()
    return { items: rows.map(entryView) }
  },
  'allow.confirm': ({ app, caller, params }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await trx
        .selectFrom('allowEntry')
        .selectAll()
        .where('id', '=', params.entry)
        .executeTakeFirst()
      if (!row) throw new ApiProblem('not-found')
      if (row.actorId === caller.id) throw new ApiProblem('own-item')
      const next = {
        ...row,
        state: 'active' as const,
        confirmedById: caller.id,
        confirmedByName: caller.name,
      }
      await trx.updateTable('allowEntry').set(next).where('id', '=', row.id).execute()
      const { rule, fingerprint, until, reason } = row
      await record({ actor: caller, act: 'allow', reason, detail: { rule, fingerprint, until } })
      return entryView(next)
    }),
  'allow.delete': ({ app, caller, params, body }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await trx
        .deleteFrom('allowEntry')
        .where('id', '=', params.entry)
        .returningAll()
        .executeTakeFirst()
      if (!row) throw new ApiProblem('not-found')
      const { rule, fingerprint } = row
      await record({ actor: caller, act: 'disallow', reason: body.reason, detail: { rule, fingerprint } })
      return undefined
    }),
}
