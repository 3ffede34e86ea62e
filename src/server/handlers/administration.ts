/** Settings, and the state of the queue. */
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import { transact } from '../workflow/service.ts'
import { readSettings } from '../workflow/settings.ts'

export const administrationHandlers: Handlers<'settings.' | 'queue.'> = {
  'settings.read': ({ app }) => readSettings(app.service.store.db),
  'settings.update': ({ app, caller, body, expectedVersion }) =>
    transact(app.service, async ({ trx, record }) => {
      const done = await trx
        .updateTable('setting')
        .set({ settings: JSON.stringify(body), version: expectedVersion + 1 })
        .where('id', '=', 1)
        .where('version', '=', expectedVersion)
        .executeTakeFirst()
      if (done.numUpdatedRows === 0n) throw new ApiProblem('precondition-failed')
      await record({ actor: caller, act: 'change-settings', detail: body })
      return { settings: body, version: expectedVersion + 1 }
    }),
  'queue.read': async ({ app }) => {
    const { queue } = app.service
    const { workers, dead, ...counts } = await queue.status()
    return {
      ...counts,
      concurrency: queue.concurrency,
      ruleset: app.screeners.ruleset,
      workers: [...workers],
      dead: [...dead],
    }
  },
}
