/** Who calls: by session cookie or by API key. */
import type { FastifyRequest } from 'fastify'
import { findPortal } from '../accounts/api-keys.ts'
import { findSession } from '../accounts/sessions.ts'
import { ApiProblem } from '../api/problem.ts'
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

/** @throws {ApiProblem} `bad-key` for a key that is not valid; `signed-out` without a valid session. */
export async function authenticate(service: Service, request: FastifyRequest): Promise<Identity> {
  if (request.headers.authorization !== undefined) {
    const caller = await findPortal(service, bearerOf(request) ?? '')
    if (!caller) throw new ApiProblem('bad-key')
    return { caller, sessionHash: null }
  }
  const token = sessionCookie(request, service.publicUrl)
  const session = token === null ? null : await findSession(service, token)
  if (!session) throw new ApiProblem('signed-out')
  return { caller: session.caller, sessionHash: session.tokenHash }
}
