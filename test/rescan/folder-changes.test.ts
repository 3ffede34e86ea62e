/** What becomes of a folder between two runs, and what may not be written into it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openFolder } from '../../src/rescan/sources/folder.ts'
import { baoshen } from '../cli/program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-folder-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const limits = { fileBytes: 1000 }

it('takes a folder in a place of a file for what is in it, not for a file that nobody can read', async () => {
  const place = path.join(folder, 'site')
  mkdirSync(path.join(place, 'news', 'old'), { recursive: true })
  writeFileSync(path.join(place, 'news', 'old', '1.txt'), '正文')
  const source = await openFolder(place, { limits })
  const fetched = await source.fetch(
    { id: 'news', url: null, validator: null },
    null,
    AbortSignal.timeout(20_000),
  )
  expect(fetched).toMatchObject({ kind: 'skipped', why: 'folder', found: [{ id: 'news/old/1.txt' }] })
})

it.each([
  ['--state', '..data/state.sqlite'],
  ['--output', 'results.jsonl'],
  ['--report', 'report.html'],
])('writes no %s into the folder that it rescans', async (option, name) => {
  const place = path.join(folder, `inside${option}`)
  mkdirSync(path.join(place, '..data'), { recursive: true })
  const elsewhere = option === '--state' ? [] : ['--state', path.join(folder, `${option}.sqlite`)]
  const { status, stderr } = await baoshen(['rescan', place, option, path.join(place, name), ...elsewhere])
  expect(status).toBe(2)
  expect(stderr).toContain(name)
})

it('says before the work that results cannot be written, and that settings are none', async () => {
  const place = path.join(folder, 'plain')
  mkdirSync(place)
  const state = path.join(folder, 'plain.sqlite')
  const output = path.join(folder, 'missing', 'results.jsonl')
  const unwritable = await baoshen(['rescan', place, '--state', state, '--output', output])
  expect(unwritable.status).toBe(2)
  expect(unwritable.stderr).not.toContain('Rescan 1')
  const settings = path.join(folder, 'site.yaml')
  writeFileSync(settings, 'interval 3\n')
  const odd = await baoshen(['rescan', place, '--state', state, '--site', settings])
  expect(odd.status).toBe(2)
  expect(odd.stderr).toContain('site.yaml')
})
