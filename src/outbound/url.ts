/** Which addresses are fetched at all, before anything is resolved. */
import { withoutRoot } from './allow.ts'
import { OutboundError } from './failure.ts'

/** @throws {OutboundError} `url-invalid`, `scheme-refused`, `credentials-refused`. */
export function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new OutboundError('url-invalid')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new OutboundError('scheme-refused', { scheme: url.protocol.replace(':', '') })
  }
  if (url.username !== '' || url.password !== '') throw new OutboundError('credentials-refused')
  url.hash = ''
  return url
}

/** For messages: without brackets and root dot. */
export function hostOf(url: URL): string {
  return withoutRoot(url.hostname.replaceAll(/[[\]]/g, ''))
}

export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
}
