/** Runs the real program in a real process. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import type { Screening } from '../../src/document/screening.ts'

export const root = path.join(import.meta.dirname, '../..')
const bin = path.join(root, 'src/cli/bin.js')

export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface StartOptions {
  readonly cwd?: string
  readonly uid?: number
  /** Path of another copy of the program's command. */
  readonly command?: string
}

export function start(args: readonly string[], options: StartOptions = {}): ChildProcess {
  const { command = bin, cwd = root, uid } = options
  return spawn(process.execPath, [command, ...args], { cwd, uid })
}

export function finished(child: ChildProcess, input?: Uint8Array): Promise<Run> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  child.stdin?.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', status => resolve({ status, stdout, stderr }))
  })
}

export function baoshen(args: readonly string[], options: { cwd?: string; uid?: number } = {}): Promise<Run> {
  return finished(start(args, options))
}

/** The documents of a `--format jsonl` run by base name; throws when a line is not whole. */
export function screenings(run: Run): Map<string, Screening> {
  const lines = run.stdout.split('\n').filter(line => line !== '')
  return new Map(
    lines.map(line => JSON.parse(line) as Screening).map(each => [path.basename(each.path), each]),
  )
}
