/** What one process tells the others on the same PostgreSQL, and what it looks up itself when it could not hear. */
import pg from 'pg'
import pino from 'pino'
import { describe, expect, it, vi } from 'vitest'
import { Relay } from '../../src/server/relay.ts'
import { Events } from '../../src/server/workflow/events.ts'
import { freshDatabase } from '../postgres/database.ts'

const url = await freshDatabase()

describe('a process that listens', () => {
  it('looks up the packs when it begins, when another says so, and when its connection was broken', async () => {
    const onPacks = vi.fn()
    const log = pino({ level: 'silent' })
    const listening = new Relay(url ?? '', new Events(), onPacks, log)
    const telling = new Relay(url ?? '', new Events(), () => {}, log)
    await listening.start()
    await telling.start()
    try {
      expect(onPacks).toHaveBeenCalledTimes(1)
      telling.packsChanged()
      await vi.waitFor(() => expect(onPacks).toHaveBeenCalledTimes(2), 30_000)
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query like 'listen%'`,
      )
      await client.end()
      await vi.waitFor(() => expect(onPacks).toHaveBeenCalledTimes(3), 30_000)
      // And hears again.
      await vi.waitFor(() => {
        telling.packsChanged()
        expect(onPacks.mock.calls.length).toBeGreaterThan(3)
      }, 30_000)
    } finally {
      await listening.close()
      await telling.close()
    }
  })
})
