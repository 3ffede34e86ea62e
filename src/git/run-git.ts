/** Runs git in the working folder; file names go in and out as bytes between NULs, so that any name survives. */
import { spawn } from 'node:child_process'

/** Git is not there, or said no. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

/**
 * @param input what git reads on standard input.
 * @returns its standard output.
 * @throws {GitError} with git's own message.
 */
export async function git(args: readonly string[], input?: string): Promise<Buffer> {
  // What `refs/replace` puts in the place of an object is not what is pushed.
  const child = spawn('git', ['--no-replace-objects', ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  // A git that ends early closes its input; its exit status tells.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', error => reject(new GitError(error.message, { cause: error })))
    child.on('close', resolve)
  })
  if (status !== 0) throw new GitError(complaint.trim() || `git ${args[0]}: ${status}`)
  return Buffer.concat(output)
}

/** The pieces between NULs. */
export function fields(output: Buffer): string[] {
  const pieces = output.toString('utf8').split('\0')
  if (pieces.at(-1) === '') pieces.pop()
  return pieces
}
