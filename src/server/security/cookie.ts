/** The session cookie: unreadable for scripts, never sent by other sites, and over TLS only where there is TLS. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** `__Host-` makes browsers insist on Secure, the root path and no domain. */
const plainName = 'baoshen'
const secureName = '__Host-baoshen'

export function setSessionCookie(reply: FastifyReply, token: string, isSecure: boolean): void {
  reply.setCookie(isSecure ? secureName : plainName, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure,
    path: '/',
  })
}

export function clearSessionCookie(reply: FastifyReply): void {
  for (const [name, secure] of [
    [plainName, false],
    [secureName, true],
  ] as const) {
    reply.clearCookie(name, { httpOnly: true, sameSite: 'strict', secure, path: '/' })
  }
}

/** Whether browsers reach the service through TLS. @param publicUrl where they do, when it was said. */
export function isSecure(request: FastifyRequest, publicUrl: string | null | undefined): boolean {
  return request.protocol === 'https' || publicUrl?.startsWith('https:') === true
}

/** Behind TLS the plain name counts for nothing: a page of a neighbouring host could have set it. */
export function sessionCookie(request: FastifyRequest, publicUrl: string | null): string | null {
  return request.cookies[isSecure(request, publicUrl) ? secureName : plainName] ?? null
}
