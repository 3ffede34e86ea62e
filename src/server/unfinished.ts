/** Files that wait for a screening and are in no queue, as after a restore into another database. */
import { type NewJob, priorities } from '../queue/queue.ts'
import type { Service } from './workflow/service.ts'

/** Puts them into the queue. Those that are in it already stay as they are. @returns how many wait. */
export async function queueUnfinished({ store, queue }: Service): Promise<number> {
  return store.db.transaction().execute(async trx => {
    const files = await trx
      .selectFrom('file')
      .select(['id', 'submissionId'])
      .where('state', 'in', ['queued', 'running'])
      .execute()
    const known = store.kind === 'postgres' ? [] : await trx.selectFrom('job').select('fileId').execute()
    const ids = new Set(known.map(job => job.fileId))
    const jobs = files
      .filter(file => !ids.has(file.id))
      .map(({ id, submissionId }): NewJob => ({ fileId: id, submissionId, priority: priorities.scan }))
    if (jobs.length > 0) await queue.add(trx, jobs)
    return jobs.length
  })
}
