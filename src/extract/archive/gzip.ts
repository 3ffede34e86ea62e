/** Gzip (RFC 1952): one file, or several joined ones, with the name and comment its first header keeps. */
import { createGunzip } from 'node:zlib'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import type { Extractor } from '../extractor.ts'
import { decodeName, printableName } from '../package/entry-name.ts'
import { collect, ratioTooLarge } from './bounded-bytes.ts'
import { archiveText, readMembers } from './members.ts'
import { innerName } from './single-file.ts'

/** Bits of the header's FLG byte (RFC 1952, 2.3.1). */
const flag = { crc: 2, extra: 4, name: 8, comment: 16 }
const fixedHeader = 10
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

/** @throws {ProblemError} `corrupt`, `too-large`. */
async function* inflate(bytes: Uint8Array, limits: Limits): AsyncGenerator<Uint8Array> {
  const inflater = createGunzip({ chunkSize: 64 * 1024 })
  let size = 0
  try {
    inflater.end(bytes)
    for await (const piece of inflater as AsyncIterable<Buffer>) {
      size += piece.byteLength
      if (size > ratioFrom && size > limits.ratio * bytes.byteLength) throw ratioTooLarge(limits)
      yield piece
    }
    // Archivers pad with zeros; anything else after the end no reader shows.
    if (bytes.subarray(inflater.bytesWritten).some(byte => byte !== 0)) throw corrupt('data after its end')
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw corrupt(error instanceof Error ? error.message : typeof error, error)
  } finally {
    inflater.destroy()
  }
}

/** Empty strings where the header has none or is cut short. */
function readHeader(bytes: Uint8Array): { name: string; comment: string } {
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
  return { name, comment: text((flags & flag.comment) !== 0) }
}

function corrupt(reason: string, cause?: unknown): ProblemError {
  return new ProblemError('corrupt', { reason: `gzip: ${reason}` }, { cause })
}
