/**
 * Which findings of a run are to become review items: what is new, and what was covered by an allow entry that has
 * ended since, as long as they are in none.
 */
import type { Verdict } from '../../document/screening.ts'
import { graver } from '../../document/screening.ts'
import type { AllowList } from '../../known/allow-list.ts'
import type { RuleWords } from '../../packs/rule-words.ts'
import { columnOf, columnsSchema } from '../../rescan/columns.ts'
import { documentsOf, type RescanDocument, type SightedFinding } from '../../rescan/documents.ts'
import { readableAddress } from '../../rescan/report/readable-address.ts'
import type { Sealer } from '../../rescan/state/sealed.ts'
import type { State } from '../../review/lifecycle.ts'
import type { Db } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { untitled } from '../workflow/drafts.ts'
import { activeAllowList } from '../workflow/screen-job.ts'
import type { Service } from '../workflow/service.ts'

export interface DueFinding {
  readonly rule: string
  readonly fingerprint: string
  /** When it became an item before its allow entry ended; null: never. */
  readonly openedBefore: string | null
}

/** A document as far as it is held in memory for all of a run. */
export interface Candidate {
  readonly itemId: string
  readonly ref: string
  readonly url: string | null
  readonly title: string
  readonly column: string | null
  readonly owner: string | null
  readonly findings: readonly DueFinding[]
  /** Whether an allow entry that has ended covered some of it. */
  readonly isLapsed: boolean
}

export interface DueFindings {
  /** Those that are in no review item. */
  readonly candidates: readonly Candidate[]
  /** Of all that is new, whether it is in a review item already or not, and of what is not allowed any more. */
  readonly documents: number
  readonly findings: number
  readonly verdict: Verdict
}

/** What is due in a run and is still there. */
export async function dueFindingsOf(
  service: Service,
  site: SiteTable,
  run: RescanRunTable,
  sealer: Sealer,
): Promise<DueFindings> {
  const { db } = service.store
  const columns = columnsSchema.parse(JSON.parse(site.columns))
  const allowList = await activeAllowList(service)
  const known = { allowList, baseline: null }
  const candidates: Candidate[] = []
  let documents = 0
  let findings = 0
  let verdict: Verdict = 'pass'
  const asKept: RuleWords = finding => finding
  const pathOf = ({ ref }: { ref: string }) => ref
  const options = { db, run, sealer, known, language: 'zh', ruleWords: asKept, pathOf } as const
  for await (const document of documentsOf(options)) {
    const loud = document.findings.filter(each => each.severity !== 'info')
    const mayBeDue = loud.filter(each => each.status === 'new' || allowList.endOf(each) !== null)
    if (document.isGone || mayBeDue.length === 0) continue
    const item = await openedOf(db, run.siteId, document)
    const due = mayBeDue.filter(each => !isOpened(item.opened, allowList, each))
    const told = mayBeDue.filter(each => each.status === 'new' || due.includes(each))
    if (told.length === 0) continue
    documents += 1
    findings += told.length
    for (const { severity } of told) if (severity !== 'info') verdict = graver(verdict, severity)
    if (due.length > 0) {
      const column = columnOf(columns, document.url ?? document.ref)
      candidates.push({ ...candidateOf(document, item, due), ...column })
    }
  }
  return { candidates, documents, findings, verdict }
}

interface Opened {
  readonly rule: string
  readonly fingerprint: string
  readonly created: string
  /** Of the review item; null when it is no more. */
  readonly state: State | null
}

interface ItemOpened {
  readonly id: string
  readonly opened: readonly Opened[]
}

async function openedOf(db: Db, siteId: string, { ref }: RescanDocument): Promise<ItemOpened> {
  const { id } = await db
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', siteId)
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow()
  const opened = await db
    .selectFrom('siteFinding')
    .leftJoin('submission', 'submission.id', 'siteFinding.submissionId')
    .select(['siteFinding.rule', 'siteFinding.fingerprint', 'siteFinding.created', 'submission.state'])
    .where('siteFinding.itemId', '=', id)
    .execute()
  return { id, opened }
}

const undecided: readonly State[] = ['screening', 'screened', 'review', 'approval']

const rowOf = (opened: readonly Opened[], finding: Pick<SightedFinding, 'rule' | 'fingerprint'>) =>
  opened.find(each => each.rule === finding.rule && each.fingerprint === finding.fingerprint)

/** A decision from before the end of the allow entry does not count: it was to hold that long. */
function isOpened(opened: readonly Opened[], allowList: AllowList, finding: SightedFinding): boolean {
  const row = rowOf(opened, finding)
  if (!row) return false
  const end = allowList.endOf(finding)
  return end === null || row.created >= end || (row.state !== null && undecided.includes(row.state))
}

function candidateOf(
  { ref, url, title, path }: RescanDocument,
  { id, opened }: ItemOpened,
  due: readonly SightedFinding[],
): Omit<Candidate, 'column' | 'owner'> {
  const findings = new Map<string, DueFinding>()
  for (const each of due) {
    const { rule, fingerprint } = each
    const openedBefore = rowOf(opened, each)?.created ?? null
    findings.set(`${rule} ${fingerprint}`, { rule, fingerprint, openedBefore })
  }
  return {
    itemId: id,
    ref,
    url,
    title: title?.trim() || readableAddress(url ?? path) || untitled,
    findings: [...findings.values()],
    isLapsed: due.some(({ status }) => status === 'remains'),
  }
}
