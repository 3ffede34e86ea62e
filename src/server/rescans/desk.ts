/**
 * What the service itself does for rescans, and workers do not: starts those whose time has come, begins those anew
 * whose rules have changed, and makes review items of what finished ones have found.
 */
import type { Versions } from '../../rescan/state/runs.ts'
import { alone } from '../../store/alone.ts'
import type { RescanRunTable } from '../../store/rescan-schema.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { type Service, system, transact } from '../workflow/service.ts'
import { tellRescanFinding } from '../workflow/webhooks.ts'
import { lockSite, renewRun, startRun } from './control.ts'
import { dueFindingsOf } from './due-findings.ts'
import { AlreadyOpened, groupsOf, openReviewItem } from './review-items.ts'
import type { Runner } from './runner.ts'
import { nextOf } from './schedule.ts'

const everyMilliseconds = 2000

export interface DeskOptions {
  readonly service: Service
  readonly runner: Runner
  /** Of the rules in force now. */
  readonly versions: () => Versions
  /** Runs have begun. */
  readonly wake: () => void
}

export class Desk {
  readonly #options: DeskOptions
  readonly #stop = new AbortController()
  /** What this process screens with, and since when. */
  #versions: Versions | null = null
  #since = ''
  /** Runs whose report failed, which is logged once. */
  readonly #unreported = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | null = null

  constructor(options: DeskOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), everyMilliseconds)
  }

  look(): void {
    if (this.#stop.signal.aborted) return
    const { log } = this.#options.service
    this.#looking ??= this.#lookOnce(new Date())
      .catch(error => log.error({ err: error }, 'rescans'))
      .finally(() => {
        this.#looking = null
      })
  }

  async #lookOnce(now: Date): Promise<void> {
    await this.#startDue(now)
    await this.#renewOutdated()
    await this.#reportFinished()
  }

  async #startDue(now: Date): Promise<void> {
    const { service, versions, wake } = this.#options
    const due = await service.store.db
      .selectFrom('site')
      .select('id')
      .where('active', '=', 1)
      .where('nextRun', '<=', now.toISOString())
      .execute()
    for (const { id } of due) {
      try {
        await transact(service, async tx => {
          const site = await lockSite(tx.trx, id)
          // Another process of the service was first.
          if (site.nextRun === null || site.nextRun > now.toISOString() || site.cron === null) return
          const nextRun = nextOf({ cron: site.cron, timeZone: site.timeZone }, now)
          await tx.trx.updateTable('site').set({ nextRun }).where('id', '=', id).execute()
          await startRun(tx, site, system, versions(), false).catch(error => {
            // The one before takes longer than the schedule thought; it goes on, and the next one has its own time.
            if (!(error instanceof ApiProblem)) throw error
          })
        })
        wake()
      } catch (error) {
        service.log.error({ err: error, site: id }, 'scheduled rescan')
      }
    }
  }

  async #renewOutdated(): Promise<void> {
    const { service, versions, wake } = this.#options
    const now = versions()
    if (now.ruleset !== this.#versions?.ruleset || now.reader !== this.#versions.reader) {
      this.#versions = now
      this.#since = new Date().toISOString()
    }
    const runs = await service.store.db
      .selectFrom('rescanRun')
      .innerJoin('siteRun', 'siteRun.runId', 'rescanRun.id')
      .selectAll('rescanRun')
      .where('rescanRun.state', '=', 'running')
      // A later one was begun by another process, with other options: the two would undo each other's runs for ever.
      .where('rescanRun.started', '<', this.#since)
      .execute()
    for (const run of runs) {
      if (run.ruleset === now.ruleset && run.reader === now.reader) continue
      await renewRun(service, run, now)
      wake()
    }
  }

  async #reportFinished(): Promise<void> {
    const { service } = this.#options
    const rows = await service.store.db
      .selectFrom('siteRun')
      .innerJoin('rescanRun', 'rescanRun.id', 'siteRun.runId')
      .innerJoin('site', 'site.id', 'siteRun.siteId')
      .select(['siteRun.runId', 'siteRun.siteId'])
      .where('siteRun.isReported', '=', 0)
      .where('rescanRun.state', '=', 'done')
      .orderBy('rescanRun.finished')
      .execute()
    for (const { runId, siteId } of rows) {
      if (this.#stop.signal.aborted) return
      const { db } = service.store
      const run = await db.selectFrom('rescanRun').selectAll().where('id', '=', runId).executeTakeFirst()
      const site = await db.selectFrom('site').selectAll().where('id', '=', siteId).executeTakeFirst()
      if (!run || !site) continue
      try {
        // Another process of the service may be at it: its source is asked once.
        await alone(service.store, `report ${runId}`, () => this.#report(site, run))
        this.#unreported.delete(runId)
      } catch (error) {
        // Its source may be away: it is tried again, and the others do not wait for it.
        if (!this.#unreported.has(runId)) service.log.error({ err: error, site: siteId }, 'rescan report')
        this.#unreported.add(runId)
      }
    }
  }

  async #report(site: SiteTable, run: RescanRunTable): Promise<void> {
    const { service, runner } = this.#options
    const { candidates, documents, findings, verdict } = await dueFindingsOf(
      service,
      site,
      run,
      runner.sealer,
    )
    const { groups, leftOut } = groupsOf(candidates)
    let missing = leftOut
    if (groups.length > 0) {
      await runner.sources.borrow(site, async source => {
        for (const group of groups) {
          if (this.#stop.signal.aborted) return
          const count = await openReviewItem(service, site, run, source, group, this.#stop.signal).catch(
            error => {
              if (error instanceof AlreadyOpened) return group.length
              throw error
            },
          )
          missing += group.length - count
        }
      })
    }
    if (this.#stop.signal.aborted) return
    await transact(service, async tx => {
      const opened = await tx.trx
        .selectFrom('siteFinding')
        .select(each => each.fn.count('submissionId').distinct().as('count'))
        .where('siteId', '=', site.id)
        .where('created', '>=', run.started)
        .executeTakeFirst()
      const { numUpdatedRows } = await tx.trx
        .updateTable('siteRun')
        .set({ isReported: 1, opened: Number(opened?.count ?? 0), leftOut: missing })
        .where('runId', '=', run.id)
        .where('isReported', '=', 0)
        .executeTakeFirst()
      if (numUpdatedRows === 0n || findings === 0 || verdict === 'pass') return
      await tellRescanFinding(service, tx, {
        portal: null,
        page: `/rescans#${site.id}`,
        site: site.id,
        run: run.id,
        verdict,
        findings,
        items: documents,
      })
    })
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    clearInterval(this.#timer)
    await this.#looking
  }
}
