/** A throwaway MariaDB: real server binaries, its own data, temporary files and socket in a folder of its own, no port. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'

/** MariaDB refuses to run as root; Debian's `nobody` has nothing to lose. */
const nobody = 65_534
/** On a busy machine; milliseconds. */
const startWithin = 90_000

export interface MariaDb {
  readonly socket: string
  /** Of its database, as its owner. */
  readonly url: string
  readonly end: () => Promise<void>
}

/** Starts one with an empty `database` in it. */
export async function startMariaDb(database: string): Promise<MariaDb> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-mariadb-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) chownSync(folder, nobody, nobody)
  const socket = path.join(folder, 'sock')
  const running = {
    ...(asRoot ? { uid: nobody, gid: nobody } : {}),
    cwd: folder,
    // A server that starts sweeps the temporary tables of others from a temporary folder that they share.
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, TMPDIR: folder, LC_ALL: 'C.UTF-8' },
  }
  const common = ['--no-defaults', `--datadir=${path.join(folder, 'data')}`]
  const made = spawnSync(
    'mariadb-install-db',
    [...common, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { ...running, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.error?.message ?? made.stdout + made.stderr)
  const server = spawn(
    'mariadbd',
    [
      ...common,
      `--socket=${socket}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      '--skip-networking',
      '--character-set-server=utf8mb4',
      // The defaults of a server that has the machine to itself.
      '--innodb-buffer-pool-size=32M',
      '--innodb-flush-log-at-trx-commit=0',
    ],
    { ...running, stdio: 'ignore' },
  )
  const deadline = Date.now() + startWithin
  for (;;) {
    try {
      const connection = await createConnection({ socketPath: socket, user: 'root' })
      await connection.query(`create database ${database}`)
      await connection.end()
      break
    } catch (error) {
      if (Date.now() > deadline || server.exitCode !== null)
        throw new Error('MariaDB does not start', { cause: error })
      await sleep(100)
    }
  }
  return {
    socket,
    url: `mysql://root@localhost/${database}?socketPath=${encodeURIComponent(socket)}`,
    async end() {
      if (server.exitCode === null) {
        const ended = once(server, 'exit')
        server.kill('SIGKILL')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
