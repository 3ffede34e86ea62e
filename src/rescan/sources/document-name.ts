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
  let name: string | undefined
  try {
    name = parse(header).parameters.filename
  } catch {
    // Spaces without quotes, raw Chinese: what servers really send.
    name = /filename\s{0,9}=\s{0,9}"?([^";]{1,500})/i.exec(header)?.[1]
  }
  const trimmed = name?.trim().split(/[/\\]/).at(-1)
  return trimmed ? readable(fromHeader(trimmed)) : null
}

/** Headers arrive byte by byte; many servers write a name in UTF-8 or GBK into them. */
function fromHeader(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text
  return decodeText(Buffer.from(text, 'latin1'))?.text ?? text
}

/** `%E9%80%9A` and the older `%CD%A8` as the characters that they stand for. */
function readable(text: string): string {
  if (!text.includes('%')) return text
  const bytes = Buffer.from(
    text.replaceAll(/%([0-9a-f]{2})|[^\0-\x7f]/gi, (whole, hex: string | undefined) =>
      hex === undefined
        ? Buffer.from(whole).toString('latin1')
        : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  )
  return decodeText(bytes)?.text ?? text
}
