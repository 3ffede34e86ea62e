/** Settings of the service, as the administrator left them, with defaults for what they never touched. */
import type { Db, Trx } from '../../store/open.ts'
import { type Settings, settingsSchema } from '../api/administration.ts'

export async function readSettings(db: Db | Trx): Promise<{ settings: Settings; version: number }> {
  const row = await db.selectFrom('setting').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
  return { settings: settingsSchema.parse(JSON.parse(row.settings)), version: row.version }
}
