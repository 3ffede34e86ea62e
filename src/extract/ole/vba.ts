/** The source code of macros (MS-OVBA): which streams hold modules, and their compression. */
import { ProblemError } from '../../document/problem.ts'
import { decodeCodePage } from '../legacy/code-page.ts'
import type { CompoundFile } from './compound-file.ts'

export interface MacroModule {
  readonly name: string
  readonly source: string
}

/** Records of the `dir` stream (2.3.4.2). */
const codePageRecord = 0x0003
const versionRecord = 0x0009
const streamNameRecord = 0x001a
const streamNameWideRecord = 0x0032
const offsetRecord = 0x0031

/**
 * The modules of one VBA project.
 * @param folder path of the storage with the stream `dir`.
 * @param spend is told how many bytes were decompressed.
 * @throws {ProblemError} `corrupt`.
 */
export function* macroModules(
  file: CompoundFile,
  folder: string,
  spend: (bytes: number) => void,
): Generator<MacroModule> {
  const inFolder = (name: string) => file.find(folder === '' ? name : `${folder}/${name}`)
  const dir = inFolder('dir')
  if (!dir) return
  const table = decompress(file.read(dir).bytes, spend)
  const { codePage, modules } = readTable(table)
  for (const { streamName, offset } of modules) {
    const entry = inFolder(streamName)
    if (!entry) throw corrupt(`no module ${streamName}`)
    const source = decompress(file.read(entry).bytes.subarray(offset), spend)
    yield { name: streamName, source: decodeCodePage(source, codePage) }
  }
}

interface ModuleRow {
  streamName: string
  offset: number
}

function readTable(table: Uint8Array): { codePage: number; modules: ModuleRow[] } {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength)
  const modules: ModuleRow[] = []
  let codePage = 1252
  let at = 0
  while (at + 6 <= table.byteLength) {
    const id = view.getUint16(at, true)
    // The one record whose size is a lie: it is followed by two bytes more (2.3.4.2.1.11).
    const size = view.getUint32(at + 2, true) + (id === versionRecord ? 2 : 0)
    const data = table.subarray(at + 6, at + 6 + size)
    const module = modules.at(-1)
    if (id === codePageRecord && data.byteLength >= 2) {
      codePage = view.getUint16(at + 6, true)
    } else if (id === streamNameRecord) {
      modules.push({ streamName: decodeCodePage(data, codePage), offset: 0 })
    } else if (id === streamNameWideRecord && module) {
      module.streamName = Buffer.from(data).toString('utf16le')
    } else if (id === offsetRecord && module && data.byteLength === 4) {
      module.offset = view.getUint32(at + 6, true)
    }
    at += 6 + size
  }
  return { codePage, modules }
}

/** A container of chunks of 4096 bytes (2.4.1.3); each token copies from at most one chunk back. */
function decompress(container: Uint8Array, spend: (bytes: number) => void): Uint8Array {
  if (container[0] !== 1) throw corrupt('no compressed container')
  const chunks: Uint8Array[] = []
  let at = 1
  while (at + 2 <= container.byteLength) {
    const header = u16(container, at)
    const end = Math.min(container.byteLength, at + (header & 0xfff) + 3)
    const body = container.subarray(at + 2, end)
    const chunk = (header & 0x8000) === 0 ? body : decompressChunk(body)
    spend(chunk.byteLength)
    chunks.push(chunk)
    at = end
  }
  return new Uint8Array(Buffer.concat(chunks))
}

const chunkBytes = 4096

function decompressChunk(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(chunkBytes)
  let length = 0
  let at = 0
  while (at < body.byteLength) {
    const flags = body[at++] ?? 0
    for (let bit = 0; bit < 8 && at < body.byteLength && length < chunkBytes; bit++) {
      if ((flags & (1 << bit)) === 0) {
        out[length++] = body[at++] ?? 0
        continue
      }
      if (at + 2 > body.byteLength) return out.subarray(0, length)
      const token = u16(body, at)
      at += 2
      // The further in the chunk, the more bits the distance takes (2.4.1.3.19.1).
      const distanceBits = Math.max(4, 32 - Math.clz32(Math.max(1, length - 1)))
      const count = (token & (0xffff >> distanceBits)) + 3
      const distance = (token >> (16 - distanceBits)) + 1
      if (distance > length) throw corrupt('a copy from before its chunk')
      for (let i = 0; i < count && length < chunkBytes; i++, length++) {
        out[length] = out[length - distance] ?? 0
      }
    }
  }
  return out.subarray(0, length)
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}

function corrupt(reason: string): ProblemError {
  return new ProblemError('corrupt', { reason: `VBA: ${reason}` })
}
