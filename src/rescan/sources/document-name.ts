/** What a downloaded thing is called, with an ending that its content is compared with. */
import { parse } from 'content-disposition'
import { decodeText } from '../../extract/encoding.ts'
import { extensionOf, formatOfExtension, formatOfType } from '../../extract/formats.ts'
import { mediaType } from './not-screened.ts'

const longestName = 200

/**
 * The name that the server gives, or else the last piece of the path; `show.jsp` that sends a PDF is `show.pdf`.
 * @param headers of the answer, lower-case names
 */
export function documentName(url: string, headers: Readonly<Record<string, string>>): string {
  const path = new URL(url).pathname.split('/')
  const last = readable(path.findLast(piece => piece !== '') ?? '') || new URL(url).hostname
  const name = (fileNameOf(headers['content-disposition']) ?? last).replaceAll(/[\p{Cc}/\\]/gu, '_')
  const type = mediaType(headers['content-type'] ?? '')
  const extension = extensionOf(name)
  if (formatOfExtension(extension)) return short(name, `.${extension}`)
  const format = formatOfType(type === 'application/xhtml+xml' ? 'text/html' : type)
  // Programs are not screened: what came as one is something else.
  const ending = format?.family === 'program' ? undefined : format?.extensions[0]
  const bare = /^[a-z]{1,6}$/.test(extension) ? name.slice(0, -extension.length - 1) : name
  return ending ? short(`${bare}.${ending}`, `.${ending}`) : short(bare, '')
}

function short(name: string, ending: string): string {
  return name.length <= longestName ? name : name.slice(0, longestName - ending.length) + ending
}

function fileNameOf(header: string | undefined): string | null {
  if (!header) return null
  const name = inOwnEncoding(header) ?? withoutEncodedWords(plainNameOf(header) ?? '')
  const trimmed = name.trim().split(/[/\\]/).at(-1)
  return trimmed ? readable(fromHeader(trimmed)) : null
}

function plainNameOf(header: string): string | undefined {
  try {
    return parse(header).parameters.filename
  } catch {
    // Spaces without quotes, raw Chinese: what servers really send.
    return /filename\s{0,9}=\s{0,9}"?([^";]{1,500})/i.exec(header)?.[1]
  }
}

/** `filename*=GBK''%CD%A8.doc`: RFC 8187 knows UTF-8 alone, and what was written for older ones knows others. */
function inOwnEncoding(header: string): string | null {
  const [, label = '', value] =
    /filename\*\s{0,9}=\s{0,9}"?([\w-]{1,20})'[\w-]{0,20}'([^";\s]{1,2000})/i.exec(header) ?? []
  return value === undefined ? null : decoded(bytesOfEscapes(value, '%'), label)
}

/** `=?gb2312?B?zajWqg==?=.doc`: meant for mail (RFC 2047), sent by servers all the same. */
function withoutEncodedWords(name: string): string {
  return name.replaceAll(
    /=\?([\w-]{1,20})\?([bq])\?([^?]{0,1000})\?=/gi,
    (_, label: string, how: string, text: string) =>
      decoded(
        how.toLowerCase() === 'b'
          ? Buffer.from(text, 'base64')
          : bytesOfEscapes(text.replaceAll('_', ' '), '='),
        label,
      ),
  )
}

function decoded(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return decodeText(bytes)?.text ?? Buffer.from(bytes).toString('latin1')
  }
}

/** Headers arrive byte by byte; many servers write a name in UTF-8 or GBK into them. */
function fromHeader(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text
  return decodeText(Buffer.from(text, 'latin1'))?.text ?? text
}

/** `%E9%80%9A` and the older `%CD%A8` as the characters that they stand for. */
function readable(text: string): string {
  return text.includes('%') ? (decodeText(bytesOfEscapes(text, '%'))?.text ?? text) : text
}

/** @param mark before two hex digits. */
function bytesOfEscapes(text: string, mark: '%' | '='): Buffer {
  const plain = text.replaceAll(
    /([%=])([0-9a-f]{2})|[^\0-\x7f]/gi,
    (whole, sign: string | undefined, hex: string | undefined) => {
      if (hex === undefined) return Buffer.from(whole).toString('latin1')
      return sign === mark ? String.fromCharCode(Number.parseInt(hex, 16)) : whole
    },
  )
  return Buffer.from(plain, 'latin1')
}
