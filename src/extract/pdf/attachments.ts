/** Files that are attached to a PDF as a whole or to a note on one of its pages: documents of their own. */
import { createHash } from 'node:crypto'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { reasonOf } from './open.ts'

/** What pdf.js says about an attached file. */
export interface AttachedFile {
  readonly filename?: string
  readonly rawFilename?: string
  readonly description?: string
}

/** A file that can be asked for by its key. */
export interface Attachment {
  readonly key: string
  readonly file: AttachedFile
}

/** What attached files hold, to tell which were read already. */
export class KnownFiles {
  readonly #hashes = new Set<string>()

  /** @returns whether the content was not known before. */
  add(content: Uint8Array): boolean {
    const hash = createHash('sha256').update(content).digest('base64')
    const isNew = !this.#hashes.has(hash)
    this.#hashes.add(hash)
    return isNew
  }
}

/** Reads attached files, each once, under names that tell them apart. */
export class AttachmentReader {
  readonly #pdf: PDFDocumentProxy
  readonly #context: ExtractContext
  readonly #names = new Map<string, number>()
  readonly #done = new Set<string>()
  readonly #known: KnownFiles
  /** The revision whose files are read, of which only unknown ones count; null for the document as it stands. */
  readonly #revision: string | null

  constructor(
    pdf: PDFDocumentProxy,
    known: KnownFiles,
    context: ExtractContext,
    revision: string | null = null,
  ) {
    this.#known = known
    this.#revision = revision
    this.#pdf = pdf
    this.#context = context
  }

  /** @param label of the part they belong to, for problems. */
  async *read(attachments: readonly Attachment[], label: string): AsyncGenerator<ExtractedPart> {
    for (const { key, file } of attachments) {
      if (this.#done.has(key)) continue
      this.#done.add(key)
      const name = this.#nameFor(file.filename || key || 'attachment')
      const content = await this.#content(key, name, label)
      if (!content) continue
      const isNew = this.#known.add(content)
      if (this.#revision === null) yield* this.#context.nested(content, name)
      else if (isNew) yield* this.#context.nested(content, `${this.#revision}/${name}`)
    }
  }

  async #content(key: string, name: string, label: string): Promise<Uint8Array | null> {
    const missing = { zh: '附件内容缺失', en: 'the content of the attachment is missing' }
    try {
      const content = (await this.#pdf.getAttachmentContent(key)) as Uint8Array | null | undefined
      if (content) return content
      this.#context.problem('part-unread', { part: name, reason: missing }, label)
    } catch (error) {
      this.#context.problem('part-unread', { part: name, reason: reasonOf(error) }, label)
    }
    return null
  }

  #nameFor(name: string): string {
    const count = (this.#names.get(name) ?? 0) + 1
    this.#names.set(name, count)
    if (count === 1) return name
    const dot = name.lastIndexOf('.')
    return dot > 0 ? `${name.slice(0, dot)} (${count})${name.slice(dot)}` : `${name} (${count})`
  }
}

/** Files of the document's own list. */
export async function attachmentsOf(pdf: PDFDocumentProxy): Promise<Attachment[]> {
  const files = (await pdf.getAttachments()) as ReadonlyMap<string, AttachedFile> | null
  return [...(files ?? [])].map(([key, file]) => ({ key, file }))
}

/** Names and descriptions, in channels `filename` and `metadata`. */
export function attachmentLines(attachments: readonly Attachment[]): Line[] {
  return attachments.flatMap(({ key, file }) => {
    const name = file.filename ?? key
    const names = [...new Set([file.rawFilename ?? name, name])].filter(text => text.trim() !== '')
    const lines = names.map((text): Line => ({ text, channel: 'filename', box: null, confidence: 1 }))
    const description = file.description?.trim()
    return description
      ? [...lines, { text: `Description: ${description}`, channel: 'metadata', box: null, confidence: 1 }]
      : lines
  })
}
