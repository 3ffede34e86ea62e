/** The program does no harm: it loses no batch to one folder, follows no link for ever, overwrites no document. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baoshen, screenings } from './program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-careful-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function make(...names: string[]): string {
  const file = path.join(folder, ...names)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '机密★20年\n关于某事的通知\n')
  return file
}

describe('the list of files', () => {
  it('keeps a folder that cannot be read as an error, and the rest of the batch', async () => {
    make('closed', 'a', 'a.txt')
    mkdirSync(path.join(folder, 'closed', 'locked'))
    chmodSync(path.join(folder, 'closed', 'locked'), 0o000)
    // The superuser may read everything, so the program is run as nobody.
    const options = process.getuid?.() === 0 ? { uid: 65534 } : {}
    const found = screenings(
      await baoshen(['scan', path.join(folder, 'closed'), '--format', 'jsonl'], options),
    )
    expect(found.get('a.txt')?.verdict).toBe('block')
    expect(found.get('locked')?.problems[0]?.code).toBe('unreadable')
  })

  it('enters each folder once, however links turn in circles', async () => {
    make('loop', 'd', 'a.txt')
    symlinkSync('..', path.join(folder, 'loop', 'd', 'up'))
    symlinkSync('.', path.join(folder, 'loop', 'self'))
    for (const argument of [path.join(folder, 'loop'), path.join(folder, 'loop/**/*.txt')]) {
      const found = screenings(await baoshen(['scan', argument, '--format', 'jsonl']))
      expect([...found.keys()]).toEqual(['a.txt'])
    }
  })

  it('leaves out what the ignore file says, and says so', async () => {
    make('site', 'draft', 'x.txt')
    make('site', 'y.txt')
    const list = path.join(folder, 'leave-out')
    writeFileSync(list, 'draft/\n')
    const run = await baoshen(['scan', path.join(folder, 'site'), '--format', 'jsonl', '--ignore-file', list])
    expect([...screenings(run).keys()]).toEqual(['y.txt'])
    expect(run.stderr).toContain('1')
    const lost = await baoshen(['scan', path.join(folder, 'site'), '--ignore-file', `${list}-not-there`])
    expect(lost.status).toBe(2)
  })

  it('reads .baoshenignore in the working folder, and never in a folder that is screened', async () => {
    make('public', 'draft', 'x.txt')
    make('public', 'y.txt')
    writeFileSync(path.join(folder, 'public', '.baoshenignore'), '*\n')
    const outside = await baoshen(['scan', path.join(folder, 'public'), '--format', 'jsonl'])
    expect([...screenings(outside).keys()].sort()).toEqual(['.baoshenignore', 'x.txt', 'y.txt'])
    writeFileSync(path.join(folder, '.baoshenignore'), 'public/draft/\n')
    for (const argument of ['public', 'public/**/*.txt']) {
      const inside = await baoshen(['scan', argument, '--format', 'jsonl'], { cwd: folder })
      expect([...screenings(inside).keys()]).toContain('y.txt')
      expect([...screenings(inside).keys()]).not.toContain('x.txt')
    }
  })
})

describe('the output', () => {
  it.each(['scan', 'extract', 'baseline'])('of %s never takes the place of a document', async command => {
    const file = make(`only-${command}.txt`)
    const run = await baoshen([command, file, '--output', file])
    expect(run.status).toBe(2)
    expect(readFileSync(file, 'utf8')).toContain('机密★20年')
  })

  it.runIf(process.platform === 'linux')(
    'that cannot be written ends with status 2 and no stack',
    async () => {
      const run = await baoshen(['scan', make('full.txt'), '--output', '/dev/full'])
      expect(run.status).toBe(2)
      expect(run.stderr).toContain('ENOSPC')
      expect(run.stderr).not.toContain('    at ')
    },
  )
})

describe('usage errors', () => {
  it.each([
    [['scan', '--bogus', 'x'], '--bogus'],
    [['scna', 'x'], 'scna'],
    [['scan', 'x', '--concurrency', 'two'], '1 到 256'],
    [['scan', 'x', '--config', 'no-such.yaml'], '找不到'],
  ])('%j are told in Chinese, without English', async (args, expected) => {
    const run = await baoshen(args)
    expect(run.status).toBe(2)
    expect(run.stderr).toContain(expected)
    expect(run.stderr).not.toMatch(/unknown|expected|invalid|ENOENT/i)
  })
})
