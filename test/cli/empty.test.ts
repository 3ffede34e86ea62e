/** Empty files: a store may hold them, and there is nothing in them; what was sent empty was lost on its way. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { load } from '../../src/source.ts'
import { baoshen, finished, screenings, start } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-empty-'))
const site = path.join(folder, 'public')
mkdirSync(site)
for (const name of ['.gitkeep', 'empty.css', '空.docx']) writeFileSync(path.join(site, name), '')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('in a folder they pass, say that nothing was in them, and their names are screened', async () => {
  const named = path.join(folder, '机密★20年.txt')
  writeFileSync(named, '')
  const run = await baoshen(['scan', site, named, '--format', 'jsonl'])
  expect(run.status).toBe(1)
  const found = screenings(run)
  expect(found.size).toBe(4)
  for (const [name, { verdict, problems }] of found) {
    expect(verdict, name).toBe(name === '机密★20年.txt' ? 'block' : 'pass')
    expect(problems).toMatchObject([{ code: 'empty-file', severity: 'note' }])
  }
})

it('a rescan of the folder counts them as read', async () => {
  const run = await baoshen([
    'rescan',
    site,
    '--state',
    path.join(folder, 'state.sqlite'),
    '--format',
    'jsonl',
  ])
  expect(run).toMatchObject({ status: 0 })
})

it('what was sent or piped and is empty is an error', async () => {
  const sent = await load({ name: '通知.docx', bytes: new Uint8Array() }, defaultLimits)
  expect(sent.problem?.code).toBe('empty')
  const piped = await finished(start(['scan', '-', '--name', '通知.txt', '--format', 'jsonl']))
  expect(piped.status).toBe(3)
  expect(piped.stdout).toContain('"empty"')
})
