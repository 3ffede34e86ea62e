/** Opens the source that a YAML file describes: a database, a query, and where its attachments are. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { SiteSource } from '../site-source.ts'
import { AttachmentFolder } from './attachment-folder.ts'
import { ownReach, type Reach } from './named-hosts.ts'
import { openClient, openReader, unreadableFile } from './open-web.ts'
import type { SiteSettings } from './site-settings.ts'
import { SourceError } from './source-name.ts'
import { type Attachments, SqlSource } from './sql.ts'
import type { SqlDatabase } from './sql-database.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Without a `baseUrl`, links in rows are paths of the attachment folder. */
const noSite = 'http://attachments.invalid/'

const sqlFileSchema = z
  .strictObject({
    /** `postgres://…`, `mysql://…` or `mariadb://…`; better left out, and its password kept in the environment. */
    connection: z.string().optional(),
    /** The environment variable that holds the connection. */
    connectionFrom: z.string().min(1).default('BAOSHEN_SQL_URL'),
    /** One SELECT that gives id, title and html, and may give updated_at. */
    query: z.string().min(1),
    /** Begins the ids in the report. */
    table: z
      .string()
      .regex(/^[\w\p{L}-]{1,100}$/u)
      .optional(),
    /** Where readers find a row: `https://www.example.gov.cn/art/{id}.html`. */
    pageUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** What links in rows are relative to; attachments on its host are fetched. */
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** Where attachments lie on this machine, instead of fetching them; relative to the file. */
    attachments: z.string().min(1).optional(),
  })
  .readonly()

/** @throws {SourceError} */
export async function openSql(
  file: string,
  settings: SiteSettings,
  env: Environment,
  reach: Reach = ownReach,
): Promise<SiteSource> {
  const described = await readDescription(file)
  const url = described.connection ?? env[described.connectionFrom]
  if (!url) {
    throw new SourceError({
      zh: `未找到数据库连接：请设置环境变量 ${described.connectionFrom}，或在 ${file} 中填写 connection。`,
      en: `No connection: set ${described.connectionFrom} in the environment, or connection in ${file}.`,
    })
  }
  const query = described.query.trim().replace(/;\s*$/, '')
  const table = described.table ?? path.basename(file).replace(/\.ya?ml$/i, '')
  const database = await openDatabase(url, query)
  if (database === null) {
    throw new SourceError({
      zh: '数据库连接须以 postgres://、mysql:// 或 mariadb:// 开头。',
      en: 'A connection begins with postgres://, mysql:// or mariadb://.',
    })
  }
  const attachments = await attachmentsOf(described, path.dirname(file), settings, reach)
  const baseUrl = described.baseUrl ?? noSite
  return new SqlSource(database, { table, pageUrl: described.pageUrl ?? null, baseUrl, attachments })
}

/** @returns null for an address of neither kind. */
async function openDatabase(url: string, query: string): Promise<SqlDatabase | null> {
  if (/^postgres(?:ql)?:\/\//.test(url)) return (await import('./sql-postgres.ts')).openPostgres(url, query)
  if (!/^(?:mysql|mariadb):\/\//.test(url)) return null
  return (await import('./sql-mysql.ts')).openMysql(url.replace(/^mariadb:/, 'mysql:'), query)
}

async function attachmentsOf(
  described: z.infer<typeof sqlFileSchema>,
  folder: string,
  settings: SiteSettings,
  reach: Reach,
): Promise<Attachments> {
  if (described.attachments !== undefined) {
    const place = path.resolve(folder, described.attachments)
    return { kind: 'folder', folder: new AttachmentFolder(place, settings.maxBytes) }
  }
  if (described.baseUrl === undefined) return { kind: 'none' }
  const { hostname, port } = new URL(described.baseUrl)
  const host = port === '' ? hostname : `${hostname}:${port}`
  const client = await openClient([host, ...settings.hosts], settings, reach)
  return { kind: 'web', client, reader: openReader(client, settings, 'none') }
}

async function readDescription(file: string): Promise<z.infer<typeof sqlFileSchema>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw unreadableFile(file, error)
  }
  let value: unknown
  try {
    value = parse(text, { maxAliasCount: 0 })
  } catch (error) {
    throw new SourceError({ zh: `${file} 不是有效的 YAML。`, en: `${file} is not YAML.` }, { cause: error })
  }
  const result = sqlFileSchema.safeParse(value)
  if (result.success) return result.data
  const places = result.error.issues.map(({ path: at, message }) => `${at.join('.') || '-'}: ${message}`)
  throw new SourceError({ zh: `${file}：${places.join('；')}`, en: `${file}: ${places.join('; ')}` })
}
