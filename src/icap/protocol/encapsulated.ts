/** The `Encapsulated` field: which HTTP headers and which body follow, and where each begins (RFC 3507 §4.4.1). */
import { IcapError } from './icap-error.ts'

export type Method = 'OPTIONS' | 'REQMOD' | 'RESPMOD'
export type SectionName = 'req-hdr' | 'res-hdr'

export interface Encapsulated {
  /** In their order, with their lengths in bytes. */
  readonly headers: readonly { readonly name: SectionName; readonly length: number }[]
  readonly hasBody: boolean
}

const headersOf: Readonly<Record<Method, readonly SectionName[]>> = {
  OPTIONS: [],
  REQMOD: ['req-hdr'],
  RESPMOD: ['req-hdr', 'res-hdr'],
}
const bodyOf: Readonly<Record<Method, string>> = {
  OPTIONS: 'opt-body',
  REQMOD: 'req-body',
  RESPMOD: 'res-body',
}

/**
 * @param limit bytes that all headers together may have.
 * @throws {IcapError} 400 unless it is one of the lists that the RFC allows for the method, with rising offsets.
 */
export function parseEncapsulated(value: string, method: Method, limit: number): Encapsulated {
  const entries = value.split(',').map(entry => {
    const match = /^\s*([a-z]{3,4}-[a-z]{3,4})\s*=\s*(\d{1,9})\s*$/i.exec(entry)
    if (!match?.[1]) throw new IcapError(400, 'Encapsulated is not a list of name=offset')
    return { name: match[1].toLowerCase(), offset: Number(match[2]) }
  })
  const last = entries.at(-1)
  if (!last || ![bodyOf[method], 'null-body'].includes(last.name)) {
    throw new IcapError(400, `Encapsulated of ${method} must end in its body or null-body`)
  }
  if (entries[0]?.offset !== 0) throw new IcapError(400, 'Encapsulated must begin at 0')
  if (last.offset > limit) throw new IcapError(400, 'the encapsulated headers are too long')
  let expected = headersOf[method]
  const headers = entries.slice(0, -1).map(({ name, offset }, index) => {
    const found = expected.find(each => each === name)
    const next = entries[index + 1]?.offset ?? 0
    if (!found) throw new IcapError(400, `Encapsulated of ${method} has an unexpected or repeated section`)
    if (next <= offset) throw new IcapError(400, 'the offsets of Encapsulated do not rise')
    expected = expected.slice(expected.indexOf(found) + 1)
    return { name: found, length: next - offset }
  })
  return { headers, hasBody: last.name !== 'null-body' }
}
