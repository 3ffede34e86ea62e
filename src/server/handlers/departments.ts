/** Departments. */
import { v7 as newId } from 'uuid'
import { isUniqueViolation } from '../../store/error.ts'
import type { Trx } from '../../store/open.ts'
import type { DepartmentTable } from '../../store/people-schema.ts'
import type { Department } from '../api/departments.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Handlers } from '../handler.ts'
import { transact } from '../workflow/service.ts'

const view = ({ id, name, parentId, version }: DepartmentTable): Department => ({
  id,
  name,
  parent: parentId,
  version,
})

/** A unique index takes null for different from null, so departments without a parent are compared here. */
async function refuseTaken(trx: Trx, name: string, parentId: string | null, but: string): Promise<void> {
  const same = trx.selectFrom('department').select('id').where('name', '=', name).where('id', '!=', but)
  const other = await (parentId === null
    ? same.where('parentId', 'is', null)
    : same.where('parentId', '=', parentId)
  ).executeTakeFirst()
  if (other) throw new ApiProblem('taken', { what: name })
}

async function find(trx: Trx, id: string): Promise<DepartmentTable> {
  const row = await trx.selectFrom('department').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ApiProblem('not-found')
  return row
}

/** What may belong to a department. */
const users = {
  person: { zh: '还有人员属于该单位', en: 'people belong to it' },
  portal: { zh: '还有门户属于该单位', en: 'portals belong to it' },
  site: { zh: '还有复查站点属于该单位', en: 'rescanned sites belong to it' },
  submission: { zh: '还有送审件属于该单位', en: 'submitted items belong to it' },
  department: { zh: '还有下级单位', en: 'departments below it' },
} as const

export const departmentHandlers: Handlers<'departments.'> = {
  'departments.list': async ({ app }) => {
    const rows = await app.service.store.db.selectFrom('department').selectAll().orderBy('path').execute()
    return { items: rows.map(view) }
  },
  'departments.create': async ({ app, caller, body }) =>
    transact(app.service, async ({ trx, record }) => {
      const parent = body.parent === null ? null : await find(trx, body.parent)
      await refuseTaken(trx, body.name, body.parent, '')
      const id = newId()
      const path = `${parent?.path ?? '/'}${id}/`
      const row: DepartmentTable = { id, name: body.name, parentId: body.parent, path, version: 1 }
      await trx.insertInto('department').values(row).execute()
      await record({ actor: caller, act: 'create-department', detail: { department: id } })
      return view(row)
    }).catch(error => {
      throw isUniqueViolation(error) ? new ApiProblem('taken', { what: body.name }) : error
    }),
  'departments.update': ({ app, caller, params, body, expectedVersion }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await find(trx, params.department)
      if (row.version !== expectedVersion) throw new ApiProblem('precondition-failed')
      await refuseTaken(trx, body.name, row.parentId, row.id)
      const next = { ...row, name: body.name, version: row.version + 1 }
      await trx.updateTable('department').set(next).where('id', '=', row.id).execute()
      await record({ actor: caller, act: 'change-department', detail: { department: row.id } })
      return view(next)
    }),
  'departments.delete': ({ app, caller, params }) =>
    transact(app.service, async ({ trx, record }) => {
      const row = await find(trx, params.department)
      for (const table of ['person', 'portal', 'site', 'submission'] as const) {
        const user = await trx
          .selectFrom(table)
          .select('id')
          .where('departmentId', '=', row.id)
          .executeTakeFirst()
        if (user) throw new ApiProblem('in-use', { what: users[table] })
      }
      const below = await trx
        .selectFrom('department')
        .select('id')
        .where('parentId', '=', row.id)
        .executeTakeFirst()
      if (below) throw new ApiProblem('in-use', { what: users.department })
      await trx.deleteFrom('department').where('id', '=', row.id).execute()
      await record({ actor: caller, act: 'delete-department', detail: { department: row.id } })
      return undefined
    }),
}
