/** What the gate keeps for a while: files that portals sent, answers that took long. */
import { type Service, transact } from '../workflow/service.ts'
import { readSettings } from '../workflow/settings.ts'

const answerDays = 1
const batch = 200

/** @returns how many files were destroyed. */
export async function forgetSent(service: Service, now: Date): Promise<number> {
  const { db } = service.store
  const { settings } = await readSettings(db)
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
  await db
    .deleteFrom('gateQuestion')
    .where('asked', '<', before(answerDays * 24))
    .execute()
  const due = await db
    .selectFrom('gateFile')
    .select(['portalId', 'sha256', 'blobId'])
    .where('sent', '<', before(settings.gateFileHours))
    .limit(batch)
    .execute()
  for (const file of due) await forgetFile(service, file)
  return due.length
}

/** Destroys one: its key first, then its bytes. */
export async function forgetFile(
  service: Service,
  file: { readonly portalId: string; readonly sha256: string; readonly blobId: string },
): Promise<void> {
  await transact(service, async ({ trx, afterwards }) => {
    await trx
      .deleteFrom('gateFile')
      .where('portalId', '=', file.portalId)
      .where('sha256', '=', file.sha256)
      .execute()
    await service.blobs.forget(trx, [file.blobId])
    afterwards(() => service.blobs.remove([file.blobId]))
  })
}
