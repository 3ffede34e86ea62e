/** What the service tells its webhooks, in the transaction of the act. */
import type { GateAnswer } from '../../gate/content.ts'
import type { IncidentTable, SubmissionTable } from '../../store/submission-schema.ts'
import type { WebhookData, WebhookEvent } from '../../webhooks/event.ts'
import { webhookData } from '../../webhooks/event.ts'
import { enqueue } from '../../webhooks/outbox.ts'
import { apiPrefix } from '../api/routes.ts'
import type { Service, Transaction } from './service.ts'

const portalOf = (row: Pick<SubmissionTable, 'submitterKind' | 'submitterId'>) =>
  row.submitterKind === 'portal' ? row.submitterId : null

async function tell<E extends WebhookEvent>(
  service: Service,
  { trx, at, afterwards }: Transaction,
  event: E,
  portalId: string | null,
  data: WebhookData<E>,
): Promise<void> {
  const count = await enqueue(trx, at, event, portalId, data)
  if (count > 0) afterwards(service.wakeWebhooks)
}

/** An item has come to a state in which its portal knows whether it may publish; nothing otherwise. */
export async function tellDecided(service: Service, tx: Transaction, row: SubmissionTable): Promise<void> {
  const state = webhookData['submission.decided'].shape.state.safeParse(row.state)
  if (!state.success) return
  const base = service.publicUrl ?? ''
  await tell(service, tx, 'submission.decided', portalOf(row), {
    submission: row.id,
    revision: row.revision,
    state: state.data,
    verdict: row.verdict,
    links: { api: `${base}${apiPrefix}/submissions/${row.id}`, page: `${base}/items/${row.id}` },
  })
}

export async function tellIncident(
  service: Service,
  tx: Transaction,
  row: SubmissionTable,
  incident: Pick<IncidentTable, 'id' | 'due'>,
): Promise<void> {
  await tell(service, tx, 'incident.opened', portalOf(row), {
    incident: incident.id,
    submission: row.id,
    due: incident.due,
    links: { page: `${service.publicUrl ?? ''}/incidents/${incident.id}` },
  })
}

/** A portal that did not wait for its answer is told that there is one. */
export async function tellAnswered(
  service: Service,
  tx: Transaction,
  portal: string,
  { id, decision, verdict }: Pick<GateAnswer, 'id' | 'decision' | 'verdict'>,
): Promise<void> {
  const api = `${service.publicUrl ?? ''}${apiPrefix}/gate/${id}`
  await tell(service, tx, 'gate.answered', portal, { question: id, decision, verdict, links: { api } })
}

export type RescanFinding = Omit<WebhookData<'rescan.finding'>, 'links'> & {
  /** Whose site it is; null: only endpoints of the whole service hear of it. */
  readonly portal: string | null
  /** Path of the page that shows the run, e.g. `/rescans/…`. */
  readonly page: string
}

/** A rescan found something new; call it once a run, in the transaction that writes the findings. */
export async function tellRescanFinding(
  service: Service,
  tx: Transaction,
  { portal, page, ...found }: RescanFinding,
): Promise<void> {
  const links = { page: `${service.publicUrl ?? ''}${page}` }
  await tell(service, tx, 'rescan.finding', portal, { ...found, links })
}
