/**
 * `kill -9` between the attempt and its note: the receiver has the message, the service does not know. It comes again
 * after the restart, under the same id; none is lost.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Delivery, Endpoint } from '../../src/server/api/webhooks.ts'
import { freshDatabase } from '../postgres/database.ts'
import { Client, password } from '../server/harness.ts'
import { isSignedWith, Receiver } from '../webhooks/receiver.ts'
import { ServiceProcess } from './program.ts'

// At once: each waits most of the time.
describe.concurrent.each(['sqlite', 'postgres'] as const)('%s', kind => {
  const isAbsent = kind === 'postgres' && process.env.BAOSHEN_TEST_POSTGRES === undefined
  // With PostgreSQL another process might still be at work: the lease of half a minute has to end first.
  const kills = kind === 'postgres' ? 1 : 5
  let end: (() => Promise<void>) | undefined
  afterEach(() => end?.())

  it.skipIf(isAbsent)('killed while its message is being taken', { timeout: 300_000 }, async () => {
    const receiver = await new Receiver().open()
    const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-webhook-kill-'))
    const databaseUrl = kind === 'postgres' ? await freshDatabase() : undefined
    const service = new ServiceProcess(folder, databaseUrl, ['--allow-targets', receiver.host])
    end = async () => {
      await service.stop('SIGKILL')
      receiver.close()
      rmSync(folder, { recursive: true, force: true })
    }
    await service.start()
    const administrator = new Client(service.url)
    const token = /setup#(\S+)/.exec(service.output)?.[1]
    await administrator.post('/setup', { token, login: 'admin', name: '管理员', password })
    const { endpoint, secret } = await administrator.post<{ endpoint: Endpoint; secret: string }>(
      '/webhooks',
      {
        name: '门户',
        url: receiver.url,
        events: ['submission.decided'],
      },
    )
    for (let round = 0; round < kills; round += 1) {
      receiver.received.length = 0
      // No answer: the attempt goes on until the process is gone.
      receiver.answer = () => {}
      const { id } = await administrator.post<Delivery>(`/webhooks/${endpoint.id}/ping`)
      await receiver.until(1)
      await service.stop('SIGKILL')
      receiver.answer = response => response.writeHead(204).end()
      await service.start()
      await receiver.until(2)
      expect(receiver.received.map(each => each.id)).toEqual([id, id])
      expect(receiver.received.every(each => isSignedWith(each, secret))).toBe(true)
      for (;;) {
        const { items } = await administrator.get<{ items: Delivery[] }>('/webhooks/deliveries')
        if (items[0]?.state === 'delivered') break
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      expect(receiver.received).toHaveLength(2)
    }
    expect(await service.stop('SIGTERM')).toBe(0)
    expect(service.run('ledger', 'verify').status).toBe(0)
  })
})
