/** Long work: steady memory, progress on a terminal only, and a clean stop. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baoshen, finished, root, screenings, start } from './program.ts'

// Enough that most of the time is work, not loading.
const files = 2_500
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-batch-'))
  for (let i = 0; i < files; i++) {
    writeFileSync(
      path.join(folder, `通知${i}.txt`),
      `关于做好第 ${i} 号工作的通知\n${'请各单位抓好落实。'.repeat(200)}\n`,
    )
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Ids of all processes below one, oldest first. */
function descendants(pid: number): number[] {
  try {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    return children
      .split('\n')
      .filter(Boolean)
      .map(Number)
      .flatMap(child => [child, ...descendants(child)])
  } catch {
    return []
  }
}

/** Resident kilobytes of a process, 0 when it has gone. */
function resident(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

const exists = (pid: number) => resident(pid) > 0

describe(`${files} small text files`, () => {
  it('are screened with a steady amount of memory and without progress in a pipe', async () => {
    const child = start(['scan', folder, '--format', 'jsonl', '--concurrency', '1'])
    const samples: number[] = []
    const timer = setInterval(() => {
      const pids = [child.pid ?? 0, ...descendants(child.pid ?? 0)]
      samples.push(pids.reduce((sum, pid) => sum + resident(pid), 0))
    }, 100)
    const run = await finished(child)
    clearInterval(timer)
    expect(run.status).toBe(0)
    expect(screenings(run).size).toBe(files)
    expect(run.stderr).toBe('')
    // The start is left out: the first documents still load code. Then memory must not grow with documents.
    const settled = samples.slice(Math.floor(samples.length * 0.4), -2)
    expect(settled.length).toBeGreaterThan(3)
    const early = Math.max(...settled.slice(0, Math.ceil(settled.length / 3)))
    const late = Math.max(...settled.slice(-Math.ceil(settled.length / 3)))
    expect(late).toBeLessThan(early * 1.25)
  })

  it('show progress on a terminal, and none with --no-progress', async () => {
    const command = `${process.execPath} src/cli/bin.js scan ${folder} --format jsonl --output ${folder}.jsonl`
    const onTerminal = (line: string) =>
      finished(
        spawn('script', ['-qec', line, '/dev/null'], { cwd: root, env: { ...process.env, TERM: 'xterm' } }),
      )
    const shown = await onTerminal(command)
    expect(shown.stdout).toMatch(new RegExp(`筛查 \\d+/${files} {2}预计剩余`))
    const hidden = await onTerminal(`${command} --no-progress`)
    expect(hidden.stdout).not.toContain('筛查')
    rmSync(`${folder}.jsonl`)
  })
})

describe('Ctrl-C', () => {
  it('leaves complete lines, says how far it came, ends with 130 and leaves no child', async () => {
    const child = start([
      'scan',
      path.join(root, 'samples'),
      folder,
      '--format',
      'jsonl',
      '--concurrency',
      '2',
    ])
    const done = finished(child)
    let lines = 0
    child.stdout?.on('data', (text: string) => {
      lines += text.split('\n').length - 1
    })
    while (lines < 2) await sleep(20)
    const children = descendants(child.pid ?? 0)
    expect(children.length).toBeGreaterThan(0)
    child.kill('SIGINT')
    const run = await done
    expect(run.status).toBe(130)
    const found = screenings(run)
    expect(found.size).toBeGreaterThanOrEqual(2)
    expect(found.size).toBeLessThan(files)
    expect(run.stdout.endsWith('\n')).toBe(true)
    expect(run.stderr).toContain(`完成 ${found.size} 份`)
    // They have been told to end; the system may take a moment for it.
    await expect.poll(() => children.filter(exists), { timeout: 5000 }).toEqual([])
  })

  it('also ends the children when the program itself is killed', async () => {
    const child = start(['scan', path.join(root, 'samples'), '--format', 'jsonl', '--concurrency', '2'])
    const done = finished(child)
    let children: number[] = []
    while (children.length < 2) children = descendants(child.pid ?? 0)
    child.kill('SIGKILL')
    await done
    await expect.poll(() => children.filter(exists)).toEqual([])
  })
})

describe('usage', () => {
  it.each([
    [['scan'], 2],
    [['scan', 'x', '--format', 'xml'], 2],
    [['scan', 'x', '--config', '/no/such.yaml'], 2],
    [['scan', 'x', '--concurrency', '0'], 2],
    [['scan', 'x', '--output', '/no/such/folder/out.json'], 2],
    [['frobnicate'], 2],
    [[], 2],
    [['--version'], 0],
    [['scan', '--help'], 0],
  ])('%j ends with status %i and a message', async (args, status) => {
    const run = await baoshen(args)
    expect(run.status).toBe(status)
    expect(run.stdout + run.stderr).not.toBe('')
    expect(run.stderr).not.toContain('    at ')
  })

  it('gives help with examples and exit statuses in both languages', async () => {
    const zh = await baoshen(['scan', '--help'])
    const en = await baoshen(['scan', '--help', '--lang', 'en'])
    expect(zh.stdout).toContain('示例')
    expect(zh.stdout).toContain('退出状态')
    expect(en.stdout).toContain('Examples')
    expect(en.stdout).toContain('fail closed')
  })
})
