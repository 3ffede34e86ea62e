/** Departments form a tree; people see the items of their own and of those below it. */
import { z } from 'zod'
import { id, name, version } from './fields.ts'
import { defineRoutes } from './route.ts'

export const departmentSchema = z.object({ id, name: z.string(), parent: id.nullable(), version })
export type Department = z.infer<typeof departmentSchema>

const params = z.object({ department: id })

export const departmentRoutes = defineRoutes({
  'departments.list': {
    method: 'GET',
    path: '/departments',
    summary: 'All departments',
    access: 'signed-in',
    answer: z.object({ items: z.array(departmentSchema) }),
  },
  'departments.create': {
    method: 'POST',
    path: '/departments',
    summary: 'Adds a department',
    access: { administrator: 'all' },
    body: z.strictObject({ name, parent: id.nullable() }),
    status: 201,
    answer: departmentSchema,
    problems: ['taken'],
  },
  'departments.update': {
    method: 'PATCH',
    path: '/departments/{department}',
    summary: 'Renames a department',
    access: { administrator: 'all' },
    params,
    ifMatch: true,
    body: z.strictObject({ name }),
    answer: departmentSchema,
    problems: ['taken'],
  },
  'departments.delete': {
    method: 'DELETE',
    path: '/departments/{department}',
    summary: 'Deletes a department that nobody and nothing belongs to',
    access: { administrator: 'all' },
    params,
    status: 204,
    problems: ['in-use'],
  },
})
