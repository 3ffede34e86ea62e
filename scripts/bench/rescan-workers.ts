/**
 * `npm run bench:rescan-workers [-- --size 3000 --workers 1,2,4 --hosts]`: a rescan of a generated site by the service
 * and by workers as processes of their own on one PostgreSQL: time, and the processor time of everybody together, the
 * database included. The first worker is the service itself. Every run is checked for the exact findings.
 *
 * With `--hosts` (root, Linux) each worker is on a host of its own with one core, and the database is reached over the
 * network; before them everything runs on one core, which says what a second one brings.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { SiteRun } from '../../src/server/api/sites.ts'
import { postgresBinaries, startCluster } from '../../test/postgres/cluster.ts'
import { makeSite } from '../rescan-site/site.ts'
import { type Hosts, makeHosts, network, ownAddress } from './hosts.ts'
import { commandOf, family, processorTimes } from './processes.ts'

const bin = path.join(import.meta.dirname, '../../src/cli/bin.js')

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '3000' },
    workers: { type: 'string', default: '1,2,4' },
    hosts: { type: 'boolean', default: false },
    /** Where the site is written. */
    folder: { type: 'string', default: tmpdir() },
  },
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

const roles = ['programs', 'sandboxes', 'database'] as const
type Role = (typeof roles)[number]

/** Of this program's children and theirs: the service and its workers, their child processes, PostgreSQL's. */
function used(): Readonly<Record<Role, number>> {
  const sum = { programs: 0, sandboxes: 0, database: 0 }
  for (const pid of family(process.pid)) {
    if (pid === process.pid) continue
    const command = commandOf(pid)
    const { own, children } = processorTimes(pid)
    if (/postgres/.test(command)) sum.database += own + children
    else {
      sum[command.includes('--permission') ? 'sandboxes' : 'programs'] += own
      // Theirs are renewed now and then.
      sum.sandboxes += children
    }
  }
  return sum
}

interface Bench {
  readonly root: string
  readonly planted: readonly string[]
  readonly total: number
  readonly databaseUrl: string
  /** Null: all workers are processes of this host, on all its cores. */
  readonly hosts: Hosts | null
}

const cores = availableParallelism()

interface Measured {
  readonly seconds: number
  readonly processor: Readonly<Record<Role, number>>
}

const sumOf = ({ processor }: Measured) => roles.reduce((sum, role) => sum + processor[role], 0)

async function measure(bench: Bench, workers: number): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-bench-workers-'))
  const children: ChildProcess[] = []
  const common = ['--ocr', 'off', '--concurrency', '1', '--lang', 'en']
  const environment = { ...process.env, DATABASE_URL: bench.databaseUrl, BAOSHEN_SITE_FOLDERS: bench.root }
  const begin = async (host: number, args: string[], env: NodeJS.ProcessEnv, until: RegExp) => {
    const [command = '', ...words] = [...place(bench.hosts, host), process.execPath, bin, ...args, ...common]
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    children.push(child)
    let output = ''
    child.stdout.on('data', text => {
      output += text
    })
    while (!until.test(output)) {
      if (child.exitCode !== null) throw new Error(`${args[0]} ended: ${output}`)
      await sleep(50)
    }
    return output
  }
  try {
    const port = String(await freePort())
    const serve = ['serve', '--data', folder, '--port', port, '--rate-limit', '0', '--log-level', 'error']
    const token = /setup#(\S+)/.exec(await begin(0, serve, environment, /setup#\S+/))?.[1]
    const key = readFileSync(path.join(folder, 'keys', 'content.key'), 'utf8')
    for (let worker = 1; worker < workers; worker += 1) {
      const data = path.join(folder, `worker-${worker}`)
      await begin(worker, ['worker', '--data', data], { ...environment, BAOSHEN_CONTENT_KEY: key }, /\n/)
    }
    const call = caller(`http://127.0.0.1:${port}/api/v1`)
    await call('POST', '/setup', { token, login: 'admin', name: 'bench', password: 'Blue-Heron-42' })
    const { id } = await call<{ id: string }>('POST', '/sites', {
      name: `bench ${workers}`,
      source: bench.root,
      concurrency: workers,
    })
    const before = used()
    const startedAt = performance.now()
    await call('POST', `/sites/${id}/runs`, {})
    for (;;) {
      await sleep(250)
      const run = (await call<{ items: SiteRun[] }>('GET', `/sites/${id}/runs`)).items[0]
      if (run?.state === 'running') continue
      if (run?.done !== bench.total) throw new Error(`${run?.done} of ${bench.total} documents`)
      break
    }
    const seconds = (performance.now() - startedAt) / 1000
    const after = used()
    const processor = { programs: 0, sandboxes: 0, database: 0 }
    for (const role of roles) processor[role] = after[role] - before[role]
    await check(bench, id)
    return { seconds, processor }
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(children.map(child => child.exitCode ?? once(child, 'exit')))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The words before a command: the service is on this host, the others are on theirs; each has one core. */
function place(hosts: Hosts | null, host: number): string[] {
  if (hosts === null) return []
  return [...(host === 0 ? [] : hosts.prefix(host)), 'taskset', '-c', String(host % cores)]
}

/** Keeps this program, and what it starts from now on, on these cores. */
function useCores(list: string): void {
  const { status, stderr } = spawnSync('taskset', ['-a', '-c', '-p', list, String(process.pid)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

function caller(base: string) {
  let cookie = ''
  return async <T>(method: string, address: string, body?: unknown): Promise<T> => {
    const headers = { 'x-baoshen': '1', cookie, 'content-type': 'application/json' }
    const text = body === undefined ? null : JSON.stringify(body)
    const response = await fetch(`${base}${address}`, {
      method,
      headers: text === null ? { 'x-baoshen': '1', cookie } : headers,
      body: text,
    })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    if (!response.ok) throw new Error(`${address}: ${await response.text()}`)
    return (await response.json()) as T
  }
}

async function check(bench: Bench, siteId: string): Promise<void> {
  const client = new pg.Client({ connectionString: bench.databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    'select distinct i.ref from rescan_sighting s join rescan_item i on i.id = s.item_id where s.site_id = $1',
    [siteId],
  )
  await client.end()
  const found = rows.map(row => String(row.ref)).sort()
  if (JSON.stringify(found) !== JSON.stringify([...bench.planted].sort())) throw new Error('wrong findings')
}

interface Run {
  readonly workers: number
  /** Everything on one core. */
  readonly isPinned: boolean
}

const counts = values.workers.split(',').map(Number)
const runs: Run[] = [
  ...(values.hosts ? [{ workers: 1, isPinned: true }] : []),
  ...counts.map(workers => ({ workers, isPinned: false })),
]
const binaries = postgresBinaries()
if (binaries === null) throw new Error('apt-get install postgresql')
const folder = mkdtempSync(path.join(values.folder, 'baoshen-bench-site-'))
const hosts = values.hosts ? makeHosts(Math.max(...counts) - 1) : null
try {
  const root = path.join(folder, 'site')
  const site = await makeSite(root, { size: Number(values.size), hasScans: false })
  await sleep(200)
  console.log(`${site.files.length} documents, ${site.planted.length} of them planted`)
  let first: Measured | null = null
  for (const { workers, isPinned } of runs) {
    if (isPinned) useCores('0')
    const cluster = await startCluster(binaries, hosts ? { listener: { address: ownAddress, network } } : {})
    try {
      const databaseUrl = hosts ? `postgres://postgres@${ownAddress}/postgres` : cluster.url
      const bench = { root, planted: site.planted, total: site.files.length, databaseUrl, hosts }
      const measured = await measure(bench, workers)
      const { seconds, processor } = measured
      first ??= measured
      const rate = (site.files.length / seconds).toFixed(0)
      const more = ((sumOf(measured) / sumOf(first) - 1) * 100).toFixed(1)
      const parts = roles.map(role => `${role} ${processor[role].toFixed(1)}`).join(', ')
      console.log(
        `  ${workers} ${values.hosts ? 'hosts' : 'workers'}${isPinned ? ', all on one core' : ''}`.padEnd(
          28,
        ) +
          `${seconds.toFixed(1).padStart(7)} s  ${rate.padStart(5)}/s  ${(first.seconds / seconds).toFixed(2)} × the first's rate  ` +
          `${sumOf(measured).toFixed(1).padStart(7)} s of processor time (${parts}), ${more} % more than the first`,
      )
    } finally {
      await cluster.end()
      if (isPinned) useCores(`0-${cores - 1}`)
    }
  }
} finally {
  hosts?.close()
  rmSync(folder, { recursive: true, force: true })
}
