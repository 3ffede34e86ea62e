/**
 * What a run has found becomes review items: one for each page or attachment while these are few, one for several of
 * a column when they are many, and none beyond a limit: the report has them all.
 */
import type { Finding, Verdict } from '../../document/screening.ts'
import { graver } from '../../document/screening.ts'
import { columnOf, columnsSchema } from '../../rescan/columns.ts'
import { documentsOf, type RescanDocument } from '../../rescan/documents.ts'
import { fetchItem } from '../../rescan/fetch-item.ts'
import type { SiteSource } from '../../rescan/site-source.ts'
import type { Sealer } from '../../rescan/state/sealed.ts'
import { formSchema } from '../../review/form.ts'
import type { Db } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { cleanFileName } from '../security/file-name.ts'
import { actIn } from '../workflow/acts.ts'
import { addFiles, createDraft, type NewFile, untitled } from '../workflow/drafts.ts'
import { activeAllowList } from '../workflow/screen-job.ts'
import { type Caller, type Service, system, type Transaction, transact } from '../workflow/service.ts'

/** Up to so many documents each become an item of their own. */
const mostSingle = 30
/** Documents in one item, when there are more; and items of one run. */
const mostTogether = 20
const mostItems = 100

/** A document as far as it is held in memory for all of a run. */
export interface Candidate {
  readonly itemId: string
  readonly ref: string
  readonly url: string | null
  readonly title: string
  readonly column: string | null
  readonly owner: string | null
  readonly findings: readonly { readonly rule: string; readonly fingerprint: string }[]
}

export interface NewFindings {
  /** Those that are in no review item. */
  readonly candidates: readonly Candidate[]
  /** Of all that is new, whether it is in a review item already or not. */
  readonly documents: number
  readonly findings: number
  readonly verdict: Verdict
}

/** What is new in a run, is not known already (allow-list), and is still there. */
export async function newFindingsOf(
  service: Service,
  site: SiteTable,
  run: RescanRunTable,
  sealer: Sealer,
): Promise<NewFindings> {
  const { db } = service.store
  const columns = columnsSchema.parse(JSON.parse(site.columns))
  const known = { allowList: await activeAllowList(service), baseline: null }
  const candidates: Candidate[] = []
  let documents = 0
  let findings = 0
  let verdict: Verdict = 'pass'
  const pathOf = ({ ref }: { ref: string }) => ref
  for await (const document of documentsOf({ db, run, sealer, known, language: 'zh', pathOf })) {
    const fresh = document.findings.filter(({ status, severity }) => status === 'new' && severity !== 'info')
    if (document.isGone || fresh.length === 0) continue
    documents += 1
    findings += fresh.length
    for (const { severity } of fresh) if (severity !== 'info') verdict = graver(verdict, severity)
    const candidate = await notOpened(db, run.siteId, document, fresh)
    if (candidate.findings.length > 0)
      candidates.push({ ...candidate, ...columnOf(columns, document.url ?? document.ref) })
  }
  return { candidates, documents, findings, verdict }
}

async function notOpened(
  db: Db,
  siteId: string,
  { ref, url, title, path }: RescanDocument,
  fresh: readonly Finding[],
): Promise<Omit<Candidate, 'column' | 'owner'>> {
  const { id: itemId } = await db
    .selectFrom('rescanItem')
    .select('id')
    .where('siteId', '=', siteId)
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow()
  const opened = await db.selectFrom('siteFinding').selectAll().where('itemId', '=', itemId).execute()
  const isOpened = (rule: string, fingerprint: string) =>
    opened.some(each => each.rule === rule && each.fingerprint === fingerprint)
  const findings = new Map<string, { rule: string; fingerprint: string }>()
  for (const { rule, fingerprint } of fresh) {
    if (!isOpened(rule, fingerprint)) findings.set(`${rule} ${fingerprint}`, { rule, fingerprint })
  }
  return {
    itemId,
    ref,
    url,
    title: title?.trim() || readable(url ?? path) || untitled,
    findings: [...findings.values()],
  }
}

/** @returns groups of documents that become an item each, and how many documents are in none. */
export function groupsOf(candidates: readonly Candidate[]): {
  readonly groups: readonly (readonly Candidate[])[]
  readonly leftOut: number
} {
  if (candidates.length <= mostSingle) return { groups: candidates.map(each => [each]), leftOut: 0 }
  const byColumn = new Map<string, Candidate[]>()
  for (const each of candidates) {
    const column = each.column ?? ''
    byColumn.set(column, [...(byColumn.get(column) ?? []), each])
  }
  const groups: Candidate[][] = []
  for (const documents of byColumn.values()) {
    for (let at = 0; at < documents.length; at += mostTogether)
      groups.push(documents.slice(at, at + mostTogether))
  }
  const kept = groups.slice(0, mostItems)
  return { groups: kept, leftOut: candidates.length - kept.flat().length }
}

/** Nobody submitted it: anybody may review it. */
const callerFor = (site: SiteTable, departmentPath: string): Caller => ({
  ...system,
  name: site.name,
  roles: [],
  departmentId: site.departmentId,
  departmentPath,
})

/**
 * Fetches what is to be reviewed as it is published now, and submits it.
 * @returns how many documents are in the new item; 0 when none can be fetched, or all became items meanwhile.
 */
export async function openReviewItem(
  service: Service,
  site: SiteTable,
  run: RescanRunTable,
  source: SiteSource,
  group: readonly Candidate[],
  signal: AbortSignal,
): Promise<number> {
  const files: (NewFile & { readonly of: Candidate })[] = []
  let isUsed = false
  try {
    for (const candidate of group) {
      const { ref, url } = candidate
      const fetched = await fetchItem(source, { id: ref, url, validator: null }, null, signal, failure =>
        service.log.warn({ run: run.id, failure }, 'a source broke over an item'),
      )
      if (fetched?.kind !== 'content') continue
      const written = await service.blobs.write([Buffer.from(fetched.bytes)])
      files.push({ name: cleanFileName(fetched.name), kind: 'upload', src: url, written, of: candidate })
    }
    if (files.length === 0) return 0
    await transact(service, async tx => {
      isUsed = await submit(service, tx, site, run, files)
    })
    return isUsed ? files.length : 0
  } finally {
    if (!isUsed) await service.blobs.remove(files.map(({ written }) => written.id))
  }
}

async function submit(
  service: Service,
  tx: Transaction,
  site: SiteTable,
  run: RescanRunTable,
  files: readonly (NewFile & { readonly of: Candidate })[],
): Promise<boolean> {
  const { trx, at } = tx
  const department =
    site.departmentId === null
      ? undefined
      : await trx
          .selectFrom('department')
          .select('path')
          .where('id', '=', site.departmentId)
          .executeTakeFirst()
  const caller = callerFor(site, department?.path ?? '/')
  const documents = files.map(each => each.of)
  const id = await createDraft(tx, caller, formOf(site, run, documents))
  let added = 0n
  for (const { itemId, findings } of documents) {
    const rows = findings.map(each => ({ itemId, ...each, siteId: site.id, submissionId: id, created: at }))
    const { numInsertedOrUpdatedRows = 0n } = await trx
      .insertInto('siteFinding')
      .values(rows)
      .onConflict(each => each.doNothing())
      .executeTakeFirst()
    added += numInsertedOrUpdatedRows
  }
  // Another process was first.
  if (added === 0n) throw new AlreadyOpened()
  const url = documents.length === 1 ? (documents[0]?.url ?? null) : null
  await trx.updateTable('submission').set({ url }).where('id', '=', id).execute()
  await addFiles(service, tx, caller, id, files)
  // A draft begins at version 1; its files made it 2.
  await actIn(service, tx, caller, id, 'submit', { version: 2, forward: true })
  return true
}

/** Undoes the transaction. */
export class AlreadyOpened extends Error {
  override readonly name = 'AlreadyOpened'
}

/** Addresses as people read them. */
function readable(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

const cut = (text: string, most: number) =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text

function formOf(site: SiteTable, run: RescanRunTable, documents: readonly Candidate[]) {
  const [first] = documents
  if (!first) throw new Error('an item without documents')
  const column = first.column ?? site.name
  const owner = first.owner ? `栏目负责人：${first.owner}。` : ''
  const isSingle = documents.length === 1
  const title = isSingle ? first.title : `${column}：复查发现 ${documents.length} 件`
  const places = documents.map(({ url, ref }) => readable(url ?? ref)).join('，')
  return formSchema.parse({
    title: cut(title, 300).trim() || untitled,
    column: cut(column, 100),
    opinion: cut(`站点“${site.name}”第 ${run.number} 次复查发现，已公开发布。${owner}地址：${places}`, 1000),
  })
}
