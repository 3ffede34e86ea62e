/** People and their departments. */
import { z } from 'zod'
import { personRoleSchema, rolesOfPersonSchema } from '../../review/roles.ts'
import { id, instant, name, pageOf, pageQuery, version } from './fields.ts'
import { loginName } from './login-name.ts'
import { defineRoutes } from './route.ts'

export const personSchema = z.object({
  id,
  login: z.string(),
  name: z.string(),
  roles: z.array(personRoleSchema),
  department: id.nullable(),
  active: z.boolean(),
  /** Has chosen a password. */
  ready: z.boolean(),
  lockedUntil: instant.nullable(),
  lastSignIn: instant.nullable(),
  created: instant,
  version,
})
export type Person = z.infer<typeof personSchema>

/** A one-time link that the administrator hands to its owner; shown once. */
export const linkSchema = z.object({ url: z.string(), expires: instant })

const params = z.object({ person: id })

export const peopleRoutes = defineRoutes({
  'people.list': {
    method: 'GET',
    path: '/people',
    summary: 'All people',
    access: { administrator: 'all', auditor: 'all' },
    query: pageQuery.extend({ q: z.string().trim().max(100).optional(), department: id.optional() }),
    answer: pageOf(personSchema),
  },
  'people.create': {
    method: 'POST',
    path: '/people',
    summary: 'Adds a person; answers the one-time link with which they choose their password',
    access: { administrator: 'all' },
    body: z.strictObject({ login: loginName, name, roles: rolesOfPersonSchema, department: id.nullable() }),
    status: 201,
    answer: z.object({ person: personSchema, link: linkSchema }),
    problems: ['taken'],
  },
  'people.read': {
    method: 'GET',
    path: '/people/{person}',
    summary: 'One person',
    access: { administrator: 'all', auditor: 'all' },
    params,
    answer: personSchema,
  },
  'people.update': {
    method: 'PATCH',
    path: '/people/{person}',
    summary:
      'Changes name, roles, department or whether the account is active; ends its sessions when rights change',
    access: { administrator: 'all' },
    params,
    ifMatch: true,
    body: z
      .strictObject({ name, roles: rolesOfPersonSchema, department: id.nullable(), active: z.boolean() })
      .partial(),
    answer: personSchema,
    problems: ['last-administrator'],
  },
  'people.link': {
    method: 'POST',
    path: '/people/{person}/link',
    summary: 'A new one-time link, for a forgotten password; unlocks the account when used',
    access: { administrator: 'all' },
    params,
    status: 201,
    answer: linkSchema,
  },
  'people.sign-out': {
    method: 'POST',
    path: '/people/{person}/sign-out',
    summary: 'Ends all sessions of a person',
    access: { administrator: 'all' },
    params,
    status: 204,
  },
})
