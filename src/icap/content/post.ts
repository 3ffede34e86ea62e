/** What is to be screened of one HTTP message: documents, and why there may be more that could not be got at. */
import type { Reason } from './reasons.ts'

/** One thing for the screener. */
export interface Item {
  /** A file's name as its sender gave it, without folders; `''` for texts that have none. */
  readonly name: string
  readonly size: number
  /** A text without pictures, which is read in no time: it does not wait for documents that take long. */
  readonly isQuick: boolean
  readonly bytes: () => Promise<Uint8Array>
}

export interface Post {
  readonly items: readonly Item[]
  /** Not empty: the answer is no, whatever the items hold. */
  readonly reasons: readonly Reason[]
}

export interface ContentLimits {
  /** One body, also after its content encoding is undone. */
  readonly bodyBytes: number
  /** A form's text fields, or a JSON body, which are taken apart in this process. */
  readonly textBytes: number
  /** Files of one message; texts may be more. */
  readonly items: number
}

/** Page builders save a page as hundreds of snippets of HTML: texts may be more than files by this factor. */
const textsForOneFile = 10
/** A longer text takes its turn with the documents. */
export const quickCharacters = 500_000

/** Gathers what a message holds, within the limit of items. */
export class PostBuilder {
  readonly #files: Item[] = []
  readonly #snippets: Item[] = []
  readonly #reasons = new Map<string, Reason>()
  readonly #texts: string[] = []
  readonly limits: ContentLimits

  constructor(limits: ContentLimits) {
    this.limits = limits
  }

  add(item: Omit<Item, 'isQuick'> & { readonly isQuick?: boolean }): void {
    const added: Item = { isQuick: false, ...item }
    const list = added.isQuick ? this.#snippets : this.#files
    const limit = added.isQuick ? this.limits.items * textsForOneFile : this.limits.items
    if (list.length < limit) list.push(added)
    else this.refuse({ code: 'too-many-parts', details: { limit } })
  }

  addBytes(name: string, bytes: Uint8Array, isQuick = false): void {
    this.add({ name, size: bytes.length, isQuick, bytes: async () => bytes })
  }

  /** Plain texts are screened together: a form has many small ones. */
  addText(text: string): void {
    this.#texts.push(text)
  }

  refuse(reason: Reason): void {
    this.#reasons.set(reason.code, reason)
  }

  build(): Post {
    const text = this.#texts.join('\n\n')
    if (text.trim() !== '') this.addBytes('', Buffer.from(text), text.length <= quickCharacters)
    return { items: [...this.#files, ...this.#snippets], reasons: [...this.#reasons.values()] }
  }
}
