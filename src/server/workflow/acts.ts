/** The acts of a submission's way. The table in review/lifecycle.ts says what is possible; here is what else must hold. */
import { v7 as newId } from 'uuid'
import { keyId, signTicket } from '../../gate/ticket.ts'
import { type NewJob, priorities } from '../../queue/queue.ts'
import { mustChange, undecided } from '../../review/decision.ts'
import { type FormField, isDeclaredSecret, missingFields } from '../../review/form.ts'
import { type Act, type ActName, acts, isPossible } from '../../review/lifecycle.ts'
import type { Trx } from '../../store/open.ts'
import type { TicketTable } from '../../store/portal-schema.ts'
import type { FileTable, SubmissionTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { printWords } from '../print/words.ts'
import { contentHash } from './content-hash.ts'
import { about, contribute, formOf, startRevision, unscreened } from './drafts.ts'
import { type Keyed, noteMade } from './idempotency.ts'
import { openIncident } from './incidents.ts'
import { type Caller, lockSubmission, type Service, type Transaction, transact } from './service.ts'
import { readSettings } from './settings.ts'
import { tellDecided } from './webhooks.ts'

export interface ActRequest {
  /** The version that the caller saw. */
  readonly version: number
  readonly reason?: string | undefined
  readonly forward?: boolean | undefined
}

type Changes = Partial<SubmissionTable>

interface Step {
  readonly service: Service
  readonly tx: Transaction
  readonly row: SubmissionTable
  readonly caller: Caller
  readonly request: ActRequest
}

/** What an act does besides moving the item; may refuse. */
const effects: Readonly<Record<ActName, (step: Step) => Promise<Changes>>> = {
  submit,
  send: async ({ row }) => {
    if (row.verdict === 'error' || row.verdict === null) throw new ApiProblem('unread')
    return {}
  },
  revise,
  withdraw: async () => ({}),
  pass,
  return: async () => ({ reviewerId: null }),
  approve: async ({ row, caller }) => {
    if (formOf(row).publicity !== 'proactive') throw new ApiProblem('not-public')
    if (row.reviewerId === caller.id) throw new ApiProblem('same-reviewer')
    return {}
  },
  revoke: async ({ tx, row }) => {
    await revokeTickets(tx, row.id)
    return {}
  },
  report: async ({ service, tx, row, caller, request }) => {
    await revokeTickets(tx, row.id)
    const content = await openIncident(service, tx, row, caller, request.reason ?? '')
    return content === 'purged' ? { purged: tx.at } : {}
  },
}

/**
 * Carries out one act, or refuses it, in one transaction.
 * @throws {ApiProblem} `stale-version`, `wrong-state`, `own-item` and what the act itself refuses.
 */
export async function act(
  service: Service,
  caller: Caller,
  id: string,
  name: ActName,
  request: ActRequest,
  keyed: Keyed | null,
): Promise<void> {
  await transact(service, async tx => {
    // First: of the same request sent twice at once, the second waits here and is then seen to be a repeat.
    await noteMade(tx.trx, keyed, { submission: id }, tx.at)
    await actIn(service, tx, caller, id, name, request)
  })
}

/** The same, in a transaction of the caller's. */
export async function actIn(
  service: Service,
  tx: Transaction,
  caller: Caller,
  id: string,
  name: ActName,
  request: ActRequest,
): Promise<void> {
  const row = await lockSubmission(service, tx.trx, id)
  if (!row) throw new ApiProblem('not-found')
  const declared: Act = acts[name]
  if (row.version !== request.version) throw new ApiProblem('stale-version', { version: row.version })
  if (!isPossible(name, row.state)) throw new ApiProblem('wrong-state', { state: row.state })
  if (declared.separate) await refuseContributor(tx.trx, id, caller)
  const changes = await effects[name]({ service, tx, row, caller, request })
  const next: SubmissionTable = {
    ...row,
    ...changes,
    state: declared.to,
    since: tx.at,
    updated: tx.at,
    version: row.version + 1,
    lastReason: request.reason ?? row.lastReason,
  }
  await tx.trx.updateTable('submission').set(next).where('id', '=', id).execute()
  const entry = await tx.record({
    ...about(next),
    actor: caller,
    act: name,
    verdict: next.verdict,
    ...(request.reason === undefined ? {} : { reason: request.reason }),
  })
  if (name === 'approve') await issueTicket(service, tx, next, entry)
  await tellDecided(service, tx, next)
  tx.afterwards(() => service.events.changed(next))
  if (name === 'submit') tx.afterwards(() => service.queue.wake())
}

/** Nobody judges what they wrote, checked where the judgement is written. */
export async function refuseContributor(trx: Trx, submissionId: string, caller: Caller): Promise<void> {
  const own = await trx
    .selectFrom('contributor')
    .select('actorId')
    .where('submissionId', '=', submissionId)
    .where('actorId', '=', caller.id)
    .executeTakeFirst()
  if (own) throw new ApiProblem('own-item')
}

export function filesOf(trx: Trx, row: Pick<SubmissionTable, 'id' | 'revision'>): Promise<FileTable[]> {
  return trx
    .selectFrom('file')
    .selectAll()
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .orderBy('ordinal')
    .execute()
}

/** Text is read in a moment, so it does not wait behind scans. */
const priorityOf = (file: FileTable) =>
  file.kind === 'text' || file.bytes < 100_000 ? priorities.text : priorities.scan

/** Fields as the form names them. */
const namesOf = (fields: readonly FormField[]) => ({
  zh: fields.map(field => printWords.zh.form[field]).join('、'),
  en: fields.map(field => printWords.en.form[field]).join(', '),
})

async function submit({ service, tx, row, request }: Step): Promise<Changes> {
  const { trx } = tx
  const form = formOf(row)
  if (isDeclaredSecret(form)) throw new ApiProblem('declared-secret')
  const fields = missingFields(form)
  if (fields.length > 0) throw new ApiProblem('form-incomplete', { fields: namesOf(fields) }, { fields })
  const files = await filesOf(trx, row)
  if (files.length === 0) throw new ApiProblem('no-content')
  const jobs: NewJob[] = []
  for (const file of files) {
    await trx.updateTable('file').set({ state: 'queued' }).where('id', '=', file.id).execute()
    jobs.push({ submissionId: row.id, fileId: file.id, priority: priorityOf(file) })
  }
  await service.queue.add(trx, jobs)
  const hash = await contentHash(service, trx, row, files)
  await trx
    .updateTable('revision')
    .set({ contentHash: hash, form: row.form })
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .execute()
  return { contentHash: hash, verdict: null, forward: request.forward ? 1 : 0 }
}

/** A new version: the same form and files, to be changed and submitted again. */
async function revise({ tx, row, caller }: Step): Promise<Changes> {
  const revision = row.revision + 1
  const files = await filesOf(tx.trx, row)
  await startRevision(tx, { ...row, revision }, caller)
  for (const file of files) {
    await tx.trx
      .insertInto('file')
      .values({ ...file, ...unscreened, id: newId(), revision })
      .execute()
  }
  await contribute(tx.trx, row.id, caller.id)
  return {
    revision,
    verdict: null,
    contentHash: null,
    reviewerId: null,
    fileCount: files.length,
    findingCount: 0,
    undecidedCount: 0,
  }
}

async function pass({ tx, row, caller }: Step): Promise<Changes> {
  if (row.verdict === 'error' || row.verdict === null) throw new ApiProblem('unread')
  const findings = await tx.trx
    .selectFrom('finding')
    .select(['severity', 'decision'])
    .where('submissionId', '=', row.id)
    .where('revision', '=', row.revision)
    .execute()
  const count = undecided(findings)
  if (count > 0) throw new ApiProblem('undecided-findings', { count })
  if (mustChange(findings)) throw new ApiProblem('must-change')
  return { reviewerId: caller.id }
}

async function issueTicket(
  service: Service,
  { trx, at }: Transaction,
  row: SubmissionTable,
  ledger: { seq: number; hash: string },
): Promise<void> {
  if (row.contentHash === null) throw new Error('approved without content')
  const { settings } = await readSettings(trx)
  const key = await service.ticketKeys.signer(trx)
  const issued = new Date(at)
  const expires = new Date(issued.getTime() + settings.ticketDays * 86_400_000)
  const id = newId()
  const { contentHash: hash, revision, item } = row
  const portal = row.submitterKind === 'portal' ? row.submitterId : null
  const jws = await signTicket(
    {
      id,
      submissionId: row.id,
      revision,
      contentHash: hash,
      portal,
      item: portal === null ? null : item,
      issued,
      expires,
      ledger,
    },
    key,
  )
  const ticket: TicketTable = {
    id,
    submissionId: row.id,
    revision,
    contentHash: hash,
    jws,
    portalId: portal,
    item,
    keyId: keyId(key),
    issued: at,
    expires: expires.toISOString(),
    revoked: null,
  }
  await trx.insertInto('ticket').values(ticket).execute()
}

export async function revokeTickets({ trx, at }: Transaction, submissionId: string): Promise<void> {
  await trx
    .updateTable('ticket')
    .set({ revoked: at })
    .where('submissionId', '=', submissionId)
    .where('revoked', 'is', null)
    .execute()
}
