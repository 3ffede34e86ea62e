/** Shows a number the way its cell does, as far as words and digits go (ISO/IEC 29500-1, 18.8.30–18.8.31). */

/** Built-in formats that are dates; 27–36 and 50–58 in East Asian versions. */
const builtInDates: Readonly<Record<number, string>> = {
  14: 'yyyy-mm-dd',
  15: 'yyyy-mm-dd',
  16: 'mm-dd',
  17: 'yyyy-mm',
  22: 'yyyy-mm-dd',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'mm-dd',
  31: 'yyyy"年"m"月"d"日"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}
const maxFormat = 1024

/** The code of a built-in format that matters here. */
export function builtInFormat(id: number): string | undefined {
  return builtInDates[id]
}

export interface Shown {
  readonly text: string
  /** Whether the format shows nothing at all (`;;;`). */
  readonly concealed: boolean
}

/**
 * @param raw as stored: digits, maybe with a point or an exponent.
 * @param epoch1904 whether days count from 1904-01-01.
 */
export function showNumber(raw: string, format: string | undefined, epoch1904: boolean): Shown {
  const digits = plainDigits(raw)
  const value = Number(raw)
  if (format === undefined || format.length > maxFormat || !Number.isFinite(value)) return shown(digits)
  const sections = sectionsOf(format)
  const section = sections[value < 0 ? 1 : value === 0 ? 2 : 0] ?? sections[0] ?? []
  if (section.length === 0 && sections.length > 1) return { text: digits, concealed: true }
  const placeholders = section.filter(token => token.kind === 'code').map(token => token.text)
  if (placeholders.some(text => /[ymd]/i.test(text)))
    return shown(showDate(value, section, epoch1904) ?? digits)
  return shown(fill(section, digits))
}

/** A text as its cell shows it: a section with `@` may put words around it. */
export function showText(text: string, format: string | undefined): Shown {
  if (format === undefined || format.length > maxFormat) return shown(text)
  const sections = sectionsOf(format)
  const section = sections[3] ?? (sections.length === 1 ? sections[0] : undefined)
  if (!section) return shown(text)
  if (section.length === 0 && sections.length === 4) return { text, concealed: true }
  const hasPlace = section.some(token => token.kind === 'code' && token.text.includes('@'))
  return shown(hasPlace ? section.map(token => (token.kind === 'code' ? text : token.text)).join('') : text)
}

function shown(text: string): Shown {
  return { text, concealed: false }
}

/** `1.3800138E10` → `13800138000`: programs store long numbers with an exponent. */
function plainDigits(raw: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?[eE]\+?(\d{1,3})$/.exec(raw.trim())
  if (!parts) return raw.trim()
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const shift = Number(exponent)
  if (shift > 40 || fraction.length > shift) return raw.trim()
  return sign + (whole + fraction.padEnd(shift, '0')).replace(/^0+(?=\d)/, '')
}

interface Token {
  /** `code`: placeholders for digits, dates or the text. */
  readonly kind: 'literal' | 'code'
  readonly text: string
}

/** Quoted, escaped; `_x` and `*x` are spaces; brackets hold colours, conditions and currencies (`[$¥-804]`). */
const piece =
  /"([^"]*)"|\\(.)|[_*](.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(;)|(General|[0#?.,%@/:ymdhsbgeE+-]+)|(.)/giu

/** Formats are few, cells are many. */
const known = new Map<string, Token[][]>()
const maxKnown = 1000

function sectionsOf(format: string): Token[][] {
  let sections = known.get(format)
  if (!sections) {
    sections = parseFormat(format)
    if (known.size >= maxKnown) known.clear()
    known.set(format, sections)
  }
  return sections
}

function parseFormat(format: string): Token[][] {
  let section: Token[] = []
  const sections = [section]
  for (const [, quoted, escaped, , currency, end, code, other] of format.matchAll(piece)) {
    const literal = quoted ?? escaped ?? currency ?? other
    if (end !== undefined) {
      section = []
      sections.push(section)
    } else if (code !== undefined) section.push({ kind: 'code', text: code })
    else if (literal !== undefined && literal !== '') section.push({ kind: 'literal', text: literal })
  }
  return sections
}

/** Words of the format with the digits once in their place; `000000` fills up with zeros. */
function fill(section: readonly Token[], digits: string): string {
  let placed = false
  const texts = section.map(({ kind, text }) => {
    if (kind === 'literal') return text
    if (placed) return ''
    placed = true
    return /^0+$/.test(text) && /^\d+$/.test(digits) ? digits.padStart(text.length, '0') : digits
  })
  return texts.join('')
}

const dayMilliseconds = 86_400_000

/** @returns null for a number that is no day. */
function showDate(value: number, section: readonly Token[], epoch1904: boolean): string | null {
  if (!(value >= 0 && value < 2_958_466)) return null
  // Day 60 is a 29 February 1900 that never was.
  const days = epoch1904 ? value - 24_107 : value - (value < 60 ? 25_568 : 25_569)
  const date = new Date(Math.round(days * dayMilliseconds))
  const fields: Readonly<Record<string, number>> = {
    y: date.getUTCFullYear(),
    e: date.getUTCFullYear(),
    m: date.getUTCMonth() + 1,
    d: date.getUTCDate(),
    h: date.getUTCHours(),
    s: date.getUTCSeconds(),
  }
  const field = (token: string) => {
    const number = fields[token[0]?.toLowerCase() ?? '']
    if (number === undefined) return token
    return String(number).padStart(Math.min(2, token.length), '0')
  }
  return section
    .map(({ kind, text }) => (kind === 'literal' ? text : text.replace(/y+|e+|m+|d+|h+|s+/gi, field)))
    .join('')
}
