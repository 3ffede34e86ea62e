/** A list of addresses, one a line; each is read, and what its pages show and attach. */
import { createInterface } from 'node:readline'
import type { Fetched, Previous, Reference, SiteSource } from '../site-source.ts'
import { canonicalUrl } from './canonical-url.ts'
import type { WebReader } from './web-reader.ts'

/** Canonical addresses of a list in its order; what is none comes as it stands and is then said to be none. */
export async function* readList(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const failed = new Promise<never>((_, reject) => input.once('error', reject))
  failed.catch(() => {})
  // Lines of a stream that fails just end.
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([lines.next(), failed])
    if (next.done) return
    const text = next.value.replace(/^\uFEFF/, '').trim()
    if (text !== '' && !text.startsWith('#')) yield canonicalUrl(text) ?? text
  }
}

export class ListSource implements SiteSource {
  readonly name: string
  readonly #read: () => AsyncIterable<string> | Iterable<string>
  readonly #reader: WebReader
  readonly #close: () => Promise<void>

  /** @param read the addresses, from the beginning each time. */
  constructor(
    name: string,
    read: () => AsyncIterable<string> | Iterable<string>,
    reader: WebReader,
    close: () => Promise<void>,
  ) {
    this.name = name
    this.#read = read
    this.#reader = reader
    this.#close = close
  }

  async *seeds(signal: AbortSignal): AsyncGenerator<Reference> {
    for await (const address of this.#read()) {
      signal.throwIfAborted()
      const canonical = canonicalUrl(address)
      yield canonical === null
        ? { id: address, url: null, validator: null }
        : { ...this.#reader.reference(canonical), id: address }
    }
  }

  fetch(reference: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched> {
    return this.#reader.read(reference, previous, signal)
  }

  close(): Promise<void> {
    return this.#close()
  }
}
