/** Seeing masked content: asked for with a reason, recorded, and over after half an hour. */
import { v7 as newId } from 'uuid'
import type { Db, Trx } from '../../store/open.ts'
import type { FileTable, SubmissionTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { about } from './drafts.ts'
import { type Caller, lockSubmission, type Service, transact } from './service.ts'

const minutes = 30

/** Those who work on an incident; nobody else sees what was sealed. */
const trusted = ['reviewer', 'approver'] as const

/** @throws {ApiProblem} `purged`, `sealed`. */
export function refuseContained(caller: Caller, row: Pick<SubmissionTable, 'state' | 'purged'>): void {
  if (row.purged !== null) throw new ApiProblem('purged')
  if (row.state === 'incident' && !trusted.some(role => caller.roles.includes(role))) {
    throw new ApiProblem('sealed')
  }
}

export async function reveal(
  service: Service,
  caller: Caller,
  submissionId: string,
  file: Pick<FileTable, 'id' | 'sha256'>,
  reason: string,
): Promise<string> {
  return transact(service, async ({ trx, at, record }) => {
    const row = await lockSubmission(service, trx, submissionId)
    if (!row) throw new ApiProblem('not-found')
    refuseContained(caller, row)
    const until = new Date(Date.parse(at) + minutes * 60_000).toISOString()
    await trx
      .insertInto('reveal')
      .values({ id: newId(), submissionId, fileId: file.id, personId: caller.id, created: at, until })
      .execute()
    const detail = { file: file.id, sha256: file.sha256 }
    await record({ ...about(row), actor: caller, act: 'reveal', reason, detail })
    return until
  })
}

/** Until when the caller may see each file of a submission unmasked. */
export async function revealsOf(
  db: Db | Trx,
  caller: Caller,
  submissionId: string,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('reveal')
    .select(['fileId', 'until'])
    .where('submissionId', '=', submissionId)
    .where('personId', '=', caller.id)
    .where('until', '>', new Date().toISOString())
    .orderBy('until')
    .execute()
  return new Map(rows.map(row => [row.fileId, row.until]))
}
