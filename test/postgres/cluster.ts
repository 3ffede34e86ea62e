/** A throwaway PostgreSQL: real server binaries, its own data, a socket in a temporary folder, no port unless a listener is given. */
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** PostgreSQL refuses to run as root; Debian's `nobody` has nothing to lose. */
const nobody = 65_534
/** Recovery after a kill included, on a busy machine; milliseconds. */
const startWithin = 60_000

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

export interface ClusterOptions {
  readonly listener?: Listener
  /** False: what is committed need not be on the disk, for a server that is not killed. */
  readonly isDurable?: boolean
}

const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap(each => ['-c', each])

export async function startCluster(
  binaries: string,
  { listener, isDurable = true }: ClusterOptions = {},
): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-pg-'))
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: nobody, gid: nobody } : {}
  if (asRoot) chownSync(folder, nobody, nobody)
  const data = path.join(folder, 'data')
  const env = { PATH: binaries, LC_ALL: 'C.UTF-8', HOME: folder }
  const made = spawnSync(
    path.join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...identity, env, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  if (listener) appendFileSync(path.join(data, 'pg_hba.conf'), `host all all ${listener.network} trust\n`)
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  let server: ReturnType<typeof spawn> | undefined
  const launch = () => {
    const listening = ['-c', `listen_addresses=${listener?.address ?? ''}`]
    server = spawn(
      path.join(binaries, 'postgres'),
      ['-D', data, '-k', folder, ...listening, ...(isDurable ? [] : hasty)],
      {
        ...identity,
        env,
        stdio: 'ignore',
      },
    )
  }
  const start = async () => {
    const deadline = Date.now() + startWithin
    launch()
    for (;;) {
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        await client.end()
        return
      } catch (error) {
        if (Date.now() > deadline) throw error
        await new Promise(resolve => setTimeout(resolve, 100))
        // It does not start while a process of its killed predecessor still has the memory that they shared.
        if (server && server.exitCode !== null) launch()
      }
    }
  }
  /** The processes of its connections, and its others. */
  const children = (): number[] => {
    const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(server?.pid)], { encoding: 'utf8' })
    return listed.stdout.split(/\s+/).filter(Boolean).map(Number)
  }
  const signalAll = (signal: NodeJS.Signals) => {
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
    // It makes no more of them while they are looked for.
    server.kill('SIGSTOP')
    for (const pid of children()) {
      try {
        process.kill(pid, signal)
      } catch {
        // It has ended meanwhile.
      }
    }
    server.kill(signal)
  }
  const ended = () =>
    new Promise<void>(resolve => {
      if (!server || server.exitCode !== null || server.signalCode !== null) resolve()
      else server.once('exit', () => resolve())
    })
  await start()
  return {
    url,
    start,
    async kill() {
      const gone = ended()
      signalAll('SIGKILL')
      await gone
    },
    pause: () => signalAll('SIGSTOP'),
    resume: () => signalAll('SIGCONT'),
    async end() {
      const gone = ended()
      server?.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
