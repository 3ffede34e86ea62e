/** Which rescanned sites a caller may see. */
import type { Scope } from '../../review/lifecycle.ts'
import type { Db } from '../../store/open.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Caller } from './service.ts'
import { isWithin } from './visibility.ts'

export interface Viewer {
  readonly caller: Caller
  readonly scopes: readonly Scope[]
}

/** @throws {ApiProblem} `not-found`. */
export async function findSite(db: Db, id: string): Promise<SiteTable> {
  const row = await db.selectFrom('site').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

/** Sites of a caller's unit, or all; those of no department are the whole organisation's, as its items are. */
export async function visibleSites(
  db: Db,
  { caller, scopes }: Viewer,
  sites: readonly SiteTable[],
): Promise<readonly SiteTable[]> {
  if (scopes.includes('all')) return sites
  const departments = await db.selectFrom('department').select(['id', 'path']).execute()
  const paths = new Map(departments.map(({ id, path }) => [id, path]))
  return sites.filter(({ departmentId }) => {
    const departmentPath = paths.get(departmentId ?? '') ?? '/'
    return isWithin(caller, scopes, { submitterId: '', departmentPath })
  })
}

/** @throws {ApiProblem} `not-found`, also when the caller may not see it. */
export async function findVisibleSite(db: Db, viewer: Viewer, id: string): Promise<SiteTable> {
  const [site] = await visibleSites(db, viewer, [await findSite(db, id)])
  if (!site) throw new ApiProblem('not-found')
  return site
}
