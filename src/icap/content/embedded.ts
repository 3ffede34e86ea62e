/** Files inside texts: `data:` addresses and base64, as JSON interfaces and old XML ones carry them. */
import { parseDataUri } from '../../extract/data-uri.ts'
import { decodeText } from '../../extract/encoding.ts'
import { sniff } from '../../extract/sniff.ts'

export type Embedded =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }

const dataUri = /data:[a-z0-9.+/-]{0,100}[;,][^"'<>)\s]{1,}/gi
/** A run of base64 inside a longer text has at least this many characters; a text that is nothing else, fewer. */
const run = /[A-Za-z0-9+/_-]{60,}(?:\r?\n[A-Za-z0-9+/_-]{1,1000})*={0,2}/g
const whole = /^[A-Za-z0-9+/_-]{16,}={0,2}$/
/** Random bytes (tokens, encrypted view states) happen to look like sounds or programs, whose signatures are short. */
const weakSignature = 16_384

/**
 * What is not recognised as a file or a text is a token, a key or a hash: left as the text it stands in.
 * @param dataUris false where the reader of the text's own format follows `data:` addresses.
 */
export async function embeddedIn(text: string, dataUris: boolean): Promise<Embedded[]> {
  const found: Embedded[] = []
  const rest = text.replaceAll(dataUri, address => {
    const uri = dataUris ? parseDataUri(address) : null
    if (uri && uri.bytes.length > 0) found.push({ kind: 'file', bytes: uri.bytes })
    return ' '
  })
  const trimmed = rest.trim()
  const runs = whole.test(trimmed) ? [trimmed] : (rest.match(run) ?? [])
  for (const each of runs) {
    const embedded = await recognise(Buffer.from(each, 'base64'))
    if (embedded) found.push(embedded)
  }
  return found
}

async function recognise(bytes: Uint8Array): Promise<Embedded | null> {
  if (bytes.length === 0) return null
  const found = await sniff(bytes)
  if (!found) return null
  if (found.type.startsWith('text/') || found.format?.family === 'text') {
    const decoded = decodeText(bytes)
    const isChinese = decoded !== null && /\p{Script=Han}/u.test(decoded.text)
    return isChinese ? { kind: 'text', text: decoded.text } : null
  }
  const isWeak = !found.format?.load && bytes.length < weakSignature
  return isWeak ? null : { kind: 'file', bytes }
}
