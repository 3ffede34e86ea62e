/**
 * What a run has found becomes review items: one for each page or attachment while these are few, one for several of
 * a column when they are many, and none beyond a limit: the report has them all.
 */
import { fetchItem } from '../../rescan/fetch-item.ts'
import { readableAddress } from '../../rescan/report/readable-address.ts'
import type { SiteSource } from '../../rescan/site-source.ts'
import { formSchema } from '../../review/form.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { cleanFileName } from '../security/file-name.ts'
import { actIn } from '../workflow/acts.ts'
import { addFiles, createDraft, type NewFile, untitled } from '../workflow/drafts.ts'
import { type Caller, type Service, system, type Transaction, transact } from '../workflow/service.ts'
import type { Candidate } from './due-findings.ts'

/** Up to so many documents each become an item of their own. */
const mostSingle = 30
/** Documents in one item, when there are more; and items of one run. */
const mostTogether = 20
const mostItems = 100

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
    for (const { rule, fingerprint, openedBefore } of findings) {
      if (openedBefore === null) continue
      await trx
        .deleteFrom('siteFinding')
        .where('itemId', '=', itemId)
        .where('rule', '=', rule)
        .where('fingerprint', '=', fingerprint)
        .where('created', '=', openedBefore)
        .execute()
    }
    const rows = findings.map(({ rule, fingerprint }) => ({
      itemId,
      rule,
      fingerprint,
      siteId: site.id,
      submissionId: id,
      created: at,
    }))
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

const cut = (text: string, most: number) =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text

function formOf(site: SiteTable, run: RescanRunTable, documents: readonly Candidate[]) {
  const [first] = documents
  if (!first) throw new Error('an item without documents')
  const column = first.column ?? site.name
  const owner = first.owner ? `栏目负责人：${first.owner}。` : ''
  const isSingle = documents.length === 1
  const title = isSingle ? first.title : `${column}：复查发现 ${documents.length} 件`
  const places = documents.map(({ url, ref }) => readableAddress(url ?? ref)).join('，')
  const lapsed = documents.some(({ isLapsed }) => isLapsed) ? '其中有发现的许可已到期，须重新审查。' : ''
  return formSchema.parse({
    title: cut(title, 300).trim() || untitled,
    column: cut(column, 100),
    opinion: cut(
      `站点“${site.name}”第 ${run.number} 次复查发现，已公开发布。${lapsed}${owner}地址：${places}`,
      1000,
    ),
  })
}
