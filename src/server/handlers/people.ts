/** People. */
import { v7 as newId } from 'uuid'
import { isUniqueViolation } from '../../store/error.ts'
import type { Db, Trx } from '../../store/open.ts'
import type { PersonTable } from '../../store/people-schema.ts'
import { type Link, makeLink } from '../accounts/links.ts'
import { endSessionsOf, rolesOf } from '../accounts/sessions.ts'
import type { Person } from '../api/people.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import type { ServerOptions } from '../server.ts'
import { transact } from '../workflow/service.ts'

export function personView(row: PersonTable): Person {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: rolesOf(row),
    department: row.departmentId,
    active: row.active === 1,
    ready: row.passwordHash !== null || row.oidcSubject !== null,
    lockedUntil: row.lockedUntil,
    lastSignIn: row.lastSignIn,
    created: row.created,
    version: row.version,
  }
}

async function find(db: Db | Trx, id: string): Promise<PersonTable> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

/** The token stands behind `#`, so that it reaches no server's log. */
export function linkUrl(options: ServerOptions, host: string, page: string, link: Link): string {
  return `${options.publicUrl ?? host}/${page}#${link.token}`
}

async function checkDepartment(trx: Trx, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined) return
  const row = await trx.selectFrom('department').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('invalid', { what: 'department' })
}

async function refuseLastAdministrator(trx: Trx, changed: PersonTable): Promise<void> {
  const isAdministrator = (row: PersonTable) => row.active === 1 && rolesOf(row).includes('administrator')
  if (isAdministrator(changed)) return
  const others = await trx.selectFrom('person').selectAll().where('id', '!=', changed.id).execute()
  if (!others.some(isAdministrator)) throw new ApiProblem('last-administrator')
}

/** The address under which this request reached the service. */
const hostOf = (raw: { protocol: string; host: string }) => `${raw.protocol}://${raw.host}`

export const peopleHandlers: Handlers<'people.'> = {
  'people.list': async ({ app, query }) => {
    let rows = app.service.store.db.selectFrom('person').selectAll().orderBy('login')
    const { q, department, cursor, limit } = query
    if (cursor !== undefined) rows = rows.where('login', '>', cursor)
    if (department !== undefined) rows = rows.where('departmentId', '=', department)
    if (q !== undefined && q !== '') {
      const like = `%${q.toLowerCase().replaceAll(/[%_\\]/g, '')}%`
      rows = rows.where(each =>
        each.or([each('login', 'like', like), each(each.fn('lower', ['name']), 'like', like)]),
      )
    }
    const page = await rows.limit(limit + 1).execute()
    const items = page.slice(0, limit).map(personView)
    return { items, next: page.length > limit ? (items.at(-1)?.login ?? null) : null, total: null }
  },
  'people.create': async ({ app, options, caller, body, raw }) => {
    try {
      return await transact(app.service, async ({ trx, at, record }) => {
        await checkDepartment(trx, body.department)
        const row: PersonTable = {
          id: newId(),
          login: body.login,
          name: body.name,
          roles: JSON.stringify(body.roles),
          departmentId: body.department,
          active: 1,
          passwordHash: null,
          failedAttempts: 0,
          lockedUntil: null,
          lastSignIn: null,
          oidcSubject: null,
          created: at,
          version: 1,
        }
        await trx.insertInto('person').values(row).execute()
        const link = await makeLink(trx, row.id, at)
        const detail = { person: row.id, roles: body.roles.join(' ') }
        await record({ actor: caller, act: 'create-person', detail })
        const url = linkUrl(options, hostOf(raw), 'welcome', link)
        return { person: personView(row), link: { url, expires: link.expires } }
      })
    } catch (error) {
      if (isUniqueViolation(error)) throw new ApiProblem('taken', { what: body.login })
      throw error
    }
  },
  'people.read': async ({ app, params }) => personView(await find(app.service.store.db, params.person)),
  'people.update': ({ app, caller, params, body, expectedVersion }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await find(trx, params.person)
      if (row.version !== expectedVersion) throw new ApiProblem('precondition-failed')
      await checkDepartment(trx, body.department)
      const next: PersonTable = {
        ...row,
        name: body.name ?? row.name,
        roles: body.roles === undefined ? row.roles : JSON.stringify(body.roles),
        departmentId: body.department === undefined ? row.departmentId : body.department,
        active: body.active === undefined ? row.active : Number(body.active),
        version: row.version + 1,
      }
      await refuseLastAdministrator(trx, next)
      const done = await trx
        .updateTable('person')
        .set(next)
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .executeTakeFirst()
      if (done.numUpdatedRows === 0n) throw new ApiProblem('precondition-failed')
      const isLess =
        next.roles !== row.roles || next.departmentId !== row.departmentId || next.active !== row.active
      if (isLess) await endSessionsOf(trx, row.id)
      const detail = { person: row.id, roles: rolesOf(next).join(' '), active: next.active === 1 }
      await record({ actor: caller, act: 'change-person', detail })
      return personView(next)
    }),
  'people.link': ({ app, options, caller, params, raw }) =>
    transact(app.service, async ({ trx, at, record }) => {
      const row = await find(trx, params.person)
      const link = await makeLink(trx, row.id, at)
      await record({ actor: caller, act: 'make-link', detail: { person: row.id } })
      return { url: linkUrl(options, hostOf(raw), 'welcome', link), expires: link.expires }
    }),
  'people.sign-out': ({ app, caller, params }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await find(trx, params.person)
      await endSessionsOf(trx, row.id)
      await record({ actor: caller, act: 'end-sessions', detail: { person: row.id } })
      return undefined
    }),
}
