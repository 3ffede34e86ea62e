/**
 * Signing in through an organisation's own OpenID provider: authorization code flow with PKCE, state and nonce.
 * It opens accounts that an administrator made, and makes none.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import { z } from 'zod'
import type { PersonTable } from '../store/people-schema.ts'
import { unwrapKey, wrapKey } from '../vault/cipher.ts'
import { startSession } from './accounts/sessions.ts'
import { ApiProblem } from './api/problem.ts'
import { apiPrefix } from './api/routes.ts'
import type { App } from './app.ts'
import { problemOf } from './problem-of.ts'
import { isSecure, setSessionCookie } from './security/cookie.ts'
import type { ServerOptions } from './server.ts'
import { type Service, transact } from './workflow/service.ts'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Holds what a sign-in began with, encrypted, while the browser is away at the provider. */
const cookieName = 'baoshen-oidc'
const cookieSeconds = 600
const startPath = `${apiPrefix}/oidc`
const callbackPath = `${startPath}/callback`

const beginningSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })

export function registerOidc(server: FastifyInstance, app: App, options: ServerOptions): void {
  const { oidc } = options
  if (!oidc) return
  const { service } = app
  let discovered: Promise<client.Configuration> | null = null
  const configuration = () => {
    discovered ??= discover(oidc).catch(error => {
      // The provider may be there the next time.
      discovered = null
      throw new ApiProblem('unavailable', {}, {}, { cause: error })
    })
    return discovered
  }
  const originOf = (request: FastifyRequest) => options.publicUrl ?? `${request.protocol}://${request.host}`

  server.get(startPath, async (request, reply) => {
    const beginning = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const url = client.buildAuthorizationUrl(await configuration(), {
      redirect_uri: `${originOf(request)}${callbackPath}`,
      scope: 'openid profile email',
      state: beginning.state,
      nonce: beginning.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(beginning.verifier),
      code_challenge_method: 'S256',
    })
    const sealed = wrapKey(Buffer.from(JSON.stringify(beginning)), service.keys.content, cookieName)
    // Lax: the way back begins at another site.
    reply.setCookie(cookieName, sealed, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure(request, options.publicUrl),
      path: startPath,
      maxAge: cookieSeconds,
    })
    return reply.redirect(url.href, 303)
  })

  server.get(callbackPath, async (request, reply) => {
    reply.clearCookie(cookieName, { path: startPath })
    try {
      const beginning = beginningOf(request, service)
      const tokens = await client.authorizationCodeGrant(
        await configuration(),
        new URL(`${originOf(request)}${request.url}`),
        {
          pkceCodeVerifier: beginning.verifier,
          expectedState: beginning.state,
          expectedNonce: beginning.nonce,
          idTokenExpected: true,
        },
      )
      const claims = tokens.claims()
      if (!claims) throw new ApiProblem('wrong-credentials')
      const token = await openAccount(service, claims)
      setSessionCookie(reply, token, isSecure(request, options.publicUrl))
      return reply.redirect('/', 303)
    } catch (error) {
      return refuse(error, request, reply)
    }
  })
}

/** @throws when the provider cannot be reached or is none. */
function discover({ issuer, clientId, clientSecret }: OidcOptions): Promise<client.Configuration> {
  const url = new URL(issuer)
  // Without TLS only to this very machine, for trying out.
  const isLocal = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return client.discovery(
    url,
    clientId,
    clientSecret,
    undefined,
    isLocal ? { execute: [client.allowInsecureRequests] } : undefined,
  )
}

function beginningOf(request: FastifyRequest, service: Service) {
  try {
    const sealed = request.cookies[cookieName] ?? ''
    return beginningSchema.parse(JSON.parse(unwrapKey(sealed, service.keys.content, cookieName).toString()))
  } catch (error) {
    throw new ApiProblem('cross-site', {}, {}, { cause: error })
  }
}

/** The page says what went wrong; the reason is in the log. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = error instanceof client.ClientError || error instanceof client.AuthorizationResponseError
  const problem = known ? new ApiProblem('wrong-credentials') : problemOf(error, request.id)
  request.log.warn({ error: (error as Error).name, code: problem.code }, 'OpenID sign-in')
  return reply.redirect(`/?problem=${problem.code}`, 303)
}

/**
 * The session of whoever the provider vouches for. At their first sign-in an account is theirs that has their name
 * as its login and that nobody has a password for.
 * @throws {ApiProblem} `wrong-credentials`.
 */
async function openAccount(service: Service, claims: client.IDToken): Promise<string> {
  const subject = `${claims.iss} ${claims.sub}`
  const name = claims.preferred_username ?? claims.email
  return transact(service, async ({ trx, at, record }) => {
    const bound = await trx
      .selectFrom('person')
      .selectAll()
      .where('oidcSubject', '=', subject)
      .executeTakeFirst()
    const unclaimed = async (): Promise<PersonTable | undefined> =>
      typeof name !== 'string'
        ? undefined
        : trx
            .selectFrom('person')
            .selectAll()
            .where('login', '=', name.normalize('NFKC').toLowerCase())
            .where('oidcSubject', 'is', null)
            .where('passwordHash', 'is', null)
            .executeTakeFirst()
    const person = bound ?? (await unclaimed())
    if (person?.active !== 1) throw new ApiProblem('wrong-credentials')
    await trx
      .updateTable('person')
      .set({ oidcSubject: subject, lastSignIn: at })
      .where('id', '=', person.id)
      .execute()
    await record({
      actor: { kind: 'person', id: person.id, name: person.name },
      act: 'sign-in',
      detail: { oidc: true },
    })
    return startSession(trx, person.id, at)
  })
}
