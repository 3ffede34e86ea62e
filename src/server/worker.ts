/** A worker: takes screenings from the PostgreSQL that a service on another machine shares, and serves nothing. */
import path from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { AllowList } from '../outbound/allow.ts'
import type { ScreenerOptions } from '../screener.ts'
import { StoreError } from '../store/error.ts'
import { openStore } from '../store/open.ts'
import { Blobs } from '../vault/blobs.ts'
import { DatabaseStorage } from '../vault/database-storage.ts'
import { openContentKey } from '../vault/keys.ts'
import { openWork, type Work } from './work.ts'

export interface WorkerOptions {
  readonly databaseUrl: string
  /** Data folder with the service's `keys/content.key`, unless the environment holds the key. */
  readonly folder: string
  readonly screener: ScreenerOptions
  readonly name: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Hosts of rescanned sites besides the internet; as the service has them. */
  readonly allowTargets: AllowList
}

export interface Worker extends Work {
  /** Resolved once it screens otherwise than the service: it must be closed. */
  readonly unfit: Promise<void>
}

/**
 * @throws {StoreError} `other-screening` when it would screen otherwise than the service; `no-key` when the key of the content is neither in the environment nor in the folder;
 *   `newer-schema`; {PackError} when a pack is not valid; the driver's error when the database does not answer.
 */
export async function startWorker(options: WorkerOptions, log: FastifyBaseLogger): Promise<Worker> {
  const { databaseUrl, folder, env } = options
  const content = openContentKey(folder, env)
  // A key of its own would read nothing: every document would be an error.
  if (content === null) throw new StoreError('no-key', path.join(folder, 'keys', 'content.key'))
  const store = await openStore({ folder, url: databaseUrl })
  let markUnfit = () => {}
  const unfit = new Promise<void>(resolve => {
    markUnfit = resolve
  })
  try {
    const work = await openWork({
      store,
      databaseUrl,
      blobs: new Blobs(new DatabaseStorage(store.db), { content }),
      // Workers have no key to sign with: the service signs the ledger's end at its next act.
      head: { write: async () => {} },
      screener: options.screener,
      name: options.name,
      contentKey: content,
      env,
      allowTargets: options.allowTargets,
      log,
      onUnfit: () => markUnfit(),
    })
    if (!(await work.isFit())) {
      await work.close()
      throw new StoreError('other-screening', options.name)
    }
    await work.start()
    return {
      ...work,
      unfit,
      async close(drainSeconds) {
        await work.close(drainSeconds)
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
