/** The generated site as the tables of a publishing system, its attachments in a folder: the same papers as on the disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { description, makeTable, refOfFile, writeRows } from '../../scripts/rescan-site/database.ts'
import { makeSite } from '../../scripts/rescan-site/site.ts'
import type { RescanDocument } from '../../src/rescan/documents.ts'
import { finished, start } from '../cli/program.ts'
import { freshDatabase } from '../postgres/database.ts'

describe('a publishing system on PostgreSQL', () => {
  let folder: string
  let planted: string[]
  let client: pg.Client
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'baoshen-sql-'))
    const root = path.join(folder, 'site')
    const site = await makeSite(root, { size: 100, hasScans: false })
    const attachment = 'c0000/files/f000091.txt'
    writeFileSync(path.join(root, attachment), '绝密★长期\n\n安澜市应急预案\n')
    planted = [...site.planted, attachment].map(refOfFile).sort()
    const url = (await freshDatabase()) ?? ''
    client = new pg.Client({ connectionString: url })
    await client.connect()
    await makeTable(client)
    await writeRows(client, root, site.files)
    writeFileSync(path.join(folder, 'cms.yaml'), description(url, 'site'))
  })
  afterAll(async () => {
    await client?.end()
    rmSync(folder, { recursive: true, force: true })
  })

  async function rescan() {
    const state = path.join(folder, 'state.sqlite')
    const args = ['rescan', `sql:${path.join(folder, 'cms.yaml')}`, '--state', state, '--format', 'jsonl']
    const run = await finished(start([...args, '--lang', 'en']))
    const documents = run.stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as RescanDocument)
    return { ...run, refs: documents.map(({ ref }) => ref) }
  }

  it('finds exactly the planted papers, reads nothing again, and finds a row that changed', async () => {
    const first = await rescan()
    expect(first.refs).toEqual(planted)
    expect((await rescan()).stderr).toMatch(/ 0 read and screened, 0 with known content/)
    await client.query(
      "update article set body = body || '<p>机密★20年</p>', changed = now() where id = 'a000005'",
    )
    const third = await rescan()
    expect(third.refs).toEqual([...planted, 'article/a000005'].sort())
    expect(third.stderr).toMatch(/ 1 read and screened/)
  })
})
