/** Headers and footers of sheets: text with codes (ISO/IEC 29500-1, 18.3.1.46). */

/**
 * The codes, longest first: font, colour, size, sections, fields, styles. `&&` is an ampersand; a field (page number,
 * file name) is no text.
 */
const code = /&(?:"[^"]{0,200}"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3}|[LCRPNDTFAZGBIUESXYOH+-]|&)/gi

/** Sections left, centre and right, line by line. */
export function headerFooterTexts(raw: string): string[] {
  const parts: string[] = ['']
  let at = 0
  for (const match of raw.matchAll(code)) {
    append(parts, raw.slice(at, match.index))
    if (/^&[LCR]$/i.test(match[0])) parts.push('')
    else if (match[0] === '&&') append(parts, '&')
    at = match.index + match[0].length
  }
  append(parts, raw.slice(at))
  return parts.flatMap(part => part.split(/\r\n?|\n/)).filter(text => text.trim() !== '')
}

function append(parts: string[], text: string): void {
  parts[parts.length - 1] += text
}
