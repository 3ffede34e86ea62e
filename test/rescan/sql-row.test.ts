import { expect, it } from 'vitest'
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
  const fetched = await source.fetch(reference, null, AbortSignal.timeout(1000))
  expect(fetched).toMatchObject({ kind: 'content', title: expected })
})
