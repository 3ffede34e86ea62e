/** Signing in and out, first start, one-time links. */
import { version } from '../../version.ts'
import { createAdministrator, readLink, setupNeeded, useLink } from '../accounts/links.ts'
import { checkPassword, hashPassword } from '../accounts/password.ts'
import { endSession, endSessionsOf, findSession, rolesOf } from '../accounts/sessions.ts'
import { checkCredentials, signIn } from '../accounts/sign-in.ts'
import { ApiProblem } from '../api/problem.ts'
import type { RouteName } from '../api/routes.ts'
import type { Me } from '../api/session.ts'
import type { HandlerRequest, Handlers } from '../handler.ts'
import { clearSessionCookie, isSecure, setSessionCookie } from '../security/cookie.ts'
import { type Service, transact } from '../workflow/service.ts'

async function me(service: Service, token: string): Promise<Me> {
  const session = await findSession(service, token, true)
  if (!session) throw new ApiProblem('signed-out')
  return meOf(service, session.person, session.expires)
}

async function meOf(
  service: Service,
  person: { id: string; login: string; name: string; roles: string; departmentId: string | null },
  expires: string,
): Promise<Me> {
  const department =
    person.departmentId === null
      ? undefined
      : await service.store.db
          .selectFrom('department')
          .select(['id', 'name'])
          .where('id', '=', person.departmentId)
          .executeTakeFirst()
  const { id, login, name } = person
  return { id, login, name, roles: rolesOf(person), department: department ?? null, expires }
}

/** Hands the cookie over and says who is signed in now. */
async function welcome<N extends RouteName>(request: HandlerRequest<N>, token: string): Promise<Me> {
  const { options, raw, reply } = request
  setSessionCookie(reply, token, isSecure(raw, options.publicUrl))
  return me(request.app.service, token)
}

async function personOf(service: Service, id: string) {
  return service.store.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
}

export const sessionHandlers: Handlers<'session.' | 'setup.' | 'link.'> = {
  'setup.status': async ({ app, options }) => ({
    needed: await setupNeeded(app.service.store.db),
    oidc: options.oidc !== undefined,
    version: version(),
  }),
  'setup.create': async request =>
    welcome(request, await createAdministrator(request.app.service, request.body)),
  'link.read': async ({ app, body }) => {
    const { login, name, expires } = await readLink(app.service, body.token)
    return { login, name, expires }
  },
  'link.use': async request =>
    welcome(request, await useLink(request.app.service, request.body.token, request.body.password)),
  'session.create': async request =>
    welcome(request, await signIn(request.app.service, request.body.login, request.body.password)),
  'session.read': async ({ app, caller, sessionHash }) => {
    const { service } = app
    const person = await personOf(service, caller.id)
    const session = await service.store.db
      .selectFrom('session')
      .select('expires')
      .where('tokenHash', '=', sessionHash ?? '')
      .executeTakeFirst()
    if (!person || !session) throw new ApiProblem('signed-out')
    return meOf(service, person, session.expires)
  },
  'session.delete': async ({ app, caller, sessionHash, reply }) => {
    await transact(app.service, async ({ trx, record }) => {
      await endSession(trx, sessionHash ?? '')
      await record({ actor: caller, act: 'sign-out' })
    })
    clearSessionCookie(reply)
  },
  'session.password': async ({ app, caller, sessionHash, body }) => {
    const { service } = app
    const own = await personOf(service, caller.id)
    const person = await checkCredentials(service, own, own?.login ?? '', body.current)
    checkPassword(body.next, person)
    const passwordHash = await hashPassword(body.next)
    await transact(service, async ({ trx, record }) => {
      await trx.updateTable('person').set({ passwordHash }).where('id', '=', caller.id).execute()
      await endSessionsOf(trx, caller.id, sessionHash ?? '')
      await record({ actor: caller, act: 'set-password' })
    })
  },
}
