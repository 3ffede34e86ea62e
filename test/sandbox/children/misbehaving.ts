/** A child that does what the name of its document says, in place of a parser that a hostile file has taken over. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Judgement, ToChild, ToParent } from '../../../src/sandbox/protocol.ts'
import { startWatchdog } from '../../../src/sandbox/watchdog.ts'

const judgement: Judgement = {
  type: 'text/plain',
  verdict: 'pass',
  findings: [],
  problems: [],
  parts: 1,
  ocrParts: 0,
}
const say = (message: ToParent) => process.send?.(message)

/** The code of the error that the attempt gives, or `allowed`. */
function codeOf(attempt: () => unknown): string {
  try {
    attempt()
    return 'allowed'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  }
}

function openSocket(): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(9, '127.0.0.1')
    socket.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'unknown'))
    socket.on('connect', () => resolve('allowed'))
  })
}

async function tryToEscape(): Promise<string> {
  const attempts = {
    read: codeOf(() => readFileSync('/etc/hostname')),
    write: codeOf(() => writeFileSync(path.join(tmpdir(), 'baoshen-escape'), '')),
    writeProgram: codeOf(() => writeFileSync(import.meta.filename, '')),
    spawn: codeOf(() => spawn('true')),
    socket: await openSocket(),
    environment: Object.keys(process.env).join(','),
  }
  return JSON.stringify(attempts)
}

async function act(behaviour: string): Promise<void> {
  if (behaviour === 'hang') for (;;);
  if (behaviour === 'exit') process.exit(7)
  if (behaviour === 'abort') process.abort()
  if (behaviour === 'throw') throw new Error('a bug')
  if (behaviour === 'eat') for (const kept: Buffer[] = []; ; ) kept.push(Buffer.alloc(16 * 2 ** 20, 1))
  if (behaviour === 'eat-heap') for (const kept: object[] = []; ; ) kept.push(new Array(1000).fill({}))
  if (behaviour === 'escape') say({ kind: 'failed', reason: await tryToEscape() })
  else say({ kind: 'judged', result: judgement, rss: process.memoryUsage.rss() })
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'setup') {
    startWatchdog(message.setup.limits.megabytes)
    say({ kind: 'ready', ruleset: 'none' })
  } else if (message.kind === 'screen') {
    say({ kind: 'type', type: 'text/plain' })
    const lines = [{ text: '机密★20年', channel: 'body' as const, box: null, confidence: 1 }]
    say({ kind: 'part', part: { label: 'text', page: null, width: null, height: null, lines } })
    setTimeout(() => void act(message.name), 20)
  }
})
process.on('disconnect', () => process.exit(0))
