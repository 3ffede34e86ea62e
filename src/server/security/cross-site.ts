/** Requests that another site made a browser send. SameSite=Strict is the first wall, this the second. */
import type { FastifyRequest } from 'fastify'
import { ApiProblem } from '../api/problem.ts'

/** A header that no form can set, and that a script of another site may not without a preflight, which fails. */
export const siteHeader = 'x-baoshen'

/**
 * For requests that change something and come without an API key.
 * @param publicUrl where browsers reach the service, when it is not what the request itself says.
 * @throws {ApiProblem} `cross-site`.
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string | undefined): void {
  const { origin } = request.headers
  const own = publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin
  const isForeign = origin !== undefined && origin !== own
  const site = request.headers['sec-fetch-site']
  const isFetchedAcross = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (isForeign || isFetchedAcross || request.headers[siteHeader] === undefined) {
    throw new ApiProblem('cross-site')
  }
}
