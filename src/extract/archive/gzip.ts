/** Gzip (RFC 1952): one file, or several joined ones, with the name and comment its first header keeps. */
import { crc32, createInflateRaw } from 'node:zlib'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import type { Extractor } from '../extractor.ts'
import { decodeName, printableName } from '../package/entry-name.ts'
import { collect, ratioTooLarge, tooManyMembers } from './bounded-bytes.ts'
import { archiveText, readMembers } from './members.ts'
import { innerName } from './single-file.ts'

/** Bits of the header's FLG byte (RFC 1952, 2.3.1). */
const flag = { crc: 2, extra: 4, name: 8, comment: 16 }
const fixedHeader = 10
/** Checksum and size, both of 32 bits. */
const trailerBytes = 8
const ratioFrom = 2 ** 20

/** Never throws: a damaged end is a problem of the file inside. */
export const extractGzip: Extractor = async function* (bytes, context) {
  const header = readHeader(bytes)
  yield* archiveText(header.comment, 'comment')
  const { bytes: content, inflated, problem } = await collect(inflate(bytes, context.limits), context.limits)
  const nothing = problem !== undefined && content.length === 0
  const name = header.name || innerName(context.name)
  const member = { name, bytes: nothing ? null : content, wasted: nothing ? inflated : 0 }
  yield* readMembers([{ ...member, ...(problem ? { problem } : {}) }], context)
}

/**
 * The contents of all members, one after the other, as gzip itself joins them. Node's own reader of gzip gives
 * nothing at all of a small file with something behind its end.
 * @throws {ProblemError} `corrupt`, `too-large`.
 */
async function* inflate(bytes: Uint8Array, limits: Limits): AsyncGenerator<Uint8Array> {
  let size = 0
  let count = 0
  for (let at = 0; ; ) {
    if (++count > limits.entries) throw tooManyMembers(limits.entries)
    at += readHeader(bytes.subarray(at)).length
    const inflater = createInflateRaw({ chunkSize: 64 * 1024 })
    let sum = 0
    try {
      inflater.end(bytes.subarray(at))
      for await (const piece of inflater as AsyncIterable<Buffer>) {
        size += piece.byteLength
        if (size > ratioFrom && size > limits.ratio * bytes.byteLength) throw ratioTooLarge(limits)
        sum = crc32(piece, sum)
        yield piece
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error
      throw corrupt(error instanceof Error ? error.message : typeof error, error)
    } finally {
      inflater.destroy()
    }
    at += inflater.bytesWritten
    const trailer = Buffer.from(bytes.subarray(at, at + trailerBytes))
    if (trailer.length < trailerBytes) throw corrupt('cut short')
    if (trailer.readUInt32LE(0) !== sum) throw corrupt('checksum differs')
    at += trailerBytes
    // Archivers pad with zeros; anything else after the end no reader shows.
    if (bytes[at] === 0x1f && bytes[at + 1] === 0x8b) continue
    if (bytes.subarray(at).some(byte => byte !== 0)) throw corrupt('data after its end')
    return
  }
}

/** Empty strings where the header has none or is cut short. */
function readHeader(bytes: Uint8Array): { name: string; comment: string; length: number } {
  const flags = bytes[3] ?? 0
  let at = fixedHeader
  if (flags & flag.extra) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  const text = (present: boolean): string => {
    if (!present) return ''
    const end = bytes.indexOf(0, at)
    if (end < 0) return ''
    const raw = bytes.subarray(at, end)
    at = end + 1
    return decodeName(raw)
  }
  const name = printableName(text((flags & flag.name) !== 0))
  const comment = text((flags & flag.comment) !== 0)
  return { name, comment, length: at + (flags & flag.crc ? 2 : 0) }
}

function corrupt(reason: string, cause?: unknown): ProblemError {
  return new ProblemError('corrupt', { reason: `gzip: ${reason}` }, { cause })
}
