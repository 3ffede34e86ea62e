/** Bodies `application/x-www-form-urlencoded`, as bytes: a page in GB18030 sends its fields in GB18030. */

import { percentDecoded } from './percent.ts'

export interface RawField {
  readonly name: Buffer
  readonly value: Buffer
}

/** What the WHATWG URL standard does (§5.1), without decoding to characters. Never throws: `%` alone stands for itself. */
export function parseUrlencoded(body: string): RawField[] {
  return body
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const equals = pair.indexOf('=')
      const end = equals < 0 ? pair.length : equals
      return { name: decode(pair.slice(0, end)), value: decode(pair.slice(end + 1)) }
    })
}

/** @param text Latin-1. */
const decode = (text: string) => percentDecoded(text.replaceAll('+', ' '))
