/** A throwaway MariaDB: real server binaries, its own data and socket in a temporary folder, no port. */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'

const nobody = 65_534

export interface MariaDb {
  readonly socket: string
  /** For `database`, as its owner. */
  readonly url: (database: string) => string
  readonly end: () => Promise<void>
}

export async function startMariaDb(): Promise<MariaDb> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-maria-'))
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: nobody, gid: nobody } : {}
  if (asRoot) chownSync(folder, nobody, nobody)
  const data = path.join(folder, 'data')
  const socket = path.join(folder, 'db.sock')
  const common = ['--no-defaults', `--datadir=${data}`]
  const made = spawnSync(
    'mariadb-install-db',
    [...common, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { ...identity, encoding: 'utf8', cwd: folder },
  )
  if (made.error) throw made.error
  if (made.status !== 0) throw new Error(made.stderr)
  const server = spawn(
    'mariadbd',
    [
      ...common,
      `--socket=${socket}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      '--skip-networking',
      // The defaults of a server that has the machine to itself.
      '--innodb-buffer-pool-size=32M',
      '--innodb-flush-log-at-trx-commit=0',
    ],
    { ...identity, stdio: 'ignore', cwd: folder },
  )
  for (let attempt = 0; ; attempt++) {
    try {
      const connection = await createConnection({ socketPath: socket, user: 'root' })
      await connection.end()
      break
    } catch (error) {
      if (attempt > 150) throw error
      await sleep(100)
    }
  }
  return {
    socket,
    url: database => `mysql://root@localhost/${database}?socketPath=${encodeURIComponent(socket)}`,
    async end() {
      const ended = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
