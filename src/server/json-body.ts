/**
 * JSON bodies are UTF-8 and nothing else (RFC 8259 §8.1). A portal that sends GBK would otherwise have its text
 * screened as a row of U+FFFD, in which nothing is ever found.
 */
import type { FastifyInstance } from 'fastify'
import { ApiProblem } from './api/problem.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const otherCharset = /;\s{0,9}charset\s{0,9}=\s{0,9}"?(?!utf-?8"?\s{0,9}(?:;|$))/i

/**
 * @param contentType as the sender states it; a character set other than UTF-8 may hold for ASCII only.
 * @param what of the request it is, for the message.
 * @throws {ApiProblem} `invalid` when the bytes are not UTF-8.
 */
export function utf8Text(bytes: Uint8Array, contentType: string, what: string): string {
  const mayBeUtf8 = !otherCharset.test(contentType) || bytes.every(byte => byte < 0x80)
  try {
    if (mayBeUtf8) return utf8.decode(bytes)
  } catch {
    // Told below.
  }
  throw new ApiProblem('invalid', { what: `${what}: not UTF-8` })
}

/** Reads every JSON body this way. */
export function registerJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    let text: string
    try {
      text = utf8Text(bytes, request.headers['content-type'] ?? '', 'body')
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
      return
    }
    parse(request, text, done)
  })
}
