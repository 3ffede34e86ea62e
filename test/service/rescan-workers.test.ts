/**
 * A rescan on many machines: workers as processes of their own on one PostgreSQL. They and the database are killed at
 * random moments, twenty times; what is found is what an undisturbed run finds, nothing twice and nothing lost. A
 * document that kills whoever takes it up becomes a dead letter. A small site does not wait for a large one.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite } from '../../scripts/rescan-site/site.ts'
import type { Site, SiteRun } from '../../src/server/api/sites.ts'
import { type Cluster, postgresBinaries, startCluster } from '../postgres/cluster.ts'
import { Client, password } from '../server/harness.ts'
import { ServiceProcess } from './program.ts'
import { random } from './random.ts'

const program = path.join(import.meta.dirname, '../../src/cli/bin.js')
const binaries = postgresBinaries()
const kills = 20
const size = 1000
const seed = Number(process.env.BAOSHEN_SEED ?? Date.now() % 100_000)

describe.skipIf(binaries === null)('rescans by many workers', () => {
  let folder: string
  let cluster: Cluster
  let service: ServiceProcess
  let administrator: Client
  let web: Server
  let host: string
  const workers: ChildProcess[] = []
  /** Those that have said that they are at work. */
  const working = new Set<ChildProcess>()
  let wasPoisoned = 0
  let onPoison = () => {}

  function startWorker(name: string): ChildProcess {
    const key = readFileSync(path.join(service.folder, 'keys', 'content.key'), 'utf8')
    const options = ['--name', name, '--data', path.join(folder, name), '--ocr', 'off', '--concurrency', '1']
    options.push('--allow-targets', host)
    const child = spawn(process.execPath, [program, 'worker', ...options, '--lang', 'en'], {
      env: {
        ...process.env,
        DATABASE_URL: cluster.url,
        BAOSHEN_CONTENT_KEY: key,
        BAOSHEN_SITE_FOLDERS: folder,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    child.stdout.on('data', () => working.add(child))
    workers.push(child)
    return child
  }

  async function add(name: string, source: string, concurrency: number): Promise<Site> {
    const settings = { interval: 0, perHost: 4 }
    return administrator.post<Site>('/sites', { name, source, concurrency, settings })
  }

  /** The service may be down, or without its database, at this moment. */
  async function lastRun(site: Site): Promise<SiteRun | null> {
    const items = await administrator.get<{ items: SiteRun[] }>(`/sites/${site.id}/runs`).catch(() => null)
    return items?.items[0] ?? null
  }

  async function atEnd(site: Site): Promise<SiteRun> {
    for (;;) {
      const run = await lastRun(site)
      if (run && run.state !== 'running') return run
      await sleep(200)
    }
  }

  async function query(text: string, values: unknown[]): Promise<Record<string, string>[]> {
    const client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    const { rows } = await client.query(text, values)
    await client.end()
    return rows
  }

  async function placesIn(site: Site): Promise<string[]> {
    const rows = await query(
      'select i.ref, s.rule, s.fingerprint, s.first_run, s.fixed_run from rescan_sighting s join rescan_item i on i.id = s.item_id where s.site_id = $1',
      [site.id],
    )
    return rows.map(row => Object.values(row).join(' ')).sort()
  }

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'baoshen-rescan-workers-'))
    process.env.BAOSHEN_SITE_FOLDERS = folder
    web = createServer((request, response) => {
      const page = (body: string) => {
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(body)
      }
      if (request.url === '/') {
        const links = Array.from({ length: 30 }, (_, at) => `<a href="/${at}.html">${at}</a>`).join('')
        page(`<h1>通知公告</h1>${links}<a href="/poison.html">毒</a>`)
      } else if (request.url === '/poison.html') {
        // It is never answered: whoever asks is dead before.
        wasPoisoned += 1
        onPoison()
      } else if (request.url === '/7.html') page('<p>机密★20年</p>')
      else if (/^\/\d+\.html$/.test(request.url ?? '')) page(`<p>通知 ${request.url}</p>`)
      else {
        response.statusCode = 404
        response.end()
      }
    })
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
    const address = web.address()
    host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    cluster = await startCluster(binaries ?? '')
    const data = mkdtempSync(path.join(tmpdir(), 'baoshen-rescan-service-'))
    service = new ServiceProcess(data, cluster.url, ['--allow-targets', host])
    await service.start()
    const token = /setup#(\S+)/.exec(service.output)?.[1]
    administrator = new Client(service.url)
    await administrator.post('/setup', { token, login: 'admin', name: '管理员', password })
  }, 240_000)
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL')
    await service?.stop('SIGKILL')
    await cluster?.end()
    web?.closeAllConnections()
    web?.close()
    for (const each of [folder, service.folder]) rmSync(each, { recursive: true, force: true })
  })

  it(`find what an undisturbed run finds (${kills} kills, seed ${seed})`, async () => {
    const planted = await makeSite(path.join(folder, 'site'), { size, hasScans: false })
    await makeSite(path.join(folder, 'small'), { size: 20, hasScans: false })
    await sleep(200)
    const undisturbed = await add('大站', path.join(folder, 'site'), 2)
    const small = await add('小站', path.join(folder, 'small'), 2)
    await administrator.post(`/sites/${undisturbed.id}/runs`, {})
    await administrator.post(`/sites/${small.id}/runs`, {})
    startWorker('one')
    startWorker('two')
    await atEnd(small)
    const whileSmallEnded = await lastRun(undisturbed)
    expect(whileSmallEnded?.state, 'the small site waited for the large one').toBe('running')
    expect((await atEnd(undisturbed)).done).toBe(size + 1)
    const expected = await placesIn(undisturbed)
    expect(new Set(expected.map(each => each.split(' ')[0]))).toEqual(new Set(planted.planted))

    const killed = await add('被中断的站', path.join(folder, 'site'), 6)
    await administrator.post(`/sites/${killed.id}/runs`, {})
    const next = random(seed)
    for (let kill = 0; kill < kills; kill += 1) {
      await sleep(300 + 1200 * next())
      if (kill % 4 === 3) {
        await cluster.kill()
        await sleep(500 * next())
        await cluster.start()
        for (const worker of workers.filter(({ exitCode }) => exitCode !== null)) {
          expect(working.has(worker), 'a worker ended with its database').toBe(false)
          // It was being started, and says that there is no database.
          workers.splice(workers.indexOf(worker), 1)
          startWorker(`again-${kill}`)
        }
      } else {
        workers.splice(Math.floor(next() * workers.length), 1)[0]?.kill('SIGKILL')
        startWorker(`kill-${kill}`)
      }
    }
    const run = await atEnd(killed)
    expect(run).toMatchObject({ state: 'done', done: size + 1, total: size + 1, failed: 0, dead: 0 })
    expect(run.screened + run.reused).toBe(size + 1)
    expect(await placesIn(killed)).toEqual(expected)
    // Nothing is left in anybody's hands, and the next run has nothing to read.
    await administrator.post(`/sites/${killed.id}/runs`, {})
    expect(await atEnd(killed)).toMatchObject({ screened: 0, found: 0, unchanged: size + 1 })
    expect(await placesIn(killed)).toEqual(expected)
  }, 900_000)

  it('make a dead letter of a document that kills whoever takes it up', async () => {
    let isDying: Promise<void> = Promise.resolve()
    onPoison = () => {
      for (const worker of workers.splice(0)) worker.kill('SIGKILL')
      const dead = service.stop('SIGKILL')
      // It may be taken up by the service before that has said that it is there: then it dies in its start.
      isDying = isDying
        .catch(() => {})
        .then(async () => {
          await dead
          await service.start()
          startWorker(`after-${wasPoisoned}`)
        })
    }
    const site = await add('有毒的站', `http://${host}/`, 2)
    await administrator.post(`/sites/${site.id}/runs`, {})
    const run = await atEnd(site)
    await isDying
    expect(run).toMatchObject({ state: 'done', done: 32, failed: 1, dead: 1 })
    expect(wasPoisoned).toBe(3)
    const { items } = await administrator.get<{ items: { url: string; code: string; dead: boolean }[] }>(
      `/sites/${site.id}/unscreened`,
    )
    expect(items).toMatchObject([{ url: `http://${host}/poison.html`, code: 'crashed', dead: true }])
    const places = await placesIn(site)
    expect(new Set(places.map(each => each.split(' ')[0]))).toEqual(new Set([`http://${host}/7.html`]))
    // The report names it among what was not screened.
    const report = await administrator.get<Buffer>(`/sites/${site.id}/runs/${run.id}/report.html?lang=zh`)
    const [found = '', unread = ''] = report.toString('utf8').split('未能检查的信息（1）')
    expect(found).toContain(`http://${host}/7.html`)
    expect(unread).toContain(`http://${host}/poison.html`)
  }, 480_000)
})
