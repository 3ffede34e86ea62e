/** Portals and their API keys. */
import { v7 as newId } from 'uuid'
import { keyScopeSchema } from '../../review/key-scope.ts'
import { isUniqueViolation } from '../../store/error.ts'
import type { Db, Trx } from '../../store/open.ts'
import type { ApiKeyTable, PortalTable } from '../../store/portal-schema.ts'
import { makeKey } from '../accounts/api-keys.ts'
import { type Portal, portalFormSchema } from '../api/portals.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import { transact } from '../workflow/service.ts'

const keyView = ({ id, prefix, scopes, created, expires, revoked, lastUsed }: ApiKeyTable) => ({
  id,
  prefix,
  scopes: keyScopeSchema.array().parse(JSON.parse(scopes)),
  created,
  expires,
  revoked,
  lastUsed,
})

const view = (row: PortalTable, keys: readonly ApiKeyTable[]): Portal => ({
  id: row.id,
  name: row.name,
  department: row.departmentId,
  active: row.active === 1,
  policy: row.policy,
  failOn: row.failOn,
  ratePerMinute: row.ratePerMinute,
  requestMegabytes: row.requestMegabytes,
  form: portalFormSchema.parse(JSON.parse(row.form)),
  keys: keys.map(keyView),
  created: row.created,
  version: row.version,
})

async function find(trx: Trx, id: string): Promise<PortalTable> {
  const row = await trx.selectFrom('portal').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

const keysOf = (db: Db | Trx, id: string) =>
  db.selectFrom('apiKey').selectAll().where('portalId', '=', id).orderBy('created').execute()

function asTaken(name: string) {
  return (error: unknown): never => {
    throw isUniqueViolation(error) ? new ApiProblem('taken', { what: name }) : error
  }
}

export const portalHandlers: Handlers<'portals.'> = {
  'portals.list': async ({ app }) => {
    const { db } = app.service.store
    const rows = await db.selectFrom('portal').selectAll().orderBy('name').execute()
    const keys = await db.selectFrom('apiKey').selectAll().orderBy('created').execute()
    return {
      items: rows.map(row =>
        view(
          row,
          keys.filter(key => key.portalId === row.id),
        ),
      ),
    }
  },
  'portals.create': ({ app, caller, body }) =>
    transact(app.service, async ({ trx, at, record }) => {
      const row: PortalTable = {
        id: newId(),
        name: body.name,
        departmentId: body.department,
        active: 1,
        created: at,
        version: 1,
        policy: body.policy,
        failOn: body.failOn,
        ratePerMinute: body.ratePerMinute,
        requestMegabytes: body.requestMegabytes,
        form: JSON.stringify(body.form),
      }
      await trx.insertInto('portal').values(row).execute()
      await record({ actor: caller, act: 'create-portal', detail: { portal: row.id } })
      return view(row, [])
    }).catch(asTaken(body.name)),
  'portals.update': ({ app, caller, params, body, expectedVersion }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await find(trx, params.portal)
      if (row.version !== expectedVersion) throw new ApiProblem('precondition-failed')
      const next: PortalTable = {
        ...row,
        name: body.name ?? row.name,
        departmentId: body.department === undefined ? row.departmentId : body.department,
        active: body.active === undefined ? row.active : Number(body.active),
        policy: body.policy ?? row.policy,
        failOn: body.failOn ?? row.failOn,
        ratePerMinute: body.ratePerMinute === undefined ? row.ratePerMinute : body.ratePerMinute,
        requestMegabytes: body.requestMegabytes ?? row.requestMegabytes,
        form: body.form === undefined ? row.form : JSON.stringify(body.form),
        version: row.version + 1,
      }
      await trx.updateTable('portal').set(next).where('id', '=', row.id).execute()
      const { policy, failOn } = next
      const detail = { portal: row.id, active: next.active === 1, policy, failOn }
      await record({ actor: caller, act: 'change-portal', detail })
      return view(next, await keysOf(trx, row.id))
    }).catch(asTaken(body.name ?? '')),
  'portals.add-key': ({ app, caller, params, body }) =>
    transact(app.service, async tx => {
      const portal = await find(tx.trx, params.portal)
      const { row, secret } = await makeKey(tx, portal.id, body.days, body.scopes)
      await tx.record({ actor: caller, act: 'make-key', detail: { portal: portal.id, key: row.id } })
      return { key: keyView(row), secret }
    }),
  'portals.rotate-key': ({ app, caller, params, body }) =>
    transact(app.service, async tx => {
      const { trx, at } = tx
      const before = await trx
        .selectFrom('apiKey')
        .selectAll()
        .where('id', '=', params.key)
        .where('portalId', '=', params.portal)
        .where('revoked', 'is', null)
        .executeTakeFirst()
      if (!before) throw new ApiProblem('not-found')
      const scopes = keyScopeSchema.array().parse(JSON.parse(before.scopes))
      const { row, secret } = await makeKey(tx, params.portal, body.days, scopes)
      const end = new Date(Date.parse(at) + body.hours * 3_600_000).toISOString()
      const expires = before.expires !== null && before.expires < end ? before.expires : end
      await trx.updateTable('apiKey').set({ expires }).where('id', '=', before.id).execute()
      const detail = { portal: params.portal, key: row.id, before: before.id }
      await tx.record({ actor: caller, act: 'rotate-key', detail })
      return { key: keyView(row), secret }
    }),
  'portals.revoke-key': ({ app, caller, params }) =>
    transact(app.service, async ({ trx, at, record }) => {
      const done = await trx
        .updateTable('apiKey')
        .set({ revoked: at })
        .where('id', '=', params.key)
        .where('portalId', '=', params.portal)
        .where('revoked', 'is', null)
        .executeTakeFirst()
      if (done.numUpdatedRows === 0n) throw new ApiProblem('not-found')
      await record({ actor: caller, act: 'revoke-key', detail: { portal: params.portal, key: params.key } })
      return undefined
    }),
}
