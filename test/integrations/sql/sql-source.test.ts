import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSql } from '../../../src/rescan/sources/open-sql.ts'
import { siteSettingsSchema } from '../../../src/rescan/sources/site-settings.ts'
import { SourceError } from '../../../src/rescan/sources/source-name.ts'
import { type Cluster, postgresBinaries, startCluster } from '../../postgres/cluster.ts'
import { drive } from '../../rescan/drive-source.ts'
import { openSite, type WebSite } from '../../rescan/web-site.ts'
import { type MariaDb, startMariaDb } from '../mariadb.ts'

/** More than one batch of keys. */
const rows = 2500
const planted = '<p>关于印发方案的通知 机密★20年</p><a href="/files/%E6%96%B9%E6%A1%88.pdf">附件</a>'
const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-sql-'))

interface Server {
  readonly url: string
  readonly run: (statement: string) => Promise<void>
  readonly end: () => Promise<void>
}

const fill = [
  'create table article (id integer primary key, title varchar(200), body text, changed timestamp null)',
  `insert into article values (1, '甲 <乙>', '${planted}', '2024-05-01 08:00:00'), (2, '空', null, '2024-05-02 08:00:00')`,
  `insert into article values (3, '链接', '<a href="files/link.txt">a</a><a href="/art/1.html">b</a><a href="/files/../../etc/passwd.txt">c</a><a href="https://other.example/x.pdf">d</a>', null)`,
]

async function postgres(): Promise<Server> {
  const binaries = postgresBinaries()
  if (binaries === null) throw new Error('no PostgreSQL server is installed')
  const cluster: Cluster = await startCluster(binaries)
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  for (const statement of fill) await client.query(statement)
  await client.query(
    `insert into article select n, '题' || n, '<p>正文' || n, '2024-01-01' from generate_series(4, ${rows}) n`,
  )
  return {
    url: cluster.url,
    run: async statement => void (await client.query(statement)),
    end: async () => {
      await client.end()
      await cluster.end()
    },
  }
}

async function mariadb(): Promise<Server> {
  const server: MariaDb = await startMariaDb('cms')
  const connection = await createConnection(server.url)
  for (const statement of fill) await connection.query(statement)
  await connection.query(
    `insert into article select seq, concat('题', seq), concat('<p>正文', seq), '2024-01-01' from seq_4_to_${rows}`,
  )
  return {
    url: server.url,
    run: async statement => void (await connection.query(statement)),
    end: async () => {
      await connection.end()
      await server.end()
    },
  }
}

const withDate = 'select id, title, body as html, changed as updated_at from article;'
const withoutDate = 'select id, title, body as html from article -- all of it'

let count = 0
/** Writes the description and opens it; the connection comes from the environment. */
const open = (server: Server, query: string, more: object = {}, settings: object = {}) => {
  const file = path.join(folder, `${++count}.yaml`)
  writeFileSync(file, JSON.stringify({ query, table: 'article', ...more }))
  return openSql(file, siteSettingsSchema.parse(settings), { BAOSHEN_SQL_URL: server.url })
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each([
  ['PostgreSQL', postgres],
  ['MariaDB', mariadb],
])('rows of %s', (_, start) => {
  let server: Server
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.end())

  it('come each once, as pages, with what tells that they did not change', async () => {
    const source = await open(server, withDate, { pageUrl: 'https://www.anlan.example/art/{id}.html' })
    const first = await drive(source)
    expect(first.results.size).toBe(rows)
    const one = first.results.get('article/1')
    expect(one).toMatchObject({ kind: 'content', name: '1.html', title: '甲 <乙>', found: [] })
    const html = one?.kind === 'content' ? Buffer.from(one.bytes).toString() : ''
    expect(html).toContain('机密★20年')
    expect(html).toContain('<title>甲 &lt;乙></title>')
    expect(first.results.get('article/2')).toMatchObject({ kind: 'content', title: '空' })
    const second = await drive(source, first.previous)
    // The one without a date is asked for again; whether it changed is told by its bytes.
    expect([...second.results].filter(([, { kind }]) => kind !== 'unchanged').map(([id]) => id)).toEqual([
      'article/3',
    ])
    await server.run("update article set body = '<p>改', changed = '2024-06-01' where id = 5")
    await server.run('delete from article where id = 6')
    const third = await drive(source, first.previous)
    expect(third.results.get('article/5')?.kind).toBe('content')
    const gone = { id: 'article/6', url: null, validator: null }
    expect(
      (await source.fetch(gone, first.previous.get('article/6') ?? null, AbortSignal.timeout(60_000))).kind,
    ).toBe('gone')
    await source.close()
  })

  it('are summed up by the server when they have no date', async () => {
    const source = await open(server, withoutDate)
    const first = await drive(source)
    await server.run("update article set title = '改题' where id = 7")
    const second = await drive(source, first.previous)
    expect([...second.results].filter(([, { kind }]) => kind !== 'unchanged').map(([id]) => id)).toEqual([
      'article/7',
    ])
    await source.close()
  })

  it('lead to attachments in a folder, and to nothing outside it', async () => {
    const uploads = path.join(folder, `uploads-${count}`)
    mkdirSync(path.join(uploads, 'files'), { recursive: true })
    writeFileSync(path.join(uploads, 'files', '方案.pdf'), '%PDF-1.4')
    writeFileSync(path.join(folder, 'secret.txt'), 'x')
    symlinkSync(path.join(folder, 'secret.txt'), path.join(uploads, 'files', 'link.txt'))
    // A file that was written a moment ago is read again: it may change within the same tick.
    await sleep(200)
    const source = await open(server, `${withDate.slice(0, -1)} where id in (1, 3)`, { attachments: uploads })
    const { results, previous } = await drive(source)
    expect([...results.keys()].sort()).toEqual([
      'article/1',
      'article/3',
      'file:etc/passwd.txt',
      'file:files/link.txt',
      'file:files/方案.pdf',
    ])
    expect(results.get('file:files/方案.pdf')).toMatchObject({ kind: 'content', name: '方案.pdf' })
    expect(results.get('file:etc/passwd.txt')).toEqual({ kind: 'gone' })
    expect(results.get('file:files/link.txt')).toMatchObject({ problem: { code: 'unreadable' } })
    const plan = { id: 'file:files/方案.pdf', url: null, validator: null }
    const again = await source.fetch(plan, previous.get(plan.id) ?? null, AbortSignal.timeout(60_000))
    expect(again.kind).toBe('unchanged')
    await source.close()
  })

  it('lead to attachments on the site', async () => {
    const site: WebSite = await openSite({
      '/files/%E6%96%B9%E6%A1%88.pdf': (__, answer) => answer.end('%PDF-1.4'),
    })
    const base = `http://127.0.0.1:${site.port}`
    const source = await open(server, withDate, { baseUrl: `${base}/` }, { interval: 0 })
    const row = { id: 'article/1', url: null, validator: null }
    const page = await source.fetch(row, null, AbortSignal.timeout(60_000))
    const found = 'found' in page ? page.found : []
    expect(found.map(({ id }) => id)).toEqual([`${base}/files/%E6%96%B9%E6%A1%88.pdf`])
    for (const each of found) {
      expect(await source.fetch(each, null, AbortSignal.timeout(60_000))).toMatchObject({
        kind: 'content',
        name: '方案.pdf',
      })
    }
    await source.close()
    await site.close()
  })

  it('cannot be written by the query, and are missed when it gives something else', async () => {
    const writing = await open(server, 'delete from article')
    await expect(drive(writing)).rejects.toThrow(SourceError)
    await writing.close()
    const locking = await open(server, 'select id, title, body as html from article for update')
    await drive(locking).catch(() => {})
    await locking.close()
    const few = await open(server, 'select id, title from article')
    await expect(drive(few)).rejects.toThrow('lacks html')
    await few.close()
    const twice = await open(server, 'select 1 as id, title, body as html from article where id < 4')
    expect([...(await drive(twice)).results.values()]).toMatchObject([{ problem: { code: 'fetch-failed' } }])
    await twice.close()
  })
})

describe('PostgreSQL', () => {
  it('refuses a function of the query that writes', async () => {
    const server = await postgres()
    await server.run(
      "create function leave() returns text language sql as $$ insert into article values (0, 'x', 'x', null) returning title $$",
    )
    const source = await open(server, 'select 1 as id, leave() as title, null::text as html')
    await expect(drive(source)).rejects.toThrow('25006')
    await source.close()
    await server.end()
  })
})

it('says that it cannot connect, without the password', async () => {
  const nowhere: Server = {
    url: 'postgres://reader:geheim@127.0.0.1:1/cms',
    run: async () => {},
    end: async () => {},
  }
  const source = await open(nowhere, withDate)
  await expect(drive(source)).rejects.toThrow(/ECONNREFUSED/)
  await drive(source).catch(error => expect(String(error)).not.toContain('geheim'))
  await source.close()
})
