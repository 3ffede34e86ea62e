/** Who calls: by session cookie or by API key. */
import type { FastifyRequest } from 'fastify'
import { findPortal } from '../accounts/api-keys.ts'
import { findSession } from '../accounts/sessions.ts'
import { eventRoutes } from '../api/events.ts'
import { ApiProblem } from '../api/problem.ts'
import { apiPrefix } from '../api/routes.ts'
import type { Caller, Service } from '../workflow/service.ts'
import { sessionCookie } from './cookie.ts'

export interface Identity {
  readonly caller: Caller
  /** Null for portals. */
  readonly sessionHash: string | null
}

/** The API key of a request; null when it carries none. */
export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

/** With it a page says that it asks of itself: nobody has touched it for a while. */
export const awayHeader = 'x-baoshen-away'

/** Pages that are left open listen and look again and again; that keeps nobody signed in. */
function isUse({ headers, routeOptions }: FastifyRequest): boolean {
  return (
    headers[awayHeader] === undefined && routeOptions.url !== apiPrefix + eventRoutes['events.stream'].path
  )
}

/** @throws {ApiProblem} `bad-key` for a key that is not valid; `signed-out` without a valid session. */
export async function authenticate(service: Service, request: FastifyRequest): Promise<Identity> {
  if (request.headers.authorization !== undefined) {
    const caller = await findPortal(service, bearerOf(request) ?? '')
    if (!caller) throw new ApiProblem('bad-key')
    return { caller, sessionHash: null }
  }
  const token = sessionCookie(request, service.publicUrl)
  const session = token === null ? null : await findSession(service, token, isUse(request))
  if (!session) throw new ApiProblem('signed-out')
  return { caller: session.caller, sessionHash: session.tokenHash }
}
