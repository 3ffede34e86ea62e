/** samples/integrations/publish-scripts/publish.sh with the real rsync: what is held back leaves the site as it was. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShell, root, type Shell, samples } from '../shell.ts'

const script = path.join(samples, 'integrations/publish-scripts/publish.sh')
const notice = '停水通知\n6月12日夜间停水，请提前储水。\n'

let shell: Shell
beforeAll(() => {
  shell = openShell()
})
afterAll(() => shell.end())

/** A site to publish and the one that readers see. */
function folders(name: string): { source: string; target: string } {
  const source = path.join(shell.folder, name, 'public')
  const target = path.join(shell.folder, name, 'www')
  for (const folder of [source, target]) mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(source, '通知 一.txt'), notice)
  writeFileSync(path.join(target, 'old.txt'), notice)
  return { source, target }
}

it('publishes a clean folder, and what is gone from it goes', async () => {
  const { source, target } = folders('clean')
  const run = await shell.run([script, source, target])
  expect(run).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(readdirSync(target)).toEqual(['通知 一.txt'])
  expect(readFileSync(path.join(target, '通知 一.txt'), 'utf8')).toBe(notice)
})

it('stops with 1 for a marked file and names file, page, rule and what to do', async () => {
  const { source, target } = folders('marked')
  mkdirSync(path.join(source, 'files'))
  copyFileSync(path.join(root, 'test/fixtures/pdf/gbk-euc-h.pdf'), path.join(source, 'files/会议 材料.pdf'))
  const run = await shell.run([script, source, target])
  expect(run.status).toBe(1)
  expect(run.stdout).toMatch(
    /✖ files\/会议 材料\.pdf {2}must not be published\n\s+page 1 .*\[cn\.mark\.[a-z-]+\]\n\s+why: .*\n\s+to do: /,
  )
  expect(run.stdout).not.toContain('机密★20年')
  expect(readdirSync(target)).toEqual(['old.txt'])
})

it('takes exceptions from the folder that it runs in, and none from what it publishes', async () => {
  const { source, target } = folders('excepted')
  copyFileSync(path.join(root, 'test/fixtures/pdf/gbk-euc-h.pdf'), path.join(source, 'a.pdf'))
  writeFileSync(path.join(source, '.baoshenignore'), '*\n')
  const held = await shell.run([script, source, target])
  expect([held.status, readdirSync(target)]).toEqual([1, ['old.txt']])
  const list = path.join(shell.folder, '.baoshenignore')
  writeFileSync(list, 'a.pdf\n')
  const run = await shell.run([script, source, target])
  rmSync(list)
  expect([run.status, readdirSync(target).includes('a.pdf')]).toEqual([0, true])
})

it('stops with 3 for a file that cannot be read', async () => {
  const { source, target } = folders('unread')
  copyFileSync(path.join(root, 'test/fixtures/bad/corrupt.docx'), path.join(source, 'corrupt.docx'))
  const run = await shell.run([script, source, target])
  expect(run.status).toBe(3)
  expect(run.stdout).toContain('[corrupt]')
  expect(readdirSync(target)).toEqual(['old.txt'])
})

it.each([
  ['2', { BAOSHEN_OPTIONS: '--packs no-such-pack' }, 2],
  ['127', { BAOSHEN: 'no-such-program' }, 127],
])('publishes nothing when baoshen ends with %s', async (name, env, status) => {
  const { source, target } = folders(`status-${name}`)
  expect((await shell.run([script, source, target], { env })).status).toBe(status)
  expect(readdirSync(target)).toEqual(['old.txt'])
})

it('publishes what was screened: a file that comes while baoshen reads stays behind', async () => {
  const { source, target } = folders('late')
  // It comes as baoshen begins: the copy is there then.
  const late = path.join(shell.folder, 'late.sh')
  const comes = `printf '机密★20年\\n' > '${path.join(source, 'late.txt')}'`
  writeFileSync(late, `#!/bin/sh\n${comes}\nexec baoshen "$@"\n`, { mode: 0o755 })
  const run = await shell.run([script, source, target], { env: { BAOSHEN: late } })
  expect([run.status, readFileSync(path.join(source, 'late.txt'), 'utf8')]).toEqual([0, '机密★20年\n'])
  expect(readdirSync(target)).toEqual(['通知 一.txt'])
})
