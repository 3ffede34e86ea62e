/** What a route of the API declares. The table of all routes is data: the server, OpenAPI and the tests read it. */
import type { z } from 'zod'
import type { KeyScope } from '../../review/key-scope.ts'
import type { Access } from '../../review/lifecycle.ts'
import type { ApiProblemCode } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `anyone`: also without signing in. `signed-in`: any person, for what concerns only themselves. */
export type RouteAccess = 'anyone' | 'signed-in' | Access

export interface Route {
  readonly method: Method
  /** Below `/api/v1`; parameters as `{name}`. */
  readonly path: string
  readonly summary: string
  readonly access: RouteAccess
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** The body is multipart/form-data: files under `file`, streamed. */
  readonly upload?: boolean
  /** The body may also come as multipart/form-data: the JSON as the first field `request`, then files under `file`. */
  readonly multipart?: boolean
  /** What a portal's key must be good for; `read` for GET and `submit` for the rest unless said. */
  readonly keyScope?: KeyScope
  /** `If-Match` with the ETag of the last GET is required. */
  readonly ifMatch?: boolean
  /** `Idempotency-Key` is honoured: the same key gives the same answer, once. */
  readonly idempotent?: boolean
  /** Status of success; 200 unless said, 204 when there is no answer. */
  readonly status?: 200 | 201 | 202 | 204
  /** Schema of a JSON answer, or the media type of another one. Absent: no content. */
  readonly answer?: z.ZodType | string
  /** Schema of the answer with status 202, where the real one may take long. */
  readonly later?: z.ZodType
  /** Problems besides those that every route may answer. */
  readonly problems?: readonly ApiProblemCode[]
}

/** Keeps the literal types of a route table. */
export function defineRoutes<const T extends Record<string, Route>>(routes: T): T {
  return routes
}
