/**
 * The signed head of the ledger, kept outside the database: whoever can change the database alone cannot cut the
 * chain's end off unseen. Written after each commit; it may lag by what was committed when the power went, never lead.
 * Two services on one PostgreSQL may share it: neither puts it back to where the other has been past.
 */
import { randomUUID, sign, verify } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { SigningKey } from '../vault/keys.ts'
import type { Position } from './chain.ts'

export const headFile = 'ledger-head.json'

export interface Head extends Position {
  readonly at: string
}

const messageOf = ({ seq, hash, at }: Head) => Buffer.from(JSON.stringify([seq, hash, at]))

export class LedgerHead {
  readonly #file: string
  readonly #key: SigningKey
  #newest: Position = { seq: -1, hash: '' }
  #written = -1
  #writing: Promise<void> | null = null

  constructor(folder: string, key: SigningKey) {
    this.#file = path.join(folder, headFile)
    this.#key = key
  }

  /** The head as last signed; null when there is none, `false` when its signature is not ours. */
  async read(): Promise<Head | null | false> {
    let text: string
    try {
      text = await readFile(this.#file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
    try {
      const { signature, ...head } = JSON.parse(text) as Head & { signature: string }
      const isOurs = verify(null, messageOf(head), this.#key.publicKey, Buffer.from(signature, 'base64'))
      return isOurs ? head : false
    } catch {
      return false
    }
  }

  /** Resolves when a head at or after `position` is on the disk. Calls that come together share one write. */
  async write(position: Position): Promise<void> {
    if (position.seq > this.#newest.seq) this.#newest = position
    while (this.#written < position.seq) {
      this.#writing ??= this.#writeNewest().finally(() => {
        this.#writing = null
      })
      await this.#writing
    }
  }

  async #writeNewest(): Promise<void> {
    const head: Head = { ...this.#newest, at: new Date().toISOString() }
    const present = await this.read()
    if (present && present.seq > head.seq) {
      this.#written = head.seq
      return
    }
    const signature = sign(null, messageOf(head), this.#key.privateKey).toString('base64')
    // Containers that share a folder may all be process 1.
    const temporary = `${this.#file}.${randomUUID()}`
    const handle = await open(temporary, 'w', 0o600)
    await handle.writeFile(`${JSON.stringify({ ...head, signature })}\n`)
    await handle.sync()
    await handle.close()
    await rename(temporary, this.#file)
    this.#written = head.seq
  }
}
