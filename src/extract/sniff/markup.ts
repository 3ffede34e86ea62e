/** Which kind of text a text is, by what it begins with. */

/** White space, comments, processing instructions and a doctype may stand before the first element. */
function skipProlog(head: string): { rest: string; doctype: string; instructions: string } {
  let rest = head.replace(/^\ufeff/, '')
  let doctype = ''
  let instructions = ''
  for (;;) {
    rest = rest.trimStart()
    const end = rest.startsWith('<!--')
      ? after(rest, '-->')
      : rest.startsWith('<?') || /^<!doctype/i.test(rest)
        ? after(rest, '>')
        : 0
    if (end === 0) return { rest, doctype, instructions }
    if (rest.startsWith('<?')) instructions += rest.slice(0, end)
    if (/^<!doctype/i.test(rest)) doctype += rest.slice(0, end)
    rest = rest.slice(end)
  }
}

function after(text: string, end: string): number {
  const at = text.indexOf(end)
  return at < 0 ? text.length : at + end.length
}

/** Elements that begin a page or a fragment of one; `<T>` or `<机密>` in prose is none of them. */
const htmlStart =
  /^<(?:html|head|body|title|meta|link|style|script|base|frameset|div|p|br|hr|h[1-6]|table|tbody|tr|td|th|ul|ol|li|dl|span|font|b|strong|i|em|u|a|img|center|section|article|header|footer|main|nav|aside|form|input|iframe|pre|blockquote|figure|template|noscript|svg:svg|o:p)(?=[\s/>])/i
/** A page that begins with text, as exported by editors: markup soon after, and closed again. */
const htmlInside = /<(html|body|div|p|table|span|ul|ol|h[1-6]|article|section)(?:\s[^<>]{0,2000})?>/i
/** Any header: the first of a saved web page is one of its own (`Snapshot-Content-Location`). */
const mailHeader = /^[a-z][\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*/i
/** One of those that no other text begins with. */
const mailProof = /^(?:mime-version|received|message-id|return-path|content-transfer-encoding):/im

/** OpenDocument as one XML file: its root says which kind it is. */
const flatDocument =
  /^<office:document\s[^>]{0,8000}?office:mimetype\s?=\s?["'](application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation|graphics))(?:-template)?["']/

/** How much of the text is looked at. */
const reach = 16_384

/** Longest text that is parsed to see whether it is JSON. */
const jsonReach = 20_000_000

export interface TextKind {
  readonly type: string
  /** Whether only tags inside speak for HTML, so that a name that says otherwise may be right. */
  readonly fragment: boolean
}

/** What a text is: HTML, SVG, XML, mail, JSON, RTF or PostScript that begins as such, else plain text. */
export function kindOfText(text: string): TextKind {
  const type = typeOfWhole(text)
  if (type) return { type, fragment: false }
  return isFragment(text.slice(0, reach), text)
    ? { type: 'text/html', fragment: true }
    : { type: 'text/plain', fragment: false }
}

function typeOfWhole(text: string): string | null {
  const head = text.slice(0, reach)
  if (head.startsWith('{\\rtf')) return 'application/rtf'
  if (head.startsWith('%!PS')) return 'application/postscript'
  const { rest, doctype, instructions } = skipProlog(head)
  if (/^<!doctype\s+html/i.test(doctype) || /^<html[\s>]/i.test(rest)) return 'text/html'
  if (/^<svg[\s>]/i.test(rest) || /^<!doctype\s+svg/i.test(doctype)) return 'image/svg+xml'
  if (/word\.document/i.test(instructions) || /^<(?:w:wordDocument|pkg:package)[\s>]/.test(rest)) {
    return 'application/vnd.ms-wordml'
  }
  const flat = flatDocument.exec(rest.slice(0, 8192))
  if (flat?.[1]) return flat[1]
  if (/<\?xml\s/i.test(instructions)) return 'application/xml'
  const headers = mailHeaders(head.replace(/^\ufeff/, ''))
  if (headers.count >= 2 && mailProof.test(headers.text)) return 'message/rfc822'
  return /^[[{]/.test(rest) && isJson(text) ? 'application/json' : null
}

function isJson(text: string): boolean {
  if (text.length > jsonReach) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Markup at the start after comments, or inside and closed again. */
function isFragment(head: string, text: string): boolean {
  if (htmlStart.test(skipProlog(head).rest)) return true
  const inside = htmlInside.exec(head)
  if (!inside?.[1]) return false
  return new RegExp(`</${inside[1]}\\s{0,9}>`, 'i').test(text.slice(inside.index, inside.index + 1e6))
}

function mailHeaders(head: string): { count: number; text: string } {
  // A mailbox file puts a line `From sender date` before each mail.
  let rest = head.replaceAll('\r\n', '\n').replace(/^\n*(?:From [^\n]*\n)?/, '')
  let count = 0
  let text = ''
  for (let match = mailHeader.exec(rest); match && count < 100; match = mailHeader.exec(rest)) {
    count++
    text += match[0]
    rest = rest.slice(match[0].length)
  }
  return { count, text }
}
