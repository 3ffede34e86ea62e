/** Rows of a publishing system's table, each as a page, and the attachments that it links to. */
import { hash } from 'node:crypto'
import { decodeText } from '../../extract/encoding.ts'
import type { Fetched, Previous, Reference, SiteSource } from '../site-source.ts'
import { isAttachment } from './attachment-address.ts'
import type { AttachmentFolder } from './attachment-folder.ts'
import { problem } from './fetch-problem.ts'
import { filePathOf } from './file-path.ts'
import { hostKey } from './named-hosts.ts'
import { readPage } from './page-content.ts'
import type { PoliteClient } from './polite-client.ts'
import { SourceError } from './source-name.ts'
import { databaseReason, type SqlDatabase, type SqlRow } from './sql-database.ts'
import type { WebReader } from './web-reader.ts'

/** Where attachments are: on the site, in a folder, or not looked for. */
export type Attachments =
  | { readonly kind: 'web'; readonly reader: WebReader; readonly client: PoliteClient }
  | { readonly kind: 'folder'; readonly folder: AttachmentFolder }
  | { readonly kind: 'none' }

export interface SqlOptions {
  /** Begins the ids: `article/7`. */
  readonly table: string
  /** Of a row, with `{id}`; null when rows have no address. */
  readonly pageUrl: string | null
  /** What links in rows are relative to. */
  readonly baseUrl: string
  readonly attachments: Attachments
}

const filePrefix = 'file:'
const needed = ['id', 'title', 'html']

export class SqlSource implements SiteSource {
  readonly name: string
  readonly #database: SqlDatabase
  readonly #options: SqlOptions

  constructor(database: SqlDatabase, options: SqlOptions) {
    this.name = options.table
    this.#database = database
    this.#options = options
  }

  /** @throws {SourceError} when the database cannot be asked, or the query gives other columns. */
  async *seeds(signal: AbortSignal): AsyncGenerator<Reference> {
    const columns = await this.#columns()
    const keys = this.#database.keys(columns.includes('updated_at'), signal)[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await this.#orSourceError(keys.next(), signal)
        if (next.done) return
        const { id, validator } = next.value
        if (id === null) throw withoutId()
        yield { id: `${this.#options.table}/${id}`, url: this.#urlOf(id), validator: this.#scoped(validator) }
      }
    } finally {
      await keys.return?.()
    }
  }

  async fetch(reference: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched> {
    const { table, attachments } = this.#options
    if (reference.id.startsWith(`${table}/`)) {
      return this.#row(reference.id.slice(table.length + 1), reference, previous)
    }
    if (attachments.kind === 'web') return attachments.reader.read(reference, previous, signal)
    if (attachments.kind === 'folder' && reference.id.startsWith(filePrefix)) {
      return attachments.folder.read(reference.id.slice(filePrefix.length), previous)
    }
    // Attachments that were looked for in an earlier run.
    return { kind: 'gone' }
  }

  async close(): Promise<void> {
    await this.#database.close()
    if (this.#options.attachments.kind === 'web') await this.#options.attachments.client.close()
  }

  async #row(id: string, reference: Reference, previous: Previous | null): Promise<Fetched> {
    if (reference.validator !== null && previous !== null && reference.validator === previous.validator) {
      return { kind: 'unchanged', validator: previous.validator }
    }
    let rows: readonly SqlRow[]
    try {
      rows = await this.#database.rows(id)
    } catch (error) {
      const reason = databaseReason(error)
      return problem('fetch-failed', { reason: { zh: `数据库 ${reason}`, en: `database ${reason}` } }, true)
    }
    const [row] = rows
    if (!row) return { kind: 'gone' }
    if (rows.length > 1) {
      const reason = { zh: '查询结果中有多行使用同一 id', en: 'the query gives several rows with this id' }
      return problem('fetch-failed', { reason })
    }
    const html = typeof row.html === 'string' || row.html === null ? row.html : decodeText(row.html)?.text
    if (html === undefined) return problem('text-undecodable')
    const title = titleOf(row.title)
    const bytes = Buffer.from(asPage(title, html ?? ''))
    return {
      kind: 'content',
      bytes,
      name: `${id.replaceAll(/[/\\]/g, '_')}.html`,
      title,
      validator: reference.validator,
      found: this.#found(bytes, this.#urlOf(id) ?? this.#options.baseUrl),
    }
  }

  #found(bytes: Uint8Array, address: string): Reference[] {
    const { attachments, baseUrl } = this.#options
    if (attachments.kind === 'none') return []
    const page = readPage(bytes, address, 'text/html; charset=utf-8')
    const links = page.links.filter(link => isAttachment(link) || page.shown.has(link))
    if (attachments.kind === 'web') {
      // Other hosts are named, by their root, so that the report can tell what was not looked at.
      const asked = links.map(link => (attachments.client.covers(link) ? link : `${new URL(link).origin}/`))
      return [...new Set(asked)].map(link => attachments.reader.reference(link, 1))
    }
    const host = hostKey(new URL(baseUrl))
    return links.flatMap(link => {
      // Written with http in one row and with https in the next, it is the same file.
      if (hostKey(new URL(link)) !== host) return []
      const relative = filePathOf(link)
      return relative === null ? [] : [{ id: filePrefix + relative, url: link, validator: null }]
    })
  }

  /** A row that stays as it is has to be read again once its links are looked for elsewhere. */
  #scoped(validator: string | null): string | null {
    const { attachments, baseUrl } = this.#options
    if (validator === null || attachments.kind === 'none') return validator
    const hosts = attachments.kind === 'web' ? attachments.client.hosts : []
    return `${validator} ${hash('sha256', [attachments.kind, baseUrl, ...hosts].join(' '), 'hex').slice(0, 12)}`
  }

  #urlOf(id: string): string | null {
    const { pageUrl } = this.#options
    return pageUrl === null ? null : pageUrl.replaceAll('{id}', encodeURIComponent(id))
  }

  async #columns(): Promise<readonly string[]> {
    const columns = await this.#orSourceError(this.#database.columns(), null)
    const missing = needed.filter(name => !columns.includes(name))
    if (missing.length === 0) return columns
    throw new SourceError({
      zh: `查询结果缺少列：${missing.join('、')}。须有 id、title、html，可有 updated_at。`,
      en: `The query lacks ${missing.join(', ')}. It gives id, title and html, and may give updated_at.`,
    })
  }

  async #orSourceError<T>(asked: Promise<T>, signal: AbortSignal | null): Promise<T> {
    try {
      return await asked
    } catch (error) {
      if (signal?.aborted) throw error
      const reason = databaseReason(error)
      throw new SourceError({
        zh: `数据库查询失败（${reason}）。请核对连接、账号权限和查询语句。`,
        en: `The database could not be asked (${reason}). Check the connection, the account's rights and the query.`,
      })
    }
  }
}

/** Such a row could not be asked for, and would be missing from every report. */
function withoutId(): SourceError {
  return new SourceError({
    zh: '查询结果中有 id 为空的行，无法逐行读取。请修改查询，使每行都有 id。',
    en: 'The query gives a row whose id is null, which cannot be read by itself. Change it so that every row has one.',
  })
}

function titleOf(title: unknown): string | null {
  if (title === null || title === undefined) return null
  if (title instanceof Uint8Array) return decodeText(title)?.text ?? Buffer.from(title).toString('latin1')
  return String(title)
}

function asPage(title: string | null, html: string): string {
  const escaped = (title ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html><meta charset="utf-8"><title>${escaped}</title>\n${html}`
}
