/** One header block of a tar archive, and the records of a pax header (POSIX.1-2017, pax). */
import { decodeName } from '../package/entry-name.ts'

export const blockBytes = 512

export interface TarHeader {
  readonly name: string
  /** Bytes of content that follow, rounded up to blocks; the header's claim. */
  readonly size: number
  /** The type flag: `0` file, `5` folder, `1` and `2` links, `x` and `L` about the next member … */
  readonly type: string
  readonly link: string
}

/** @returns `end` for an empty block, null when the block is no header (its checksum is wrong). */
export function readTarHeader(block: Uint8Array): TarHeader | 'end' | null {
  if (block.every(byte => byte === 0)) return 'end'
  if (block.length < blockBytes || !hasChecksum(block)) return null
  const size = readNumber(block.subarray(124, 136))
  if (size === null) return null
  const type = String.fromCharCode(block[156] ?? 0)
  const ustar = Buffer.from(block.subarray(257, 263)).toString('latin1') === 'ustar\0'
  const prefix = ustar ? readName(block, 345, 500) : ''
  const name = readName(block, 0, 100)
  return { name: prefix ? `${prefix}/${name}` : name, size, type, link: readName(block, 157, 257) }
}

/** The sum of all bytes with the checksum itself as spaces; some old archivers summed signed bytes. */
function hasChecksum(block: Uint8Array): boolean {
  const stated = readNumber(block.subarray(148, 156))
  let unsigned = 0
  let signed = 0
  for (const [i, byte] of block.entries()) {
    const value = i >= 148 && i < 156 ? 0x20 : byte
    unsigned += value
    signed += value > 127 ? value - 256 : value
  }
  return stated === unsigned || stated === signed
}

/** Octal digits, or base 256 when the first bit is set (GNU, for sizes over 8 GB). */
function readNumber(field: Uint8Array): number | null {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    let value = (field[0] ?? 0) & 0x7f
    for (const byte of field.subarray(1)) value = value * 256 + byte
    return Number.isSafeInteger(value) ? value : null
  }
  const digits = Buffer.from(field).toString('latin1').replace(/\0.*$/s, '').trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : null
}

function readName(block: Uint8Array, from: number, to: number): string {
  const field = block.subarray(from, to)
  const end = field.indexOf(0)
  return decodeName(end < 0 ? field : field.subarray(0, end))
}

/** Records `length key=value\n`; what does not keep to that form ends the list. */
export function paxRecords(content: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < content.length; ) {
    const head = Buffer.from(content.subarray(at, at + 24)).toString('latin1')
    const length = Number(/^(\d{1,10}) /.exec(head)?.[1] ?? 0)
    const record = content.subarray(at, at + length)
    const space = record.indexOf(0x20)
    const equals = record.indexOf(0x3d)
    if (length < 5 || record.length < length || equals < space) break
    const key = Buffer.from(record.subarray(space + 1, equals)).toString('latin1')
    records.set(key, decodeName(record.subarray(equals + 1, length - 1)))
    at += length
  }
  return records
}
