/** What a rescan keeps of the words it has read, encrypted within the columns of the state. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { unwrapKey, wrapKey } from '../../vault/cipher.ts'

export class Sealer {
  readonly #key: Buffer

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key
  }

  /** @param context what it belongs to; must be the same again to open it. */
  seal(value: unknown, context: string): string {
    return wrapKey(deflateRawSync(JSON.stringify(value)), this.#key, context)
  }

  /** Null when it was sealed with another key: what cannot be opened is as good as not kept. */
  open(sealed: string, context: string): unknown {
    try {
      return JSON.parse(inflateRawSync(unwrapKey(sealed, this.#key, context)).toString('utf8'))
    } catch {
      return null
    }
  }
}
