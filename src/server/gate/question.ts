/** Reads a question to the gate: JSON, or multipart with the bytes of its files. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { gateRequestSchema } from '../../gate/content.ts'
import { ApiProblem } from '../api/problem.ts'
import { utf8Text } from '../json-body.ts'
import { cleanFileName } from '../security/file-name.ts'

/** A file of the post; without bytes it names what was sent before. */
export interface QuestionFile {
  readonly name: string
  readonly src: string | null
  readonly sha256: string
  readonly bytes: Buffer | null
  /** The bytes are not those of the hash that was stated. */
  readonly isOther: boolean
}

export type Sent = z.output<typeof gateRequestSchema>

export interface Question extends Omit<Sent, 'attachments'> {
  readonly files: readonly QuestionFile[]
}

/** Bytes of the part `request`. */
const longestQuestion = 16 * 2 ** 20

/** @param body of a JSON request, already checked. */
export function fromJson(body: Sent, most: number): Question {
  return questionOf(body, [], most)
}

/**
 * @param most bytes of the whole request.
 * @throws {ApiProblem} `invalid`, `too-large`, `too-many-files`.
 */
export async function fromMultipart(request: FastifyRequest, most: number): Promise<Question> {
  let sent: Sent | null = null
  const files: Buffer[] = []
  let total = 0
  const limits = { fileSize: most, files: 101 }
  // The question is read as bytes too: of a field come characters, and nobody could tell wrong ones.
  for await (const part of request.parts({ limits, isPartAFile: () => true })) {
    if (part.type === 'field') throw new ApiProblem('invalid', { what: part.fieldname })
    const bytes = await part.toBuffer()
    total += bytes.length
    if (part.file.truncated || total > most) throw tooLarge(most)
    // Nobody undoes it, here or there (RFC 7578 §4.7): what is screened would not be what is published.
    if (!/^(?:|7bit|8bit|binary)$/i.test(part.encoding))
      throw new ApiProblem('invalid', { what: part.encoding })
    if (part.fieldname !== 'request') files.push(bytes)
    else if (sent) throw new ApiProblem('invalid', { what: 'request: twice' })
    else if (bytes.length > longestQuestion) throw tooLarge(longestQuestion)
    else sent = parseRequest(utf8Text(bytes, part.mimetype, 'request'))
  }
  if (!sent) throw new ApiProblem('invalid', { what: 'request: missing' })
  return questionOf(sent, files, most)
}

const tooLarge = (most: number) => new ApiProblem('too-large', { limit: `${Math.round(most / 2 ** 20)} MB` })

function parseRequest(text: string): Sent {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ApiProblem('invalid', { what: 'request: not JSON' })
  }
  return checkRequest(value)
}

function checkRequest(value: unknown): Sent {
  const result = gateRequestSchema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.map(issue => ({ path: issue.path.join('.'), message: issue.message }))
  const [first] = errors
  throw new ApiProblem('invalid', { what: `${first?.path}: ${first?.message}` }, { errors })
}

function questionOf(sent: Sent, parts: readonly Buffer[], most: number): Question {
  const { attachments, ...rest } = sent
  const waiting = [...parts]
  let total = 0
  const files = attachments.map((each): QuestionFile => {
    const { name, src, sha256: stated, content } = each
    const isNamed = content === undefined && stated !== undefined
    const bytes = isNamed ? null : content === undefined ? waiting.shift() : Buffer.from(content, 'base64')
    if (bytes === undefined)
      throw new ApiProblem('invalid', { what: 'attachments: a part `file` is missing' })
    total += bytes?.length ?? 0
    if (total > most) throw tooLarge(most)
    const actual = bytes === null ? null : createHash('sha256').update(bytes).digest('hex')
    const isOther = actual !== null && stated !== undefined && stated !== actual
    return { name: cleanFileName(name), src, sha256: actual ?? stated ?? '', bytes, isOther }
  })
  if (waiting.length > 0) throw new ApiProblem('invalid', { what: 'attachments: a part `file` too many' })
  return { ...rest, files }
}
