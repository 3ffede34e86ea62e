/**
 * Reads OLE compound files (MS-CFB): legacy Office documents, embedded objects, macros. Written for hostile bytes:
 * nothing outside the buffer is read, every chain visits a sector at most once, the tree is walked without recursion.
 */
import { ProblemError } from '../../document/problem.ts'

export interface CompoundEntry {
  /** Names from the root, `/` between them: `ObjectPool/_1234/\u0001Ole10Native`. Names cannot hold `/` (2.6.1). */
  readonly path: string
  readonly name: string
  readonly kind: 'storage' | 'stream'
  /** As declared, for streams. */
  readonly size: number
  /** Of the program that made a storage, 32 hex digits in file order; all zero when there is none. */
  readonly clsid: string
}

export interface StreamContent {
  readonly bytes: Uint8Array
  /** False when the file ends, or its chain breaks, before the declared size. */
  readonly complete: boolean
}

export interface CompoundFile {
  /** The storages and streams in tree order, then what is in the directory but not in the tree (deleted, orphaned). */
  readonly entries: readonly CompoundEntry[]
  /** The root storage's. */
  readonly clsid: string
  /** Without regard to case, as the format compares names. */
  find(path: string): CompoundEntry | undefined
  /** The content of a stream, as far as it can be had; a copy, never larger than the file. */
  read(entry: CompoundEntry): StreamContent
}

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const headerBytes = 512
const lastRegularSector = 0xfffffffa
const endOfChain = 0xfffffffe
const noStream = 0xffffffff
const directoryEntryBytes = 128
/** 200 MB of directory would be 1.6 million; no real file comes near. */
const maxEntries = 100_000

interface DirectoryEntry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly clsid: string
  readonly start: number
  readonly size: number
}

/** @throws {ProblemError} `corrupt` when there is no readable directory. */
export function openCompoundFile(bytes: Uint8Array): CompoundFile {
  const sectors = new Sectors(bytes)
  const directory = readDirectory(sectors)
  const root = directory[0]
  if (root?.type !== 5) throw corrupt('no root storage')
  const mini = sectors.read(root.start, root.size).bytes
  const miniTable = sectors.miniTable()
  const starts = new Map<CompoundEntry, number>()
  const entries: CompoundEntry[] = []
  for (const { index, folder } of walk(directory)) {
    const { name, type, size, clsid, start } = directory[index] as DirectoryEntry
    const path = folder === '' ? name : `${folder}/${name}`
    const entry: CompoundEntry = { path, name, kind: type === 1 ? 'storage' : 'stream', size, clsid }
    entries.push(entry)
    starts.set(entry, start)
  }
  const byPath = new Map(entries.toReversed().map(entry => [entry.path.toLowerCase(), entry]))
  return {
    entries,
    clsid: root.clsid,
    find: path => byPath.get(path.toLowerCase()),
    read(entry) {
      const start = starts.get(entry)
      if (start === undefined || entry.kind === 'storage') return { bytes: new Uint8Array(), complete: false }
      if (entry.size >= sectors.miniCutoff) return sectors.read(start, entry.size)
      return readChain(start, entry.size, {
        unit: sectors.miniSectorBytes,
        next: sector => miniTable[sector] ?? endOfChain,
        at: sector => mini.subarray(sector * sectors.miniSectorBytes, (sector + 1) * sectors.miniSectorBytes),
      })
    },
  }
}

interface Chain {
  readonly unit: number
  next(sector: number): number
  at(sector: number): Uint8Array
}

function readChain(start: number, size: number, chain: Chain): StreamContent {
  const pieces: Uint8Array[] = []
  const visited = new Set<number>()
  let count = 0
  let sector = start
  while (count < size && sector < lastRegularSector && !visited.has(sector)) {
    visited.add(sector)
    const piece = chain.at(sector).subarray(0, size - count)
    pieces.push(piece)
    count += piece.byteLength
    if (piece.byteLength === 0) break
    sector = chain.next(sector)
  }
  return { bytes: new Uint8Array(Buffer.concat(pieces)), complete: count === size }
}

/** The sectors of the file and their table (FAT); sector 0 follows the header. */
class Sectors {
  readonly miniCutoff: number
  readonly miniSectorBytes: number
  readonly directoryStart: number
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #sectorBytes: number
  readonly #table: readonly number[]
  readonly #wideSizes: boolean

  constructor(bytes: Uint8Array) {
    if (bytes.byteLength < headerBytes || !signature.every((byte, i) => bytes[i] === byte)) {
      throw corrupt('no compound file')
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const shift = view.getUint16(30, true)
    const miniShift = view.getUint16(32, true)
    if ((shift !== 9 && shift !== 12) || miniShift < 2 || miniShift >= shift) throw corrupt('sector size')
    this.#bytes = bytes
    this.#view = view
    this.#sectorBytes = 2 ** shift
    this.#wideSizes = shift === 12
    this.miniSectorBytes = 2 ** miniShift
    this.directoryStart = view.getUint32(48, true)
    this.miniCutoff = view.getUint32(56, true)
    this.#table = this.#readTable()
  }

  /** The bytes of a chain of sectors, up to `size`. */
  read(start: number, size: number): StreamContent {
    return readChain(start, size, {
      unit: this.#sectorBytes,
      next: sector => this.#table[sector] ?? endOfChain,
      at: sector => this.#sector(sector),
    })
  }

  /** The table of the small sectors inside the root's stream. */
  miniTable(): readonly number[] {
    return numbers(this.read(this.#view.getUint32(60, true), this.#bytes.byteLength).bytes)
  }

  /** Version 3 files may have rubbish in the upper half of a size (2.6.1). */
  streamSize(low: number, high: number): number {
    return this.#wideSizes ? high * 2 ** 32 + low : low
  }

  #sector(sector: number): Uint8Array {
    const start = (sector + 1) * this.#sectorBytes
    return this.#bytes.subarray(start, start + this.#sectorBytes)
  }

  /** 109 of the table's own sectors are named in the header, the rest in a chain of sectors. */
  #readTable(): number[] {
    const perSector = this.#sectorBytes / 4
    const own: number[] = []
    for (let i = 0; i < 109; i++) own.push(this.#view.getUint32(76 + 4 * i, true))
    const visited = new Set<number>()
    let sector = this.#view.getUint32(68, true)
    while (sector < lastRegularSector && !visited.has(sector)) {
      visited.add(sector)
      const list = numbers(this.#sector(sector))
      if (list.length < perSector) break
      for (const each of list.slice(0, -1)) own.push(each)
      sector = list.at(-1) ?? endOfChain
    }
    // A table sector named twice would multiply the table: every sector can be named once.
    const table: number[] = []
    const most = Math.ceil(this.#bytes.byteLength / this.#sectorBytes)
    for (const each of own) {
      if (table.length > most) break
      if (each >= lastRegularSector) continue
      for (const number of numbers(this.#sector(each))) table.push(number)
    }
    return table
  }
}

function numbers(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, i) => view.getUint32(4 * i, true))
}

function readDirectory(sectors: Sectors): DirectoryEntry[] {
  const { bytes } = sectors.read(sectors.directoryStart, maxEntries * directoryEntryBytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: DirectoryEntry[] = []
  for (let at = 0; at + directoryEntryBytes <= bytes.byteLength; at += directoryEntryBytes) {
    const nameBytes = Math.min(64, view.getUint16(at + 64, true))
    entries.push({
      name: Buffer.from(bytes.subarray(at, at + Math.max(0, nameBytes - 2))).toString('utf16le'),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      clsid: Buffer.from(bytes.subarray(at + 80, at + 96)).toString('hex'),
      start: view.getUint32(at + 116, true),
      size: sectors.streamSize(view.getUint32(at + 120, true), view.getUint32(at + 124, true)),
    })
  }
  return entries
}

/** Siblings form a search tree, children hang on their storage; then whatever the tree does not reach. */
function* walk(directory: readonly DirectoryEntry[]): Generator<{ index: number; folder: string }> {
  const visited = new Set([0])
  const open = [{ index: directory[0]?.child ?? noStream, folder: '', reached: false }]
  for (let step = open.pop(); step; step = open.pop()) {
    const entry = directory[step.index]
    if (!entry || (entry.type !== 1 && entry.type !== 2)) continue
    const { index, folder } = step
    if (step.reached) {
      yield { index, folder }
      continue
    }
    if (visited.has(index)) continue
    visited.add(index)
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    // In reverse: the left siblings come out first, then the entry, its children, the right siblings.
    open.push({ index: entry.right, folder, reached: false })
    // A path grows by its whole parent: a deep chain of storages would make the paths quadratic in size.
    if (entry.type === 1 && path.length < 4096)
      open.push({ index: entry.child, folder: path, reached: false })
    open.push({ index, folder, reached: true }, { index: entry.left, folder, reached: false })
  }
  for (const [index, entry] of directory.entries()) {
    if (!visited.has(index) && (entry.type === 1 || entry.type === 2)) yield { index, folder: '' }
  }
}

function corrupt(reason: string): ProblemError {
  return new ProblemError('corrupt', { reason: `OLE: ${reason}` })
}
