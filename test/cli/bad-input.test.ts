/** Bad input: a clear message, exit 3, and every other file of the batch still screened. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeHugePng } from '../../scripts/fixtures/bad.ts'
import type { Screening } from '../../src/document/screening.ts'
import { baoshen, root, screenings } from './program.ts'

const bad = path.join(root, 'test/fixtures/bad')
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-bad-'))
  cpSync(bad, folder, { recursive: true })
  writeFileSync(path.join(folder, '通知.txt'), '关于做好防汛工作的通知\n请各单位抓好落实。\n')
  await writeHugePng(path.join(folder, 'huge.png'), 30_000)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether a message tells what to do, as every problem must. */
const actionable = /请|运行|检查|核对/

describe('a batch of bad files and one good one', () => {
  let found: Map<string, Screening>
  let status: number | null

  beforeAll(async () => {
    const run = await baoshen(['scan', folder, path.join(folder, 'no-such.docx'), '--format', 'jsonl'])
    status = run.status
    found = screenings(run)
  })

  it('ends with status 3', () => {
    expect(status).toBe(3)
  })

  it('screens the good file', () => {
    expect(found.get('通知.txt')).toMatchObject({ verdict: 'pass', problems: [], type: 'text/plain' })
  })

  it.each([
    ['no-such.docx', 'missing'],
    ['truncated.pdf', 'corrupt'],
    ['corrupt.docx', 'corrupt'],
    ['password.pdf', 'encrypted'],
    ['password.docx', 'encrypted'],
    ['picture-named.docx', 'type-mismatch'],
    ['huge.png', 'too-many-pixels'],
    ['unknown.bin', 'unknown-type'],
  ])('%s is an error with the code %s and a message that says what to do', (name, code) => {
    const screening = found.get(name)
    expect(screening?.verdict).toBe('error')
    const problem = screening?.problems.find(each => each.code === code)
    expect(problem?.severity).toBe('error')
    expect(problem?.message).toMatch(actionable)
    expect(problem?.message).not.toMatch(/\?|undefined|NaN/)
  })

  it('an empty file holds nothing, and says so', () => {
    expect(found.get('empty.txt')).toMatchObject({
      verdict: 'pass',
      bytes: 0,
      problems: [{ code: 'empty-file', severity: 'note' }],
    })
  })

  it('reads a PNG that is named .docx as what it is', () => {
    expect(found.get('picture-named.docx')).toMatchObject({ type: 'image/png', ocrParts: 1 })
  })
})

describe('one bad file at a time', () => {
  it.each(['unknown.bin', 'corrupt.docx', 'password.docx'])('%s alone gives status 3', async name => {
    expect((await baoshen(['scan', path.join(folder, name)])).status).toBe(3)
  })

  it('a file without read permission is an error that names the reason', async () => {
    const secret = path.join(folder, 'sub')
    mkdirSync(secret)
    const file = path.join(secret, 'unreadable.txt')
    writeFileSync(file, '通知')
    chmodSync(file, 0o000)
    chmodSync(folder, 0o755)
    // The superuser may read everything, so the program is run as nobody.
    const options = process.getuid?.() === 0 ? { uid: 65534 } : {}
    const run = await baoshen(['scan', file, path.join(folder, '通知.txt'), '--format', 'jsonl'], options)
    expect(run.status).toBe(3)
    expect(screenings(run).get('unreadable.txt')?.problems[0]).toMatchObject({
      code: 'unreadable',
      severity: 'error',
    })
    expect(screenings(run).get('通知.txt')?.verdict).toBe('pass')
  })

  it('a document that takes too long is stopped at its limit, and the next is screened', async () => {
    const slow = path.join(root, 'samples')
    const run = await baoshen([
      'scan',
      path.join(slow, '会议材料（扫描件）.pdf'),
      path.join(folder, '通知.txt'),
      '--format',
      'jsonl',
      '--timeout',
      '0.3',
      '--concurrency',
      '1',
    ])
    const found = [...screenings(run).values()]
    expect(found).toHaveLength(2)
    expect(found.find(each => each.path.endsWith('.pdf'))?.problems[0]?.code).toBe('timeout')
    expect(found.find(each => each.path.endsWith('.txt'))?.verdict).toBe('pass')
  })

  it('a document that needs too much memory is stopped at its limit, and the next is screened', async () => {
    const large = path.join(folder, 'large.png')
    await writeHugePng(large, 12_000)
    const run = await baoshen([
      'scan',
      large,
      path.join(folder, '通知.txt'),
      '--format',
      'jsonl',
      '--memory',
      '256',
      '--concurrency',
      '1',
    ])
    expect(run.status).toBe(3)
    expect(screenings(run).get('large.png')?.problems[0]?.code).toBe('out-of-memory')
    expect(screenings(run).get('通知.txt')?.verdict).toBe('pass')
    expect(existsSync(large)).toBe(true)
  })
})
