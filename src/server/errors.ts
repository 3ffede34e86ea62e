/** Turns whatever goes wrong below a route into a problem document; nothing of a document reaches the log. */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { Language } from '../document/problem.ts'
import { type ApiProblem, problemDocument } from './api/problem.ts'
import { languageOf } from './dispatch.ts'
import { reasonOfProblem } from './gate/problem-reason.ts'
import { problemOf } from './problem-of.ts'

/** A portal that reads nothing but `decision` must find a no, whatever went wrong. */
function asAnswer(problem: ApiProblem, request: FastifyRequest, language: Language) {
  if (!/^\/api\/v1\/gate(?:\/|$)/.test(request.routeOptions.url ?? '')) return {}
  return { decision: 'deny' as const, reasons: [reasonOfProblem(problem, language)] }
}

/** The problem document that a request is answered with, as text. */
export function problemBody(problem: ApiProblem, request: FastifyRequest): string {
  const language = languageOf(request)
  return JSON.stringify({ ...problemDocument(problem, language), ...asAnswer(problem, request, language) })
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
    return reply
      .status(problem.status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(problemBody(problem, request))
  })
}
