/** `baoshen icap` as its own process. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { start } from '../../cli/program.ts'

export class IcapProcess {
  #process: ChildProcess | undefined
  port = 0
  output = ''
  /** Its log. */
  log = ''

  async start(...options: readonly string[]): Promise<void> {
    const child = start(['icap', '--port', String(this.port), ...options])
    this.#process = child
    this.output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log += text
    })
    while (!this.output.includes('respmod')) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${this.log}`)
      await new Promise(resolve => setTimeout(resolve, 30))
    }
    this.port = Number(/:(\d+)\/reqmod/.exec(this.output)?.[1])
  }

  entries(event: string): Record<string, unknown>[] {
    return this.log
      .split('\n')
      .filter(line => line.includes(`"event":"${event}"`))
      .map(line => JSON.parse(line))
  }

  /** @returns its exit status. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
    return child.exitCode
  }
}
