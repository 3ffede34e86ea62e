/** Signing in and out, first start, one-time links. */
import { z } from 'zod'
import { personRoleSchema } from '../../review/roles.ts'
import { id, instant, name } from './fields.ts'
import { loginName } from './login-name.ts'
import { defineRoutes } from './route.ts'

export const password = z.string().min(1).max(256)
const token = z.string().min(20).max(200)

export const meSchema = z.object({
  id,
  login: z.string(),
  name: z.string(),
  roles: z.array(personRoleSchema),
  department: z.object({ id, name: z.string() }).nullable(),
  /** When this session ends at the latest. */
  expires: instant,
})
export type Me = z.infer<typeof meSchema>

export const sessionRoutes = defineRoutes({
  'setup.status': {
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first administrator still has to be created; how people may sign in',
    access: 'anyone',
    answer: z.object({ needed: z.boolean(), oidc: z.boolean(), version: z.string() }),
  },
  'setup.create': {
    method: 'POST',
    path: '/setup',
    summary: 'Creates the first administrator with the one-time link that the first start printed',
    access: 'anyone',
    body: z.strictObject({ token, login: loginName, name, password }),
    status: 201,
    answer: meSchema,
    problems: ['bad-link', 'weak-password'],
  },
  'link.read': {
    method: 'POST',
    path: '/links/read',
    summary: 'Whose one-time link this is, before a password is chosen',
    access: 'anyone',
    body: z.strictObject({ token }),
    answer: z.object({ login: z.string(), name: z.string(), expires: instant }),
    problems: ['bad-link'],
  },
  'link.use': {
    method: 'POST',
    path: '/links/use',
    summary: 'Chooses a password with a one-time link and signs in',
    access: 'anyone',
    body: z.strictObject({ token, password }),
    answer: meSchema,
    problems: ['bad-link', 'weak-password'],
  },
  'session.create': {
    method: 'POST',
    path: '/session',
    summary: 'Signs in',
    access: 'anyone',
    body: z.strictObject({ login: loginName, password }),
    status: 201,
    answer: meSchema,
    problems: ['wrong-credentials', 'locked-out'],
  },
  'session.read': {
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in',
    access: 'signed-in',
    answer: meSchema,
  },
  'session.delete': {
    method: 'DELETE',
    path: '/session',
    summary: 'Signs out',
    access: 'signed-in',
    status: 204,
  },
  'session.password': {
    method: 'PUT',
    path: '/session/password',
    summary: 'Changes the own password; ends all other sessions',
    access: 'signed-in',
    body: z.strictObject({ current: password, next: password }),
    status: 204,
    problems: ['wrong-credentials', 'weak-password', 'locked-out'],
  },
})
