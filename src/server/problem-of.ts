/** Whatever goes wrong below a route, as the problem that the API answers with. */
import path from 'node:path'
import type { FastifyError } from 'fastify'
import type { Language } from '../document/problem.ts'
import { PackError } from '../packs/error.ts'
import { OversizeError, PurgedError } from '../vault/blobs.ts'
import { ApiProblem } from './api/problem.ts'

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

/** Errors of busboy have no code. */
const brokenMultipart =
  /^(Unexpected end of multipart data|\w+ terminated early|Malformed part header|Multipart: )/

export function problemOf(error: unknown, requestId: string): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof PurgedError) return new ApiProblem('purged')
  if (error instanceof OversizeError) return new ApiProblem('too-large', { limit: '' })
  if (error instanceof PackError) return badPack(error)
  const { code, statusCode, message } = error as Partial<FastifyError>
  const made = known[String(code)]
  if (made) return made()
  if (brokenMultipart.test(message ?? '')) return new ApiProblem('invalid', { what: 'multipart' })
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

/** An upload is called by its name, not by where it lay while it was read. */
function badPack(error: PackError): ApiProblem {
  const { file } = error.place
  const wordsIn = (language: Language) => error.in(language).replace(file, path.basename(file))
  return new ApiProblem('bad-pack', { what: { zh: wordsIn('zh'), en: wordsIn('en') } })
}
