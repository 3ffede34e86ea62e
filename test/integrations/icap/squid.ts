/** Debian's Squid as a reverse proxy, with the configuration that the sample shows. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../../cli/program.ts'
import { freePort } from '../../free-port.ts'

const sample = path.join(root, 'samples/integrations/icap/squid.conf')

/** The sample's addresses, as they stand there, are exchanged; nothing else of it is. */
function configuration(folder: string, ports: { proxy: number; portal: number; icap: number }): string {
  const exchanged: readonly (readonly [string, string])[] = [
    ['http_port 80 accel', `http_port 127.0.0.1:${ports.proxy} accel`],
    ['cache_peer 127.0.0.1 parent 8080', `cache_peer 127.0.0.1 parent ${ports.portal}`],
    ['icap://127.0.0.1:1344/reqmod', `icap://127.0.0.1:${ports.icap}/reqmod`],
    ['icap://127.0.0.1:1344/respmod', `icap://127.0.0.1:${ports.icap}/respmod`],
  ]
  let text = readFileSync(sample, 'utf8')
  for (const [there, here] of exchanged) {
    if (!text.includes(there)) throw new Error(`the sample has no ${there}`)
    text = text.replace(there, here)
  }
  return `${text}
pid_filename ${folder}/squid.pid
access_log stdio:${folder}/access.log
cache_log ${folder}/cache.log
coredump_dir ${folder}
pinger_enable off
netdb_filename none
shutdown_lifetime 1 seconds
`
}

export class Squid {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'baoshen-squid-'))
  #process: ChildProcess | undefined
  port = 0

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async start(portal: number, icap: number): Promise<void> {
    this.port = await freePort()
    // Squid gives up root for its own user.
    chmodSync(this.#folder, 0o777)
    const file = path.join(this.#folder, 'squid.conf')
    writeFileSync(file, configuration(this.#folder, { proxy: this.port, portal, icap }))
    const name = `baoshen${process.pid}`
    const child = spawn('/usr/sbin/squid', ['-N', '-n', name, '-f', file], { stdio: 'ignore' })
    this.#process = child
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`squid ended with ${child.exitCode}: ${this.log()}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  log(): string {
    try {
      return readFileSync(path.join(this.#folder, 'cache.log'), 'utf8')
    } catch {
      return ''
    }
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
