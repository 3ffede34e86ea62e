/** One file, opened strictly and, where that fails, leniently. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { ProblemError, type Wording } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import { type Mode, type OpenPdf, openPdf } from './open.ts'

/** The file as opened strictly and, only once that is needed, leniently. */
export class Documents {
  readonly #bytes: Uint8Array
  readonly #context: ExtractContext
  readonly #open = new Map<Mode, Promise<OpenPdf>>()

  constructor(bytes: Uint8Array, context: ExtractContext) {
    this.#bytes = bytes
    this.#context = context
  }

  strict(): Promise<OpenPdf> {
    return this.#get('strict')
  }

  lenient(): Promise<OpenPdf> {
    return this.#get('lenient')
  }

  /** @returns the errors that pdf.js dropped while it repaired the file. */
  async close(): Promise<unknown[]> {
    const stray: unknown[] = []
    for (const opened of this.#open.values()) {
      const document = await opened.catch(() => null)
      if (document) stray.push(...(await document.close()))
    }
    return stray
  }

  #get(mode: Mode): Promise<OpenPdf> {
    const known = this.#open.get(mode)
    if (known) return known
    const opening = openPdf(this.#bytes, this.#context.limits, mode)
    this.#open.set(mode, opening)
    return opening
  }
}

/** Opens what is left of a damaged file, and says that it is damaged. */
export async function openWhole(
  documents: Documents,
  damage: Wording | null,
  context: ExtractContext,
): Promise<PDFDocumentProxy> {
  try {
    const { pdf } = await documents.strict()
    if (damage !== null) context.problem('corrupt', { reason: damage })
    return pdf
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'corrupt') throw error
    const reason = damage ?? error.details.reason ?? ''
    const { pdf } = await documents.lenient().catch(() => {
      throw new ProblemError('corrupt', { reason }, { cause: error })
    })
    context.problem('corrupt', { reason })
    return pdf
  }
}
