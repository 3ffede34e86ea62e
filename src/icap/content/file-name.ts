/** Names of files as HTTP carries them: in `Content-Disposition`, and at the end of an address. */
import { decodeText } from '../../extract/encoding.ts'
import { percentDecoded } from './percent.ts'

/** Longer names are cut: they are shown and screened, never opened. */
const longest = 255

/** @param header Latin-1, as it came. @returns null when it names no file; `''` is a name, of a file field left empty. */
export function fileNameOf(header: string): string | null {
  // RFC 8187: charset'language'percent-encoded. It wins over the plain one (RFC 6266 §4.3).
  const extended = /;\s*filename\*\s*=\s*"?([\w-]{1,40})'[^']{0,40}'([^";\s]*)/i.exec(header)
  if (extended) return clean(decodeName(percentDecoded(extended[2] ?? '')))
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/i.exec(header)
  if (!plain) return null
  const quoted = plain[1]?.replaceAll(/\\(["\\])/g, '$1')
  const name = decodeName(Buffer.from(quoted ?? plain[2]?.trim() ?? '', 'latin1'))
  // Browsers write a quotation mark and line breaks like this (WHATWG HTML, multipart/form-data).
  return clean(name.replaceAll('%22', '"').replaceAll(/%0[aAdD]/g, ' '))
}

/** Last segment of an address's path, decoded; `''` when it ends in a slash. */
export function nameOfTarget(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\/[^/]*/i, '').replace(/[?#].*$/, '')
  return clean(decodeName(percentDecoded(path.slice(path.lastIndexOf('/') + 1))))
}

function decodeName(bytes: Buffer): string {
  return bytes.length === 0 ? '' : (decodeText(bytes)?.text ?? bytes.toString('utf8'))
}

/** Without folders (old browsers send whole Windows paths) and control characters. */
function clean(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return [...base.replaceAll(/\p{Cc}/gu, '')].slice(0, longest).join('')
}
