/** Turns whatever goes wrong below a route into a problem document; nothing of a document reaches the log. */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { Language } from '../document/problem.ts'
import { PackError } from '../packs/error.ts'
import { OversizeError, PurgedError } from '../vault/blobs.ts'
import { ApiProblem, problemDocument } from './api/problem.ts'
import { languageOf } from './dispatch.ts'
import { reasonOfProblem } from './gate/problem-reason.ts'

/** Errors of Fastify and its plugins by code. */
const known: Readonly<Record<string, () => ApiProblem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new ApiProblem('too-large', { limit: '4 MB' }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new ApiProblem('unsupported-media'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: () => new ApiProblem('unsupported-media'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new ApiProblem('invalid', { what: 'body: empty' }),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new ApiProblem('invalid', { what: 'body: not JSON' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new ApiProblem('invalid', { what: 'Content-Length' }),
  FST_FILES_LIMIT: () => new ApiProblem('too-many-files', { limit: '?' }),
  FST_PARTS_LIMIT: () => new ApiProblem('too-many-files', { limit: '?' }),
}

/** The database cannot be reached or is shutting down. */
const databaseGone =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|57P0[1-3]|08\d{3}|53300|SQLITE_BUSY|SQLITE_FULL)$/

export function problemOf(error: unknown, requestId: string): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof PurgedError) return new ApiProblem('purged')
  if (error instanceof OversizeError) return new ApiProblem('too-large', { limit: '' })
  if (error instanceof PackError) return new ApiProblem('bad-pack', { what: error.in('zh') })
  const { code, statusCode, message } = error as Partial<FastifyError>
  const made = known[String(code)]
  if (made) return made()
  if (statusCode === 429) return new ApiProblem('too-many-requests', { seconds: 60 })
  if (
    databaseGone.test(String(code)) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(message ?? '')
  ) {
    return new ApiProblem('unavailable')
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiProblem('invalid', { what: String(code ?? statusCode) })
  }
  return new ApiProblem('internal', { request: requestId }, {}, { cause: error })
}

/** A portal that reads nothing but `decision` must find a no, whatever went wrong. */
function asAnswer(problem: ApiProblem, request: FastifyRequest, language: Language) {
  if (!/^\/api\/v1\/gate(?:\/|$)/.test(request.routeOptions.url ?? '')) return {}
  return { decision: 'deny' as const, reasons: [reasonOfProblem(problem, language)] }
}

export function registerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id)
    // The error's own message may quote what was sent; its class and place say enough.
    if (problem.status >= 500) {
      const { name, stack, code } = error as FastifyError
      const frames = stack?.split('\n').filter(line => line.trim().startsWith('at '))
      request.log.error({ error: name, code, frames }, problem.code)
    }
    const language = languageOf(request)
    return reply
      .status(problem.status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(
        JSON.stringify({ ...problemDocument(problem, language), ...asAnswer(problem, request, language) }),
      )
  })
}
