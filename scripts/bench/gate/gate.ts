/** `npm run bench:gate`: text posts of 5 kB at 200 a second for a minute, beside a bare Fastify echo in the same run. */
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { type Paced, pace } from './pace.ts'
import { posts } from './posts.ts'

const perSecond = Number(process.env.BAOSHEN_PER_SECOND ?? 200)
const seconds = Number(process.env.BAOSHEN_SECONDS ?? 60)
const echoSeconds = Math.min(15, seconds)

async function serve(kind: 'echo' | 'service'): Promise<{ child: ChildProcess; url: string; key: string }> {
  const child = fork(path.join(import.meta.dirname, 'server.ts'), [kind])
  const served = await new Promise<{ url: string; key: string }>((resolve, reject) => {
    child.once('message', message => resolve(message as { url: string; key: string }))
    child.once('exit', code => reject(new Error(`${kind} ended with ${code}`)))
  })
  return { child, ...served }
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await new Promise(resolve => child.once('exit', resolve))
}

function tell(name: string, { sent, p50, p95, p99, worst, wrong }: Paced): void {
  const times = [p50, p95, p99, worst].map(each => each.toFixed(1).padStart(7)).join(' ')
  console.log(`${name.padEnd(14)} ${String(sent).padStart(6)} ${times} ${String(wrong.length).padStart(6)}`)
  for (const each of new Set(wrong.slice(0, 3))) console.log(`  wrong: ${each}`)
}

const shots = posts(2000)
const headers = { 'content-type': 'application/json' }
console.log(
  `${perSecond} posts a second, ${Buffer.byteLength(shots[0]?.body ?? '')} bytes, half of them flagged`,
)
console.log('                 sent     p50     p95     p99   worst  wrong   (ms)')
const echo = await serve('echo')
const echoed = await pace(
  echo.url,
  headers,
  shots.map(({ body }) => ({ body, isRight: status => status === 200 })),
  { perSecond, seconds: echoSeconds },
)
tell('fastify echo', echoed)
await stop(echo.child)
const service = await serve('service')
const withKey = { ...headers, authorization: `Bearer ${service.key}` }
// The first questions start the screener of texts and warm up what compiles as it runs.
await pace(service.url, withKey, shots, { perSecond: 20, seconds: 1 })
await pace(service.url, withKey, shots, { perSecond: perSecond / 2, seconds: 3 })
const gate = await pace(service.url, withKey, shots, { perSecond, seconds })
tell('baoshen gate', gate)
await stop(service.child)
console.log(`p95 gate / echo: ${(gate.p95 / echoed.p95).toFixed(1)}`)
process.exitCode = gate.wrong.length > 0 ? 1 : 0
