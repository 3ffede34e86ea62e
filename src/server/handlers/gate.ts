/** The gate. */
import type { FastifyRequest } from 'fastify'
import { ApiProblem } from '../api/problem.ts'
import { apiPrefix } from '../api/routes.ts'
import { inDatabaseTime } from '../gate/database-time.ts'
import { fromJson, fromMultipart } from '../gate/question.ts'
import { type Handlers, Later } from '../handler.ts'

const longestWait = 60
const waitByDefault = 2

/** `Prefer: wait=N` (RFC 7240). */
function waitOf({ headers }: FastifyRequest): number {
  const said = /\bwait\s*=\s*(\d{1,4})/i.exec(String(headers.prefer ?? ''))?.[1]
  return said === undefined ? waitByDefault : Math.min(Number(said), longestWait)
}

function later(id: string) {
  const status = `${apiPrefix}/gate/${id}`
  return new Later({ id, decision: 'pending' as const, status }, status)
}

export const gateHandlers: Handlers<'gate.'> = {
  'gate.ask': async ({ app, caller, options, body, language, raw }) => {
    const { service, gate } = app
    const row = service.store.db.selectFrom('portal').selectAll().where('id', '=', caller.id)
    const portal = await inDatabaseTime(row.executeTakeFirst())
    if (!portal) throw new ApiProblem('bad-key')
    const most = portal.requestMegabytes * 2 ** 20
    const question = raw.isMultipart() ? await fromMultipart(raw, most) : fromJson(body, most)
    const site = options.publicUrl ?? `${raw.protocol}://${raw.host}`
    const pageOf = (id: string) => `${site}/items/${id}`
    const answer = await gate.ask({ caller, portal, question, language, pageOf }, waitOf(raw))
    return typeof answer === 'string' ? later(answer) : answer
  },
  'gate.status': async ({ app, caller, params, language, raw }) => {
    const answer = await app.gate.answerTo(params.question, caller.id, waitOf(raw), language)
    return answer ?? later(params.question)
  },
}
