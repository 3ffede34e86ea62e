/** The head of an ICAP answer. */
import { type Status, statusWords } from './icap-error.ts'

export interface AnswerFields {
  /** See `istag.ts`: every answer carries it (RFC 3507 §4.7). */
  readonly istag: string
  readonly close: boolean
  /** Further fields in their order. */
  readonly more?: readonly (readonly [name: string, value: string])[]
}

export const continueAnswer = Buffer.from(`ICAP/1.0 100 ${statusWords[100]}\r\n\r\n`)

export function answerHead(status: Status, { istag, close, more = [] }: AnswerFields): Buffer {
  const lines = [
    `ICAP/1.0 ${status} ${statusWords[status]}`,
    `Date: ${new Date().toUTCString()}`,
    'Server: baoshen',
    `ISTag: "${istag}"`,
    ...more.map(([name, value]) => `${name}: ${value}`),
    ...(close ? ['Connection: close'] : []),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}
