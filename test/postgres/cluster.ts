/** A throwaway PostgreSQL: real server binaries, its own data, a socket in a temporary folder, no port unless a listener is given. */
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** PostgreSQL refuses to run as root; Debian's `nobody` has nothing to lose. */
const nobody = 65_534

export interface Cluster {
  /** Of the database `postgres`, for making others. */
  readonly url: string
  readonly start: () => Promise<void>
  /** As if the power went. */
  readonly kill: () => Promise<void>
  /** As if its machine hung: connections stay, and nothing is answered until `resume`. */
  readonly pause: () => void
  readonly resume: () => void
  readonly end: () => Promise<void>
}

/** Where Debian and others put the server's programs; null when there are none. */
export function postgresBinaries(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const candidates = [...versions.map(version => path.join(debian, version, 'bin')), '/usr/local/pgsql/bin']
  return candidates.find(folder => existsSync(path.join(folder, 'initdb'))) ?? null
}

/** An address of this machine to be reached at, too, and by whom. */
export interface Listener {
  readonly address: string
  /** As `198.18.7.0/24`. */
  readonly network: string
}

export async function startCluster(binaries: string, listener: Listener | null = null): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-pg-'))
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: nobody, gid: nobody } : {}
  if (asRoot) chownSync(folder, nobody, nobody)
  const data = path.join(folder, 'data')
  const env = { PATH: binaries, LC_ALL: 'C.UTF-8', HOME: folder }
  const made = spawnSync(
    path.join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...identity, env, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  if (listener) appendFileSync(path.join(data, 'pg_hba.conf'), `host all all ${listener.network} trust\n`)
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  let server: ReturnType<typeof spawn> | undefined
  const start = async () => {
    const listening = ['-c', `listen_addresses=${listener?.address ?? ''}`]
    server = spawn(path.join(binaries, 'postgres'), ['-D', data, '-k', folder, ...listening], {
      ...identity,
      env,
      stdio: 'ignore',
    })
    for (let attempt = 0; ; attempt += 1) {
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        await client.end()
        return
      } catch (error) {
        if (attempt > 100) throw error
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    }
  }
  const stop = (signal: NodeJS.Signals) =>
    new Promise<void>(resolve => {
      if (!server || server.exitCode !== null) return resolve()
      server.once('exit', () => resolve())
      server.kill(signal)
    })
  /** The server and the processes of its connections. */
  const signalAll = (signal: NodeJS.Signals) => {
    if (server?.pid === undefined) return
    const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)], { encoding: 'utf8' })
    for (const pid of [server.pid, ...children.stdout.trim().split(/\s+/).map(Number)])
      process.kill(pid, signal)
  }
  await start()
  return {
    url,
    start,
    kill: () => stop('SIGKILL'),
    pause: () => signalAll('SIGSTOP'),
    resume: () => signalAll('SIGCONT'),
    async end() {
      await stop('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
