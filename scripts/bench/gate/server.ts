/** A server in a process of its own, told by its first argument: the service with a portal, or a bare Fastify echo. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fastify from 'fastify'
import { start } from '../../../src/server/start.ts'

interface Served {
  readonly url: string
  readonly key: string
}

async function echo(): Promise<Served> {
  const server = fastify()
  server.post('/', request => request.body)
  process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
  return { url: `${await server.listen({ port: 0, host: '127.0.0.1' })}/`, key: '' }
}

async function service(): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-bench-gate-'))
  const running = await start({
    folder,
    databaseUrl: process.env.DATABASE_URL || undefined,
    screener: { concurrency: 1 },
    env: {},
    host: '127.0.0.1',
    port: 0,
    logger: false,
    rateLimit: 600,
  })
  process.once(
    'SIGTERM',
    () =>
      void running.close().then(() => {
        rmSync(folder, { recursive: true, force: true })
        process.exit(0)
      }),
  )
  let cookie = ''
  const call = async (address: string, body: object): Promise<{ id: string; secret: string }> => {
    const response = await fetch(`${running.url}/api/v1${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-baoshen': '1', cookie },
      body: JSON.stringify(body),
    })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return (await response.json()) as { id: string; secret: string }
  }
  const token = running.setupUrl?.split('#')[1]
  await call('/setup', { token, login: 'admin', name: '管理员', password: 'Blue-Heron-42' })
  const portal = await call('/portals', { name: '门户', department: null, ratePerMinute: 60_000 })
  const { secret } = await call(`/portals/${portal.id}/keys`, {})
  return { url: `${running.url}/api/v1/gate`, key: secret }
}

process.send?.(process.argv[2] === 'echo' ? await echo() : await service())
