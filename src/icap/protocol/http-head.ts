/** The HTTP headers that stand inside an ICAP message: read for what they say, sent back as the bytes they were. */
import { type Fields, parseFields } from './fields.ts'
import { IcapError } from './icap-error.ts'

export interface HttpRequestHead {
  readonly method: string
  /** As it stands: a path, or an absolute address. */
  readonly target: string
  readonly fields: Fields
}

export interface HttpResponseHead {
  readonly status: number
  readonly fields: Fields
}

/** @throws {IcapError} 400 when it does not begin with a request line or does not end in an empty line. */
export function parseHttpRequest(bytes: Uint8Array): HttpRequestHead {
  const { first, fields } = split(bytes)
  const match = /^(\S{1,64}) (\S{1,65536})(?: HTTP\/\d\.\d)?$/.exec(first)
  if (!match?.[1] || !match[2]) throw new IcapError(400, 'the encapsulated request has no request line')
  return { method: match[1].toUpperCase(), target: match[2], fields }
}

/** @throws {IcapError} 400 when it does not begin with a status line or does not end in an empty line. */
export function parseHttpResponse(bytes: Uint8Array): HttpResponseHead {
  const { first, fields } = split(bytes)
  const match = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .{0,8192})?$/.exec(first)
  if (!match) throw new IcapError(400, 'the encapsulated response has no status line')
  return { status: Number(match[1]), fields }
}

/** Field lines that are none are left out: the proxy has passed them, and they decide over nothing here. */
function split(bytes: Uint8Array): { first: string; fields: Fields } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!/\r?\n\r?\n$/.test(text))
    throw new IcapError(400, 'an encapsulated header does not end in an empty line')
  const [first = '', ...lines] = text.replace(/(?:\r?\n){2}$/, '').split(/\r?\n/)
  return { first, fields: parseFields(lines, true) ?? new Map() }
}
