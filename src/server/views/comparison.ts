/** Two versions of a submission, side by side. */

import type { z } from 'zod'
import { formSchema } from '../../review/form.ts'
import type { Db } from '../../store/open.ts'
import type { comparisonSchema } from '../api/submissions.ts'

type Comparison = z.output<typeof comparisonSchema>
type Revision = Comparison['from']

export async function compareRevisions(
  db: Db,
  submissionId: string,
  from: Revision,
  to: Revision,
): Promise<Comparison> {
  const fields = formSchema.keyof().options
  const form = fields
    .filter(field => from.form[field] !== to.form[field])
    .map(field => ({ field, from: from.form[field], to: to.form[field] }))
  const before = await fingerprints(db, submissionId, from.revision)
  const after = await fingerprints(db, submissionId, to.revision)
  const remaining = [...before].filter(each => after.has(each)).length
  return {
    from,
    to,
    form,
    files: compareFiles(from, to),
    findings: { fixed: before.size - remaining, remaining, added: after.size - remaining },
  }
}

/** Files are the same thing when they have the same name; files of one name are taken in order. */
function compareFiles(from: Revision, to: Revision): Comparison['files'] {
  const left = [...from.files]
  const rows: Comparison['files'] = []
  for (const file of to.files) {
    const index = left.findIndex(each => each.name === file.name)
    const [other] = index < 0 ? [] : left.splice(index, 1)
    const change = !other ? 'added' : other.sha256 === file.sha256 ? 'same' : 'changed'
    rows.push({ name: file.name, change, from: other?.id ?? null, to: file.id })
  }
  for (const file of left) rows.push({ name: file.name, change: 'removed', from: file.id, to: null })
  return rows
}

async function fingerprints(db: Db, submissionId: string, revision: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['rule', 'fingerprint'])
    .where('submissionId', '=', submissionId)
    .where('revision', '=', revision)
    .execute()
  return new Set(rows.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`))
}
