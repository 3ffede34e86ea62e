/** The head of an ICAP request: request line and header fields. */
import type { ByteReader } from './byte-reader.ts'
import { type Encapsulated, type Method, parseEncapsulated } from './encapsulated.ts'
import { type Fields, fieldHas, fieldOf, parseFields } from './fields.ts'
import { IcapError } from './icap-error.ts'

export interface RequestHead {
  readonly method: Method
  /** Path of the URI without its slashes at both ends and without a query. */
  readonly service: string
  readonly encapsulated: Encapsulated
  /** Bytes of the body that come first; null: all of it comes at once. */
  readonly preview: number | null
  readonly allows204: boolean
  readonly keepAlive: boolean
}

export interface HeadLimits {
  /** Bytes of the ICAP header, and of the encapsulated HTTP headers. */
  readonly headerBytes: number
}

const methods: readonly string[] = ['OPTIONS', 'REQMOD', 'RESPMOD'] satisfies readonly Method[]
const isMethod = (name: string): name is Method => methods.includes(name)
/** Empty lines before a request are forgiven, as HTTP does (RFC 9112 §2.2). */
const mostEmptyLines = 4

/**
 * @returns null when the connection ended before a request began.
 * @throws {IcapError} 400, 501, 505.
 */
export async function readRequestHead(reader: ByteReader, limits: HeadLimits): Promise<RequestHead | null> {
  let requestLine = ''
  for (let empty = 0; requestLine === ''; empty++) {
    if (!(await reader.more())) return null
    if (empty > mostEmptyLines) throw new IcapError(400, 'no request line')
    requestLine = await reader.line(limits.headerBytes)
  }
  const { method, service } = parseRequestLine(requestLine)
  const lines = await readLines(reader, limits.headerBytes - requestLine.length)
  const fields = parseFields(lines)
  if (!fields) throw new IcapError(400, 'a header line is no field')
  return {
    method,
    service,
    encapsulated: encapsulatedOf(fields, method, limits),
    preview: previewOf(fields),
    allows204: fieldHas(fields, 'allow', '204'),
    keepAlive: !fieldHas(fields, 'connection', 'close'),
  }
}

/** Lines up to an empty one. @throws {IcapError} 400 when they are longer than `limit` bytes together. */
async function readLines(reader: ByteReader, limit: number): Promise<string[]> {
  const lines: string[] = []
  for (let left = limit; ; ) {
    if (left < 0) throw new IcapError(400, 'the header is too long')
    const line = await reader.line(left)
    if (line === '') return lines
    lines.push(line)
    left -= line.length + 2
  }
}

function parseRequestLine(line: string): { method: Method; service: string } {
  const match = /^([A-Za-z]{1,32}) (\S{1,4096}) ICAP\/(\d{1,3}\.\d{1,3})$/.exec(line)
  if (!match) throw new IcapError(400, 'the request line is not METHOD URI ICAP/1.0')
  const [, method = '', uri = '', version] = match
  if (version !== '1.0') throw new IcapError(505, 'not ICAP/1.0')
  if (!isMethod(method)) throw new IcapError(501, 'unknown method')
  const path = /^icaps?:\/\/[^/?]*([^?]*)/i.exec(uri)?.[1] ?? uri.replace(/\?.*$/, '')
  return { method, service: path.replace(/^\/+|\/+$/g, '') }
}

function encapsulatedOf(fields: Fields, method: Method, limits: HeadLimits): Encapsulated {
  const values = fields.get('encapsulated') ?? []
  if (values.length > 1) throw new IcapError(400, 'Encapsulated stands twice')
  const [value] = values
  if (value !== undefined) return parseEncapsulated(value, method, limits.headerBytes)
  // Only where nothing is encapsulated may it be left out.
  if (method === 'OPTIONS') return { headers: [], hasBody: false }
  throw new IcapError(400, 'Encapsulated is missing')
}

function previewOf(fields: Fields): number | null {
  if (!fields.has('preview')) return null
  const value = fieldOf(fields, 'preview')
  if (!/^\d{1,9}$/.test(value)) throw new IcapError(400, 'Preview is not one number')
  return Number(value)
}
