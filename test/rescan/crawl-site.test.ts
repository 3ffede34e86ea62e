/** The generated site behind a web server, crawled by the command line: the same papers as on the disk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { changeSite } from '../../scripts/rescan-site/change.ts'
import { type Served, serveFolder } from '../../scripts/rescan-site/serve.ts'
import { makeSite, type Site } from '../../scripts/rescan-site/site.ts'
import type { RescanDocument } from '../../src/rescan/documents.ts'
import { baoshen } from '../cli/program.ts'

let folder: string
let site: Site
let served: Served

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-crawl-'))
  site = await makeSite(path.join(folder, 'site'), { size: 100, hasScans: false })
  served = await serveFolder(path.join(folder, 'site'))
})
afterAll(async () => {
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

async function crawl() {
  served.answers.clear()
  const host = `127.0.0.1:${served.port}`
  const state = path.join(folder, 'state.sqlite')
  const run = await baoshen([
    'rescan',
    `http://${host}/`,
    '--host',
    host,
    '--interval',
    '0',
    '--state',
    state,
    '--format',
    'jsonl',
  ])
  const documents = run.stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as RescanDocument)
  return {
    run,
    documents,
    places: documents.map(({ path: address }) => address.replace(`http://${host}/`, '')),
  }
}

it('finds exactly the planted papers, says which page links to them, and reads nothing twice', async () => {
  // The start, `/`, is also linked to as /index.html.
  const addresses = site.files.length + 1
  const first = await crawl()
  expect(first.run.status).toBe(1)
  expect(first.places).toEqual(site.planted)
  expect(first.documents[0]?.foundIn).toMatch(/\.html$/)
  expect(served.answers.get(200)).toBe(addresses)

  const second = await crawl()
  expect(second.places).toEqual(site.planted)
  expect(served.answers.get(200)).toBeUndefined()
  expect(served.answers.get(304)).toBe(addresses)

  const added = changeSite(path.join(folder, 'site'), site)
  const third = await crawl()
  expect(served.answers.get(200)).toBe(1)
  expect(third.places).toEqual([...site.planted, added].sort())
})
