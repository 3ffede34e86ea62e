/** Submissions as the API shows them to a caller. */
import type { Language } from '../../document/problem.ts'
import { type Act, actNames, acts, isPossible } from '../../review/lifecycle.ts'
import type { Db } from '../../store/open.ts'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import { fileRoutes } from '../api/files.ts'
import { findingRoutes } from '../api/findings.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Submission, SubmissionSummary } from '../api/submissions.ts'
import { submissionRoutes } from '../api/submissions.ts'
import { formOf } from '../workflow/drafts.ts'
import { revealsOf } from '../workflow/reveal.ts'
import { progressOf } from '../workflow/screen-job.ts'
import type { Caller, Service } from '../workflow/service.ts'
import { isWithin, scopesOf } from '../workflow/visibility.ts'
import { fileView } from './file.ts'

export function summaryView(row: SubmissionTable): SubmissionSummary {
  return {
    id: row.id,
    title: row.title,
    column: formOf(row).column,
    state: row.state,
    verdict: row.verdict,
    revision: row.revision,
    submitter: { id: row.submitterId, name: row.submitterName, kind: row.submitterKind },
    department: row.departmentId,
    files: row.fileCount,
    findings: row.findingCount,
    undecided: row.undecidedCount,
    created: row.created,
    updated: row.updated,
    since: row.since,
    version: row.version,
  }
}

export function filesOfRevision(db: Db, submissionId: string, revision: number) {
  return db
    .selectFrom('file')
    .selectAll()
    .where('submissionId', '=', submissionId)
    .where('revision', '=', revision)
    .orderBy('ordinal')
    .execute()
}

/** @throws {ApiProblem} `not-found`. */
export async function submissionView(
  service: Service,
  caller: Caller,
  id: string,
  language: Language,
): Promise<Submission> {
  const { db } = service.store
  const row = await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  const files = await filesOfRevision(db, id, row.revision)
  const reveals = await revealsOf(db, caller, id)
  const incident = await db
    .selectFrom('incident')
    .select('id')
    .where('submissionId', '=', id)
    .executeTakeFirst()
  const ticket = await db
    .selectFrom('ticket')
    .selectAll()
    .where('submissionId', '=', id)
    .orderBy('issued', 'desc')
    .executeTakeFirst()
  const contributors = await db
    .selectFrom('contributor')
    .select('actorId')
    .where('submissionId', '=', id)
    .execute()
  const isOwn = contributors.some(({ actorId }) => actorId === caller.id)
  const may = (access: Act['access']) => isWithin(caller, scopesOf(caller, access), row)
  const isPossibleFor = (name: (typeof actNames)[number]) => {
    const declared: Act = acts[name]
    return isPossible(name, row.state) && may(declared.access) && !(declared.separate && isOwn)
  }
  return {
    ...summaryView(row),
    form: formOf(row),
    content: files.map(file => fileView(file, row, reveals, language)),
    contentHash: row.contentHash,
    progress: row.state === 'screening' ? progressOf(service, files) : null,
    lastReason: row.lastReason,
    incident: incident?.id ?? null,
    ticket: ticket
      ? {
          id: ticket.id,
          ticket: ticket.jws,
          issued: ticket.issued,
          expires: ticket.expires,
          revoked: ticket.revoked,
        }
      : null,
    possible: actNames.filter(isPossibleFor),
    canEdit: row.state === 'draft' && may(submissionRoutes['submissions.update'].access),
    canDecide: row.state === 'review' && !isOwn && may(findingRoutes['findings.decide'].access),
    canReveal:
      row.purged === null &&
      may(
        row.state === 'incident' ? { reviewer: 'unit', approver: 'unit' } : fileRoutes['files.reveal'].access,
      ),
  }
}
