import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { AttachmentFolder } from '../../src/rescan/sources/attachment-folder.ts'
import { SqlSource } from '../../src/rescan/sources/sql.ts'
import type { SqlDatabase } from '../../src/rescan/sources/sql-database.ts'

/** A driver gives what the column is: a number, bytes, a date. */
it.each([
  [5, '5'],
  [Buffer.from('通知'), '通知'],
  [null, null],
])('a row whose title is %s is read all the same', async (title, expected) => {
  const database: SqlDatabase = {
    columns: async () => ['id', 'title', 'html'],
    async *keys() {},
    rows: async () => [{ title, html: '<p>机密★20年</p>' }],
    close: async () => {},
  }
  const source = new SqlSource(database, {
    table: 'article',
    pageUrl: null,
    baseUrl: 'http://attachments.invalid/',
    attachments: { kind: 'none' },
  })
  const reference = { id: 'article/1', url: null, validator: null }
  const fetched = await source.fetch(reference, null, AbortSignal.timeout(20_000))
  expect(fetched).toMatchObject({ kind: 'content', title: expected })
})

it('finds the file of a link in the folder, whether written with http or https, in UTF-8 or GBK', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-rows-'))
  writeFileSync(path.join(folder, '通知.txt'), '正文')
  const database: SqlDatabase = {
    columns: async () => ['id', 'title', 'html'],
    async *keys() {
      yield { id: '1', validator: 'md5:1' }
    },
    rows: async () => [
      { title: '', html: '<a href="http://www.anlan.example/%CD%A8%D6%AA.txt"></a><a href="/a/b.doc"></a>' },
    ],
    close: async () => {},
  }
  const open = (kind: 'folder' | 'none') =>
    new SqlSource(database, {
      table: 'article',
      pageUrl: null,
      baseUrl: 'https://www.anlan.example/',
      attachments: kind === 'none' ? { kind } : { kind, folder: new AttachmentFolder(folder, 1000) },
    })
  const signal = AbortSignal.timeout(20_000)
  const source = open('folder')
  const row = (await source.seeds(signal).next()).value
  const fetched = await source.fetch(row, null, signal)
  if (fetched.kind !== 'content') throw new Error(fetched.kind)
  expect(fetched.found.map(({ id }) => id)).toEqual(['file:通知.txt', 'file:a/b.doc'])
  const [file] = fetched.found
  expect(file && (await source.fetch(file, null, signal)).kind).toBe('content')
  // Read before anybody looked for attachments, the row is not as it was.
  const before = (await open('none').seeds(signal).next()).value
  expect(before.validator).not.toBe(row.validator)
  rmSync(folder, { recursive: true })
})

it('refuses a query that gives a row without id: no report would name it', async () => {
  const database: SqlDatabase = {
    columns: async () => ['id', 'title', 'html'],
    async *keys() {
      yield { id: null, validator: 'md5:1' }
    },
    rows: async () => [],
    close: async () => {},
  }
  const source = new SqlSource(database, {
    table: 'article',
    pageUrl: null,
    baseUrl: 'http://attachments.invalid/',
    attachments: { kind: 'none' },
  })
  await expect(source.seeds(AbortSignal.timeout(20_000)).next()).rejects.toThrow(/id is null/)
})
