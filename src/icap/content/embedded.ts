/** Files inside texts: `data:` addresses and base64, as JSON interfaces and old XML ones carry them. */
import { parseDataUri } from '../../extract/data-uri.ts'
import { decodeText } from '../../extract/encoding.ts'
import { sniff } from '../../extract/sniff.ts'
import { base64Runs } from './base64-runs.ts'

export type Embedded =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }

const dataUriStart = /data:[a-z0-9.+/-]{0,100}[;,]/gi
const dataUriEnd = /["'<>)\s]/g
/** A text that is nothing else may be shorter than a run inside a longer one. */
const whole = /^[A-Za-z0-9+/_-]{16,1000}={0,2}$/
/** Random bytes (tokens, encrypted view states) happen to look like sounds or programs, whose signatures are short. */
const weakSignature = 16_384

/**
 * What is not recognised as a file or a text is a token, a key or a hash: left as the text it stands in.
 * @param dataUris false where the reader of the text's own format follows `data:` addresses.
 */
export async function embeddedIn(text: string, dataUris: boolean): Promise<Embedded[]> {
  const found: Embedded[] = []
  let rest = ''
  let at = 0
  for (const { 0: start, index } of text.matchAll(dataUriStart)) {
    if (index < at) continue
    dataUriEnd.lastIndex = index + start.length
    const end = dataUriEnd.exec(text)?.index ?? text.length
    const address = text.slice(index, end)
    const uri = dataUris ? parseDataUri(address) : null
    if (uri && uri.bytes.length > 0) found.push({ kind: 'file', bytes: uri.bytes })
    // Programs take what stands behind the comma for base64, also when the address does not say so.
    const isPlain = uri && !/^[^,]{0,1000};\s{0,9}base64\s{0,9},/i.test(address)
    rest += `${text.slice(at, index)} ${isPlain ? address.slice(address.indexOf(',') + 1) : ''}`
    at = end
  }
  rest += text.slice(at)
  const trimmed = rest.trim()
  const runs = whole.test(trimmed) ? [trimmed] : base64Runs(rest)
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
