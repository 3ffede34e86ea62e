/** What a run met and left alone although readers can open it, so that nobody takes it for screened. */
import type { Db } from '../../store/open.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SkipReason } from '../sources/skip-reason.ts'

export interface NotLookedAt {
  /** Addresses that robots.txt forbids. */
  readonly forbidden: number
  /** Other hosts that are linked to. */
  readonly hosts: number
  /** Some of them, by name. */
  readonly someHosts: readonly string[]
}

/** @param most hosts that are named. */
export async function notLookedAt(db: Db, run: RescanRunTable, most: number): Promise<NotLookedAt> {
  const of = (why: SkipReason) =>
    db
      .selectFrom('rescanItem')
      .where('siteId', '=', run.siteId)
      .where('run', '=', run.number)
      .where('outcome', '=', 'skipped')
      .where('why', '=', why)
  const count = async (why: SkipReason) =>
    Number(
      (
        await of(why)
          .select(each => each.fn.countAll().as('count'))
          .executeTakeFirst()
      )?.count ?? 0,
    )
  const hosts = await count('other-host')
  const rows = hosts === 0 ? [] : await of('other-host').select('ref').orderBy('ref').limit(most).execute()
  const someHosts = new Set(rows.map(({ ref }) => (URL.canParse(ref) ? new URL(ref).host : ref)))
  return { forbidden: await count('robots'), hosts, someHosts: [...someHosts] }
}
