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

/** Hosts that are named. */
const most = 20
/** Addresses that are asked for their hosts: mostly there is one of each. */
const mostAddresses = 10_000

export async function notLookedAt(db: Db, run: RescanRunTable): Promise<NotLookedAt> {
  const of = (why: SkipReason) =>
    db
      .selectFrom('rescanItem')
      .where('siteId', '=', run.siteId)
      .where('run', '=', run.number)
      .where('outcome', '=', 'skipped')
      .where('why', '=', why)
  const robots = await of('robots')
    .select(each => each.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await of('other-host').select('ref').orderBy('ref').limit(mostAddresses).execute()
  const hosts = new Set(rows.map(({ ref }) => (URL.canParse(ref) ? new URL(ref).host : ref)))
  return { forbidden: Number(robots.count), hosts: hosts.size, someHosts: [...hosts].slice(0, most) }
}
