/**
 * Workers as processes of their own on one PostgreSQL, without the service's data folder: they share the work, die
 * over it, and nothing is lost or done twice; what kills every worker becomes a dead letter and an error.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../src/server/api/people.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { freshDatabase } from '../postgres/database.ts'
import { Client, clean, form, marked, password } from '../server/harness.ts'
import { ServiceProcess } from './program.ts'
import { random } from './random.ts'

const program = path.join(import.meta.dirname, '../../src/cli/bin.js')
const isAbsent = process.env.BAOSHEN_TEST_POSTGRES === undefined

interface QueueAnswer {
  readonly queued: number
  readonly oldest: string | null
  readonly running: number
  readonly workers: readonly { readonly name: string; readonly live: boolean; readonly concurrency: number }[]
  readonly dead: readonly { readonly fileId: string; readonly attempts: number }[]
}

const seed = Number(process.env.BAOSHEN_SEED ?? Date.now() % 100_000)

describe.skipIf(isAbsent)('workers', () => {
  let service: ServiceProcess
  let database: pg.Client
  let url: string
  let administrator: Client
  let editor: Client
  const folders: string[] = []
  const workers: ChildProcess[] = []

  async function startWorker(name: string): Promise<ChildProcess> {
    const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-worker-'))
    folders.push(folder)
    const key = readFileSync(path.join(service.folder, 'keys', 'content.key'), 'utf8')
    const child = spawn(
      process.execPath,
      [
        program,
        'worker',
        '--name',
        name,
        '--data',
        folder,
        '--ocr',
        'off',
        '--concurrency',
        '1',
        '--lang',
        'en',
      ],
      {
        env: { ...process.env, DATABASE_URL: url, BAOSHEN_CONTENT_KEY: key },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    workers.push(child)
    await once(child.stdout, 'data')
    return child
  }

  async function submit(index: number, text: string): Promise<string> {
    const created = await editor.post<Submission>('/submissions', {
      form: form(`第 ${index} 件`),
      texts: [{ name: '正文', format: 'text', content: text }],
      submit: true,
    })
    return created.id
  }

  beforeAll(async () => {
    const fresh = await freshDatabase()
    if (fresh === undefined) throw new Error('no PostgreSQL')
    url = fresh
    service = new ServiceProcess(mkdtempSync(path.join(tmpdir(), 'baoshen-workers-')), url)
    await service.start()
    const token = /setup#(\S+)/.exec(service.output)?.[1]
    administrator = new Client(service.url)
    await administrator.post('/setup', { token, login: 'admin', name: '管理员', password })
    const { link } = await administrator.post<{ person: Person; link: { url: string } }>('/people', {
      login: 'editor',
      name: '编辑',
      roles: ['editor'],
      department: null,
    })
    editor = new Client(service.url)
    await editor.post('/links/use', { token: link.url.split('#')[1], password })
    database = new pg.Client({ connectionString: url })
    await database.connect()
  })
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL')
    await database?.end()
    await service?.stop('SIGKILL')
    for (const folder of [...folders, service.folder]) rmSync(folder, { recursive: true, force: true })
  })

  /** What a worker that must not take part ends with. */
  async function refused(...options: string[]): Promise<{ code: number; stderr: string }> {
    const key = readFileSync(path.join(service.folder, 'keys', 'content.key'), 'utf8')
    const child = spawn(
      process.execPath,
      [program, 'worker', '--name', 'other', '--data', service.folder, '--lang', 'en', ...options],
      {
        env: { ...process.env, DATABASE_URL: url, BAOSHEN_CONTENT_KEY: key },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let stderr = ''
    child.stderr.on('data', text => {
      stderr += text
    })
    const [code] = await once(child, 'close')
    return { code, stderr }
  }

  it('share the work, and are seen', async () => {
    await startWorker('one')
    await startWorker('two')
    const ids: string[] = []
    for (let index = 0; index < 40; index += 1) ids.push(await submit(index, index % 2 ? marked : clean))
    await expect
      .poll(
        async () => {
          const { rows } = await database.query(
            "select count(*)::int as n from submission where state = 'screening'",
          )
          return rows[0].n
        },
        { timeout: 120_000, interval: 500 },
      )
      .toBe(0)
    const { workers: seen, oldest } = await administrator.get<QueueAnswer>('/queue')
    expect(oldest).toBeNull()
    expect(
      seen
        .filter(each => each.live)
        .map(each => each.name)
        .sort(),
    ).toEqual(['one', 'serve', 'two'])
    const history = await editor.get<{ items: { act: string }[] }>(`/submissions/${ids[0]}/history`)
    expect(history.items.filter(each => each.act === 'screened')).toHaveLength(1)
    const { rows } = await database.query("select count(*)::int as n from ledger where act = 'screened'")
    expect(rows[0].n).toBe(40)
  }, 240_000)

  it('tell the pages that are open on the service', async () => {
    const stream = await fetch(`${service.url}/api/v1/events`, {
      headers: { cookie: editor.cookie ?? '', 'x-baoshen': '1' },
    })
    const reader = stream.body?.getReader()
    let heard = ''
    const isHeard = (id: string) =>
      heard.split('\n').some(line => line.includes(id) && line.includes('"state":"screened"'))
    const listening = (async () => {
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
        if (done) break
        heard += Buffer.from(value).toString()
      }
    })()
    // Three processes share these: the service hears of its own without being told, and of the rest only when it is.
    const ids = await Promise.all(Array.from({ length: 24 }, (_, index) => submit(100 + index, clean)))
    await expect.poll(() => ids.filter(isHeard).length, { timeout: 50_000 }).toBe(ids.length)
    await reader?.cancel()
    await listening
  }, 180_000)

  it(`killed again and again: everything is screened, once (seed ${seed})`, async () => {
    const next = random(seed)
    const count = 60
    const ids: string[] = []
    let isOver = false
    const killer = (async () => {
      for (let kill = 0; kill < 8 && !isOver; kill += 1) {
        await sleep(200 + next() * 800)
        workers.shift()?.kill('SIGKILL')
        await startWorker(`kill-${kill}`)
      }
    })()
    for (let index = 0; index < count; index += 1)
      ids.push(await submit(200 + index, index % 2 ? marked : clean))
    await killer
    isOver = true
    await expect
      .poll(
        async () => {
          const { rows } = await database.query(
            "select count(*)::int as n from submission where state = 'screening'",
          )
          return rows[0].n
        },
        { timeout: 120_000, interval: 500 },
      )
      .toBe(0)
    const screened = await database.query(
      "select count(*)::int as n from ledger where act = 'screened' and submission_id = any($1) group by submission_id",
      [ids],
    )
    expect(screened.rows.map(row => row.n)).toEqual(ids.map(() => 1))
    const errors = await database.query("select count(*)::int as n from file where verdict = 'error'")
    expect(errors.rows[0].n).toBe(0)
  }, 240_000)

  it('that would screen otherwise than the service are refused', async () => {
    // Without the rules for China it would pass every mark there is; with OCR it reads what the service does not.
    for (const options of [
      ['--ocr', 'off', '--packs', 'us'],
      ['--ocr', 'auto'],
    ]) {
      const { code, stderr } = await refused(...options)
      expect(code, stderr).toBe(2)
      expect(stderr).toContain('must not take part')
    }
  }, 180_000)

  it('that come to screen otherwise end, and what they were given is screened by others', async () => {
    const worker = await startWorker('outdated')
    const { rows } = await database.query('select ruleset from service_screening')
    await database.query("update service_screening set ruleset = 'newer'")
    const ended = once(worker, 'exit')
    // The service itself is the measure: it goes on. It may be faster than the worker, which ends at its first document.
    const ids: string[] = []
    let isOver = false
    const over = ended.finally(() => {
      isOver = true
    })
    while (!isOver) {
      ids.push(...(await Promise.all(Array.from({ length: 6 }, (_, at) => submit(600 + at, marked)))))
      await Promise.race([over, sleep(500)])
    }
    expect((await ended)[0]).toBe(2)
    await database.query('update service_screening set ruleset = $1', [rows[0].ruleset])
    for (const id of ids) {
      await expect
        .poll(async () => (await editor.get<Submission>(`/submissions/${id}`)).verdict, { timeout: 120_000 })
        .toBe('block')
    }
  }, 240_000)

  it('end what they are at when they are told to stop, and take no more', async () => {
    const worker = await startWorker('leaving')
    worker.kill('SIGTERM')
    const [code] = await once(worker, 'exit')
    expect(code).toBe(0)
  }, 180_000)

  it('make a dead letter and an error of what kills every one of them', async () => {
    // Whoever takes it dies: the document itself cannot do this, for it is read in a child of the worker's.
    const id = await submit(500, clean)
    await service.stop('SIGKILL')
    for (const worker of workers.splice(0)) worker.kill('SIGKILL')
    const { rows: files } = await database.query('select id from file where submission_id = $1', [id])
    await database.query("update file set state = 'queued', verdict = null where id = $1", [files[0].id])
    await database.query("update submission set state = 'screening', verdict = null where id = $1", [id])
    await database.query('delete from finding where file_id = $1', [files[0].id])
    // As three workers left it that died over it.
    await database.query(
      "insert into pgboss.job (id, name, data, state, retry_limit, retry_count, started_on, heartbeat_on, heartbeat_seconds, expire_seconds, dead_letter) values ($1, 'screening', $2, 'active', 2, 2, now() - interval '2 minutes', now() - interval '1 minute', 15, 3600, 'screening-dead') on conflict (name, id) do update set state = 'active', retry_limit = 2, retry_count = 2, started_on = now() - interval '2 minutes', completed_on = null, heartbeat_on = now() - interval '1 minute'",
      [files[0].id, { submissionId: id, fileId: files[0].id }],
    )
    await service.start()
    await expect
      .poll(async () => (await editor.get<Submission>(`/submissions/${id}`)).state, {
        timeout: 150_000,
        interval: 1000,
      })
      .toBe('screened')
    const item = await editor.get<Submission>(`/submissions/${id}`)
    expect(item.verdict).toBe('error')
    expect(JSON.stringify(item.content)).toContain('crashed')
    const { dead } = await administrator.get<QueueAnswer>('/queue')
    expect(dead.map(letter => letter.fileId)).toContain(files[0].id)
  }, 300_000)
})
