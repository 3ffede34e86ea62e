/** The process around a run: streams, Ctrl-C and the exit status. */
import { buffer } from 'node:stream/consumers'
import { exitStatus } from './exit-status.ts'
import type { Io, Output } from './io.ts'
import { run } from './run.ts'

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: text => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80
    },
  }
}

/** Runs the program with this process's arguments. */
export async function main(): Promise<void> {
  const interrupt = new AbortController()
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(exitStatus.interrupted)
    interrupt.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // `baoshen scan … | head`: the reader has gone, so there is nobody to report to.
  process.stdout.on('error', error => {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EPIPE') process.exit(exitStatus.interrupted)
    process.stderr.write(`无法写入标准输出 / cannot write standard output: ${code}\n`)
    process.exit(exitStatus.usage)
  })
  const io: Io = {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: () => buffer(process.stdin),
    signal: interrupt.signal,
    env: process.env,
  }
  process.exitCode = await run(process.argv.slice(2), io)
}
