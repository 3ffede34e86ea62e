/** Values inside DER (ITU-T X.690) as Chinese seals and signatures use it: texts, and files in octet strings. */

export interface DerContent {
  readonly texts: string[]
  /** Octet strings that begin as a picture or a package. */
  readonly files: Uint8Array[]
}

const maxDepth = 24
const maxValues = 20_000
const textTags: Readonly<Record<number, string>> = {
  12: 'utf-8',
  19: 'latin1',
  20: 'latin1',
  22: 'latin1',
  26: 'latin1',
  30: 'utf-16be',
}
const fileStarts = [
  '\x89PNG\r\n',
  '\xff\xd8\xff',
  'GIF8',
  'BM',
  'PK\x03\x04',
  'II*\0',
  'MM\0*',
  '<?xml',
  '<svg',
]

/** Never throws; bytes that are no DER give nothing. Strings that hold DER again are opened. */
export function readDer(bytes: Uint8Array): DerContent {
  const content: DerContent = { texts: [], files: [] }
  readValues(bytes, 0, content, { left: maxValues })
  return content
}

function readValues(bytes: Uint8Array, depth: number, content: DerContent, budget: { left: number }): void {
  if (depth > maxDepth) return
  let at = 0
  while (at + 2 <= bytes.length && budget.left-- > 0) {
    const tag = bytes[at] as number
    const header = lengthAt(bytes, at + 1)
    if (!header || (tag & 0x1f) === 0x1f) return
    const value = bytes.subarray(header.start, Math.min(bytes.length, header.start + header.length))
    at = header.start + header.length
    const encoding = textTags[tag]
    if (encoding) content.texts.push(new TextDecoder(encoding).decode(value))
    else if ((tag & 0x20) !== 0) readValues(value, depth + 1, content, budget)
    else if (isFile(value)) content.files.push(value)
    else if (tag === 4 && value[0] === 0x30) readValues(value, depth + 1, content, budget)
    else if (tag === 3 && value[1] === 0x30) readValues(value.subarray(1), depth + 1, content, budget)
  }
}

function isFile(value: Uint8Array): boolean {
  const head = Buffer.from(value.subarray(0, 8)).toString('latin1')
  return value.length > 32 && fileStarts.some(start => head.startsWith(start))
}

function lengthAt(bytes: Uint8Array, at: number): { start: number; length: number } | null {
  const first = bytes[at]
  if (first === undefined || first === 0x80 || first > 0x84) return null
  if (first < 0x80) return { start: at + 1, length: first }
  let length = 0
  for (let i = 1; i <= first - 0x80; i++) length = length * 256 + (bytes[at + i] ?? 0)
  return { start: at + 1 + (first - 0x80), length }
}
