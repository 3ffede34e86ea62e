/** Runs programs of the machine as a portal's engineer would, with `baoshen` on the path. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const root = path.join(import.meta.dirname, '../..')
export const samples = path.join(root, 'samples')

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Shell {
  /** Removed by `end`. */
  readonly folder: string
  readonly run: (
    command: readonly string[],
    options?: { cwd?: string; input?: string; env?: Readonly<Record<string, string>> },
  ) => Promise<Ran>
  readonly end: () => void
}

/** A folder of its own and a path on which `baoshen` is this checkout's, run by this Node. */
export function openShell(): Shell {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-integration-'))
  const bin = mkdtempSync(path.join(tmpdir(), 'baoshen-bin-'))
  const command = path.join(bin, 'baoshen')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${root}/src/cli/bin.js' "$@"\n`)
  chmodSync(command, 0o755)
  const environment = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    // Neither this machine's nor this user's git settings.
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    BAOSHEN_LANG: 'en',
  }
  return {
    folder,
    async run([program = '', ...args], { cwd = folder, input, env = {} } = {}) {
      const child = spawn(program, args, { cwd, env: { ...environment, ...env } })
      let stdout = ''
      let stderr = ''
      child.stdout.setEncoding('utf8').on('data', text => {
        stdout += text
      })
      child.stderr.setEncoding('utf8').on('data', text => {
        stderr += text
      })
      child.stdin.on('error', () => {})
      child.stdin.end(input)
      const status = await new Promise<number | null>((resolve, reject) => {
        child.on('error', reject)
        child.on('close', resolve)
      })
      return { status, stdout, stderr }
    },
    end() {
      rmSync(folder, { recursive: true, force: true })
      rmSync(bin, { recursive: true, force: true })
    },
  }
}
