/** The real service in a real process, on a free port, with an empty data folder. */
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root, start } from '../../cli/program.ts'

export interface Served {
  readonly url: string
  /** The one-time link that the first start printed. */
  readonly setupUrl: string
  /** Everything that was logged so far. */
  log(): string
  stop(): Promise<void>
}

/** @param options more of the command line. */
export async function serve(...options: string[]): Promise<Served> {
  if (!existsSync(path.join(root, 'dist/web/index.html'))) throw new Error('run npm run build:web first')
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-service-'))
  const child = start(['serve', '--data', folder, '--port', '0', '--log-level', 'info', ...options])
  let output = ''
  let log = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    log += text
  })
  const ready = new Promise<{ url: string; setupUrl: string }>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', text => {
      output += text
      const setupUrl = /http:\S+\/setup#\S+/.exec(output)?.[0]
      const url = /http:\/\/[\d.:]+/.exec(output)?.[0]
      if (url && setupUrl) resolve({ url, setupUrl })
    })
    child.on('exit', () => reject(new Error(`the service ended: ${output}${log}`)))
  })
  const { url, setupUrl } = await ready
  return {
    url,
    setupUrl,
    log: () => log,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
