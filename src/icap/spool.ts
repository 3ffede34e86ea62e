/** Where bodies wait until they are screened: little ones in memory, the rest in files that only this process can reach. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import path from 'node:path'

const writeBytes = 65_536

/** The spools of one message: what they hold in memory together is bounded, and all of them end together. */
export class SpoolRoom {
  readonly #folder: string
  readonly #spools: Spool[] = []
  #memoryLeft: number
  #disposed = false

  /** @param memoryBytes what all spools of this room may hold in memory. */
  constructor(folder: string, memoryBytes: number) {
    this.#folder = folder
    this.#memoryLeft = memoryBytes
  }

  /** @param limit bytes that are kept; what comes after is counted and dropped. */
  open(limit: number): Spool {
    if (this.#disposed) throw new Error('the spools are closed')
    const spool = new Spool(limit, {
      file: path.join(this.#folder, randomUUID()),
      claim: bytes => {
        if (bytes > this.#memoryLeft) return false
        this.#memoryLeft -= bytes
        return true
      },
    })
    this.#spools.push(spool)
    return spool
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    await Promise.all(this.#spools.map(each => each.dispose()))
  }
}

interface Storage {
  readonly file: string
  /** Takes memory from the room's budget, if there is enough. */
  readonly claim: (bytes: number) => boolean
}

export class Spool {
  readonly #limit: number
  readonly #storage: Storage
  /** All of it; once there is a file, what has not been written to it. */
  #pieces: Uint8Array[] = []
  #file: FileHandle | null = null
  #size = 0
  #unwritten = 0
  #disposed = false

  /** Use {@link SpoolRoom.open}. */
  constructor(limit: number, storage: Storage) {
    this.#limit = limit
    this.#storage = storage
  }

  /** Bytes written, also those that were dropped. */
  get size(): number {
    return this.#size
  }

  /** More came than may be kept: what is kept is not the whole. */
  get isCut(): boolean {
    return this.#size > this.#limit
  }

  /** Calls must wait for each other. */
  async write(piece: Uint8Array): Promise<void> {
    if (this.#disposed) throw new Error('the spool is closed')
    const kept = piece.subarray(0, Math.max(0, this.#limit - this.#size))
    this.#size += piece.length
    if (kept.length === 0) return
    if (!this.#file) {
      if (this.#storage.claim(kept.length)) {
        // A copy: the piece is a view on a packet that would stay in memory with it.
        this.#pieces.push(Uint8Array.from(kept))
        return
      }
      const file = await open(this.#storage.file, 'wx+', 0o600)
      this.#file = file
      // Without its name it ends with this process, however that ends.
      await rm(this.#storage.file)
      if (this.#disposed) await file.close()
    }
    this.#pieces.push(Uint8Array.from(kept))
    this.#unwritten += kept.length
    if (this.#unwritten >= writeBytes) await this.#flush()
  }

  /** Chunks are small, and a write for each would take longer than the network. */
  async #flush(): Promise<void> {
    if (!this.#file || this.#pieces.length === 0) return
    const pieces = this.#pieces
    this.#pieces = []
    this.#unwritten = 0
    await this.#file.appendFile(Buffer.concat(pieces))
  }

  /** What is kept, in pieces. */
  async *read(): AsyncGenerator<Uint8Array> {
    await this.#flush()
    if (!this.#file) {
      yield* this.#pieces
      return
    }
    for (let at = 0; ; ) {
      const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(writeBytes), 0, writeBytes, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }

  /** What is kept, at once. */
  async bytes(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    for await (const piece of this.read()) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    this.#pieces = []
    await this.#file?.close()
  }
}

/** A folder that only this user can enter, for the files of all rooms; removed when the server ends. */
export function makeSpoolFolder(parent: string): Promise<string> {
  return mkdtemp(path.join(parent, 'baoshen-icap-'))
}
