/** Incidents. */
import { ruleWords } from '../../packs/rule-words.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import { incidentSheet } from '../print/incident-sheet.ts'
import { incidentView } from '../views/incident.ts'
import { checkStep, closeIncident, purgeIncident } from '../workflow/incidents.ts'
import type { Service } from '../workflow/service.ts'
import { whereWithin } from '../workflow/visibility.ts'

async function find(service: Service, id: string) {
  const { db } = service.store
  const incident = await db.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst()
  if (!incident) throw new ApiProblem('not-found')
  const row = await db
    .selectFrom('submission')
    .selectAll()
    .where('id', '=', incident.submissionId)
    .executeTakeFirstOrThrow()
  return { incident, row }
}

async function view(service: Service, id: string) {
  const { incident, row } = await find(service, id)
  return incidentView(incident, row)
}

export const incidentHandlers: Handlers<'incidents.'> = {
  'incidents.list': async ({ app, caller, scopes, query }) => {
    const { db } = app.service.store
    let rows = db
      .selectFrom('incident')
      .innerJoin('submission', 'submission.id', 'incident.submissionId')
      .selectAll('incident')
      .select(['submission.title', 'submission.departmentId'])
      .where(each => whereWithin(each, caller, scopes))
    if (query.state !== undefined) rows = rows.where('incident.state', '=', query.state)
    if (query.cursor !== undefined) rows = rows.where('incident.id', '<', query.cursor)
    // Ids grow with time, so the newest comes first.
    const page = await rows
      .orderBy('incident.id', 'desc')
      .limit(query.limit + 1)
      .execute()
    const items = page.slice(0, query.limit).map(row => incidentView(row, row))
    const next = page.length > query.limit ? (items.at(-1)?.id ?? null) : null
    return { items, next, total: null }
  },
  'incidents.read': ({ app, params }) => view(app.service, params.incident),
  'incidents.check': async ({ app, caller, params, body }) => {
    await checkStep(app.service, caller, params.incident, body)
    return view(app.service, params.incident)
  },
  'incidents.purge': async ({ app, caller, params, body }) => {
    await purgeIncident(app.service, caller, params.incident, body)
    return view(app.service, params.incident)
  },
  'incidents.close': async ({ app, caller, params, body }) => {
    await closeIncident(app.service, caller, params.incident, body)
    return view(app.service, params.incident)
  },
  'incidents.sheet': async ({ app, params, language }) => {
    const { incident, row } = await find(app.service, params.incident)
    return {
      bytes: await incidentSheet(
        app.service.store.db,
        incident,
        row,
        language,
        ruleWords(app.screeners.packs, language),
      ),
      name: language === 'en' ? 'incident-sheet.docx' : '泄密事件处置单.docx',
    }
  },
}
