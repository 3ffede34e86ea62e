/** The answer to OPTIONS: what a client may ask of a service, and whether it is alive (RFC 3507 §4.10). */
import { version } from '../version.ts'
import { answerHead } from './protocol/answer-head.ts'
import type { Service } from './service.ts'

/** Seconds for which a client may rely on it. */
const lifetime = 300

/** A service does one thing: icap://host/reqmod, icap://host/respmod. */
export const services: Readonly<Record<string, 'REQMOD' | 'RESPMOD'>> = {
  reqmod: 'REQMOD',
  respmod: 'RESPMOD',
}

export function optionsAnswer(method: 'REQMOD' | 'RESPMOD', service: Service, close: boolean): Buffer {
  const { istag, settings } = service
  return answerHead(200, {
    istag,
    close,
    more: [
      ['Methods', method],
      ['Service', `baoshen ${version()}`],
      ['Service-ID', 'baoshen'],
      ['Max-Connections', String(settings.connections)],
      ['Options-TTL', String(lifetime)],
      ['Allow', '204'],
      ['Preview', String(settings.previewBytes)],
      ['Transfer-Preview', '*'],
      ['Encapsulated', 'null-body=0'],
    ],
  })
}
