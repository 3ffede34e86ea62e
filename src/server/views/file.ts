/** Files as the API shows them. */
import { keptProblemSchema, type Language } from '../../document/problem.ts'
import type { FileTable, SubmissionTable } from '../../store/submission-schema.ts'
import type { FileView } from '../api/files.ts'
import { problemsIn } from './screening.ts'

/** @param reveals until when the caller may see each file unmasked. */
export function fileView(
  file: FileTable,
  row: Pick<SubmissionTable, 'purged'>,
  reveals: ReadonlyMap<string, string>,
  language: Language,
): FileView {
  return {
    id: file.id,
    name: file.name,
    bytes: file.bytes,
    sha256: file.sha256,
    type: file.type,
    kind: file.kind,
    state: file.state,
    verdict: file.verdict,
    findings: file.findingCount,
    parts: file.parts,
    ocrParts: file.ocrParts,
    pages: JSON.parse(file.pages),
    problems: problemsIn(keptProblemSchema.array().parse(JSON.parse(file.problems)), language),
    ruleset: file.ruleset,
    durationMs: file.durationMs,
    purged: row.purged !== null,
    revealedUntil: reveals.get(file.id) ?? null,
  }
}
