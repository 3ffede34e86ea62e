/** The service as its own process, to be killed and started again. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { freePort } from '../free-port.ts'

const program = path.join(import.meta.dirname, '../../src/cli/bin.js')

export class ServiceProcess {
  readonly folder: string
  readonly #env: NodeJS.ProcessEnv
  readonly #options: readonly string[]
  #process: ChildProcess | undefined
  #port = 0
  /** What it printed since its last start. */
  output = ''

  constructor(folder: string, databaseUrl: string | undefined, options: readonly string[] = []) {
    this.#options = options
    this.folder = folder
    this.#env = { ...process.env, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) }
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    this.#port ||= await freePort()
    this.output = ''
    const child = spawn(
      process.execPath,
      [
        program,
        'serve',
        '--data',
        this.folder,
        '--port',
        String(this.#port),
        '--ocr',
        'off',
        '--rate-limit',
        '0',
        '--concurrency',
        '1',
        '--log-level',
        'error',
        '--lang',
        'en',
        ...this.#options,
      ],
      { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const read = (text: Buffer) => {
      this.output += text.toString()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    this.#process = child
    for (;;) {
      const { exitCode, signalCode } = child
      if (exitCode !== null || signalCode !== null)
        throw new Error(`it ended with ${signalCode ?? exitCode}: ${this.output}`)
      const isReady = await fetch(`${this.url}/readyz`).then(
        response => response.ok,
        () => false,
      )
      if (isReady && this.output.includes('listens')) return
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  /** @param signal SIGKILL: as if the power went. Resolves with the exit status when the process is gone. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    return new Promise(resolve => {
      child.once('exit', code => resolve(code))
      child.kill(signal)
    })
  }

  /** Runs another command on the same data. */
  run(...command: string[]): { status: number | null; stdout: string } {
    const result = spawnSync(process.execPath, [program, ...command, '--data', this.folder, '--lang', 'en'], {
      env: this.#env,
      encoding: 'utf8',
    })
    return { status: result.status, stdout: result.stdout + result.stderr }
  }
}
