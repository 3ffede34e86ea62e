/** A throwaway MariaDB: Debian's server, its own data, a socket in a temporary folder, no port. */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** MariaDB refuses to run as root; Debian's `nobody` has nothing to lose. */
const nobody = 65_534

export interface MariaDb {
  readonly socket: string
  readonly end: () => Promise<void>
}

export async function startMariaDb(): Promise<MariaDb> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-mariadb-'))
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: nobody, gid: nobody } : {}
  if (asRoot) chownSync(folder, nobody, nobody)
  const data = path.join(folder, 'data')
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, LC_ALL: 'C.UTF-8' }
  const made = spawnSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { ...identity, env, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.error?.message ?? made.stdout + made.stderr)
  const socket = path.join(folder, 'sock')
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      '--skip-networking',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=32M',
      '--character-set-server=utf8mb4',
    ],
    { ...identity, env, cwd: folder, stdio: 'ignore' },
  )
  for (let attempt = 0; ; attempt += 1) {
    const asked = spawnSync(
      'php',
      [
        '-r',
        'mysqli_report(MYSQLI_REPORT_OFF); $db = @new mysqli("localhost", "root", "", "", 0, $argv[1]); exit($db->connect_errno || !$db->query("CREATE DATABASE wordpress") ? 1 : 0);',
        socket,
      ],
      { encoding: 'utf8' },
    )
    if (asked.status === 0) break
    if (attempt > 100 || server.exitCode !== null) throw new Error(`MariaDB does not start: ${asked.stderr}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return {
    socket,
    async end() {
      if (server.exitCode === null) {
        await new Promise<void>(resolve => {
          server.once('exit', () => resolve())
          server.kill('SIGKILL')
        })
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
