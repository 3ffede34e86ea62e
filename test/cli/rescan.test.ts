/** `baoshen rescan` as a command: its state, its interruption, its exit status, and what it refuses. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite } from '../../scripts/rescan-site/site.ts'
import { run } from '../../src/cli/run.ts'
import type { RescanDocument } from '../../src/rescan/documents.ts'
import { baoshen, finished, type Run, start } from './program.ts'

let folder: string
let site: string
const state = () => path.join(folder, 'state.sqlite')

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-rescan-command-'))
  site = path.join(folder, 'site')
  await makeSite(site, { size: 200, hasScans: false })
  // Whoever can write into a site must not decide what is not screened.
  writeFileSync(path.join(site, '.baoshenignore'), '*\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const command = (...more: string[]) => [
  'rescan',
  site,
  '--state',
  state(),
  '--format',
  'jsonl',
  '--lang',
  'en',
  '--base-url',
  'https://www.example.gov.cn/',
  ...more,
]
const documents = ({ stdout }: Run): RescanDocument[] =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as RescanDocument)

/** In this process: what is refused at once needs none of its own. */
async function runHere(args: readonly string[]): Promise<{ status: number; stderr: string }> {
  let stderr = ''
  const output = (write: (text: string) => void) => ({ write, isTTY: false, columns: 80 })
  const status = await run(args, {
    stdout: output(() => {}),
    stderr: output(text => {
      stderr += text
    }),
    stdin: async () => new Uint8Array(),
    signal: new AbortController().signal,
    env: {},
  })
  return { status, stderr }
}

async function untilStarted(): Promise<void> {
  while (!existsSync(`${state()}-wal`)) await new Promise(resolve => setTimeout(resolve, 20))
}

describe('a rescan at the command line', () => {
  it('ends with 130 on Ctrl-C, lets no second one at its state, and goes on where it stopped', async () => {
    // Not through before the second one is there, however slowly that comes.
    const child = start(command('--max-cpu', '3'))
    const first = finished(child)
    await untilStarted()
    const second = await baoshen(command())
    expect(second.status).toBe(2)
    expect(second.stderr).toContain('Another rescan is using the state file')
    child.kill('SIGINT')
    const interrupted = await first
    expect(interrupted.status).toBe(130)
    expect(interrupted.stdout).toBe('')
    expect(interrupted.stderr).toContain('Run the same command to go on')

    const whole = await baoshen(command())
    expect(whole.stderr).toContain('Going on with rescan 1')
    expect(whole.status).toBe(1)
    expect(documents(whole)).toHaveLength(2)
    for (const { url, ref, findings } of documents(whole)) {
      expect(url).toBe(`https://www.example.gov.cn/${ref}`)
      expect(findings.map(({ status }) => status)).toEqual(['new'])
    }
    expect(statSync(state()).mode & 0o077).toBe(0)
    expect(statSync(`${state()}.key`).mode & 0o077).toBe(0)
  })

  it('counts with --only-new what the last rescan did not have', async () => {
    const old = await baoshen(command('--only-new'))
    expect([old.status, old.stdout]).toEqual([0, ''])
    writeFileSync(path.join(site, 'c0000/new.html'), '<p>机密★20年</p>')
    const added = await baoshen(command('--only-new'))
    expect(added.status).toBe(1)
    expect(documents(added).map(({ ref }) => ref)).toEqual(['c0000/new.html'])
  })

  it.each([
    [['--state', 'STATE_INSIDE'], 'lies in the folder to rescan'],
    [['--max-cpu', '0'], '1% to 100%'],
    [['--base-url', 'ftp://example.gov.cn/'], 'http:// or https://'],
  ])('refuses %j', async (more, message) => {
    const { status, stderr } = await runHere(
      command(...more.map(each => each.replace('STATE_INSIDE', `${site}/s.sqlite`))),
    )
    expect(status).toBe(2)
    expect(stderr).toContain(message)
  })

  it('refuses a folder that is not there, and a state that is none', async () => {
    const nowhere = await runHere(['rescan', path.join(folder, 'nowhere'), '--state', state()])
    expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringContaining('没有文件夹')])
    writeFileSync(path.join(folder, 'text.sqlite'), '这不是数据库。'.repeat(100))
    const noState = await runHere(command('--state', path.join(folder, 'text.sqlite')))
    expect([noState.status, noState.stderr]).toEqual([2, expect.stringContaining('no state of a rescan')])
  })
})
