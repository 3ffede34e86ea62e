/** A document that takes its child process down, in a rescan at the command line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeHugePng } from '../../scripts/fixtures/bad.ts'
import { makeSite } from '../../scripts/rescan-site/site.ts'
import { finished, start } from '../cli/program.ts'
import { documents, rescanOf } from './rescan-command.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-rescan-poison-'))
const site = path.join(folder, 'site')
const state = path.join(folder, 'state.sqlite')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is tried again, then named as not screened; all others are screened', { timeout: 600_000 }, async () => {
  const poisoned = await makeSite(site, { size: 60, hasScans: false })
  await writeHugePng(path.join(site, 'c0000/files/p.png'), 12_000)
  writeFileSync(path.join(site, 'c0000/z.html'), '<p>机密★20年</p>')
  const options = ['--memory', '256', '--concurrency', '1']
  const run = await finished(start(rescanOf(site, state, ...options)))
  expect(run.status).toBe(1)
  const found = documents(run)
  expect(found.map(({ ref, verdict }) => [ref, verdict])).toEqual(
    [...poisoned.planted, 'c0000/z.html']
      .map(ref => [ref, 'block'])
      .concat([['c0000/files/p.png', 'error']])
      .sort(),
  )
  expect(found.find(({ ref }) => ref.endsWith('p.png'))?.problems[0]?.code).toBe('out-of-memory')
  // The next run tries it once more, and nothing else.
  const next = await finished(start(rescanOf(site, state, ...options, '--fail-on', 'block')))
  expect(next.stderr).toMatch(/1 read and screened, .* 62 unchanged/)
  expect(documents(next).map(({ ref }) => ref)).toContain('c0000/files/p.png')
})
