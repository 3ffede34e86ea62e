/** Names inside a package: decoded for messages, folded for look-up. */
import type { Entry } from 'yauzl'
import { getFileNameLowLevel } from 'yauzl'
import { decodeText } from '../encoding.ts'

/** Strict UTF-8 also without the UTF-8 flag: several Chinese archivers leave the flag out. */
const utf8 = new TextDecoder('utf-8', { fatal: true })
/** Info-ZIP Unicode Path Extra Field (APPNOTE 4.6.9). */
const unicodePath = 0x7075

/** `/` between folders, control characters replaced, since the name goes into messages. */
export function decodeEntryName(entry: Entry): string {
  const { fileNameRaw, extraFields } = entry
  const stated = extraFields.some(field => field.id === unicodePath)
  const name = stated
    ? getFileNameLowLevel(entry.generalPurposeBitFlag, fileNameRaw, extraFields, false)
    : decodeName(fileNameRaw)
  return printableName(name.replaceAll('\\', '/'))
}

/** A name in an encoding that is not stated: UTF-8, a Chinese one, or code page 437 (APPNOTE appendix D). */
export function decodeName(raw: Uint8Array): string {
  try {
    return utf8.decode(raw)
  } catch {
    const decoded = decodeText(raw)
    if (decoded?.encoding === 'gb18030' || decoded?.encoding === 'big5') return decoded.text
    return getFileNameLowLevel(0, Buffer.from(raw), [], false)
  }
}

/** Without control characters, which would confuse messages and terminals. */
export function printableName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return name.replace(/[\u0000-\u001f\u007f]/g, '\ufffd')
}

/**
 * The form in which two names are the same part: OPC (ISO/IEC 29500-2, 6.3.5) compares without case,
 * relationships may be percent-encoded, and some writers use `\` or a leading `/`.
 */
export function entryKey(name: string): string {
  const segments: string[] = []
  for (const segment of percentDecode(name.replaceAll('\\', '/')).split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/').normalize('NFC').toLowerCase()
}

/** The part a relationship's target points to, seen from the part that holds the relationship. */
export function resolveTarget(source: string, target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? ''
  if (path.startsWith('/') || path.startsWith('\\')) return entryKey(path)
  return entryKey(`${source.slice(0, source.lastIndexOf('/') + 1)}${path}`)
}

function percentDecode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
