/** Findings as the API shows them: masked, unless the caller has revealed their file. */
import { boxSchema, channelSchema } from '../../document/document.ts'
import type { Language } from '../../document/problem.ts'
import type { RuleWords } from '../../packs/rule-words.ts'
import type { FindingTable } from '../../store/submission-schema.ts'
import type { FindingView } from '../api/findings.ts'
import { revealsOf } from '../workflow/reveal.ts'
import type { Words } from '../workflow/screened.ts'
import type { Caller, Service } from '../workflow/service.ts'

export interface FindingReader {
  readonly language: Language
  readonly ruleWords: RuleWords
}

/** @param words of the finding; null: masked. */
export function findingView(
  row: FindingTable,
  words: Words[string] | null,
  { language, ruleWords }: FindingReader,
): FindingView {
  const { title, basis, advice } = ruleWords(row)
  const why = words?.why ?? ''
  const decided = row.decision !== null && row.decidedAt !== null
  return {
    id: row.id,
    file: row.fileId,
    rule: row.rule,
    category: row.category,
    severity: row.severity,
    title,
    confidence: row.confidence,
    part: row.part,
    page: row.page,
    box: row.box === null ? null : boxSchema.parse(JSON.parse(row.box)),
    channel: channelSchema.parse(row.channel),
    match: words?.matchIn?.[language] ?? words?.match ?? row.maskedMatch,
    context: words?.context ?? row.maskedContext,
    why: typeof why === 'string' ? why : why[language],
    basis,
    advice,
    fingerprint: row.fingerprint,
    masked: words === null,
    decision:
      decided && row.decision !== null && row.decidedAt !== null
        ? {
            kind: row.decision,
            reason: row.decisionReason ?? '',
            by: { id: row.decidedById ?? '', name: row.decidedByName ?? '', kind: 'person' },
            at: row.decidedAt,
            evidence: JSON.parse(row.evidence),
          }
        : null,
    version: row.version,
  }
}

/** The words of the findings of the files that the caller has revealed, by finding id. */
export async function revealedWords(service: Service, caller: Caller, submissionId: string): Promise<Words> {
  const { db } = service.store
  const reveals = await revealsOf(db, caller, submissionId)
  if (reveals.size === 0) return {}
  const files = await db
    .selectFrom('file')
    .select('wordsBlobId')
    .where('id', 'in', [...reveals.keys()])
    .execute()
  let words: Words = {}
  for (const { wordsBlobId } of files) {
    if (wordsBlobId === null) continue
    words = { ...words, ...JSON.parse((await service.blobs.read(db, wordsBlobId)).toString()) }
  }
  return words
}
