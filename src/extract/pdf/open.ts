/** Opens bytes with pdf.js: in process, silent, with every resource from the installed package and nothing fetched. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import {
  getDocument,
  InvalidPDFException,
  PasswordException,
  type PDFDocumentProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import { GlyphOutlines } from './glyph-outlines.ts'
import { onStrayRejection } from './stray-rejections.ts'

const require = createRequire(import.meta.url)
const packageFolder = dirname(require.resolve('pdfjs-dist/package.json')).replaceAll('\\', '/')

/** `strict` makes pdf.js report what it would otherwise skip in silence; `lenient` reads what is left. */
export type Mode = 'strict' | 'lenient'

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy
  /** What the glyphs of its fonts look like, as far as pages have been read. */
  readonly outlines: GlyphOutlines
  /** The error that cut short what was streamed since the last call, or null. */
  streamError(): unknown
  /** Frees everything. @returns the errors that pdf.js dropped while it repaired the file. */
  close(): Promise<unknown[]>
}

/** pdf.js's number for "this stream ended with an error" (StreamKind in its message handler). */
const streamFailed = 5

/**
 * @param bytes left untouched: pdf.js takes ownership of what it is given, so it gets a copy (a plain one: it
 *   refuses Buffers).
 * @throws {ProblemError} `encrypted` when a password is needed to open it, `corrupt` when it is no readable PDF.
 */
export async function openPdf(bytes: Uint8Array, limits: Limits, mode: Mode): Promise<OpenPdf> {
  const worker = new PDFWorker({ verbosity: VerbosityLevel.ERRORS })
  await worker.promise
  const errors = streamErrors(worker)
  const stray: unknown[] = []
  const stopListening = onStrayRejection(error => stray.push(error))
  const task = getDocument({
    data: new Uint8Array(bytes),
    worker,
    cMapUrl: `${packageFolder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${packageFolder}/standard_fonts/`,
    wasmUrl: `${packageFolder}/wasm/`,
    iccUrl: `${packageFolder}/iccs/`,
    verbosity: VerbosityLevel.ERRORS,
    stopAtErrors: mode === 'strict',
    maxImageSize: limits.pixels,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  })
  async function close() {
    await task.destroy()
    worker.destroy()
    await stopListening()
    return stray
  }
  try {
    return {
      pdf: await task.promise,
      outlines: new GlyphOutlines(),
      streamError: () => errors.splice(0)[0] ?? null,
      close,
    }
  } catch (error) {
    await close()
    if (error instanceof PasswordException) throw new ProblemError('encrypted', {}, { cause: error })
    throw new ProblemError('corrupt', { reason: reasonOf(error) }, { cause: error })
  }
}

/**
 * An operator list that breaks off is handed over by `getOperatorList` as if it were whole (pdf.js 6.5,
 * `_pumpOperatorList`); only the message between its two halves tells.
 */
function streamErrors(worker: PDFWorker): unknown[] {
  const errors: unknown[] = []
  const port = worker.port as unknown as EventTarget
  port.addEventListener('message', event => {
    const { data } = event as Event & { data: { stream?: number; reason?: unknown } }
    if (data.stream === streamFailed) errors.push(data.reason ?? new Error('stream failed'))
  })
  return errors
}

/** pdf.js's own short message, never text of the document. */
export function reasonOf(error: unknown): string {
  if (error instanceof InvalidPDFException) return 'not a readable PDF'
  // What comes over the message channel is an error's copy, no longer an Error.
  const message =
    error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : ''
  return message === '' ? 'unknown cause' : message.slice(0, 120)
}
