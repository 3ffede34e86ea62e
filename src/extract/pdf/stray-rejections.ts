/**
 * pdf.js repairs a broken cross-reference table on a second try, but leaves a rejected promise of the first try
 * behind (6.5, `PDFDocument.checkFirstPage`). Node ends the process for that. While a PDF is open, such
 * rejections are handed to its reader instead; those of anything else end the process as ever.
 */
type Listener = (error: unknown) => void

const listeners = new Set<Listener>()

function onRejection(reason: unknown): void {
  if (!comesFromPdfjs(reason)) {
    if (process.listenerCount('unhandledRejection') > 1) return
    throw reason
  }
  for (const listener of listeners) listener(reason)
}

/** @returns a function that stops listening, to be called once nothing can be rejected any more. */
export function onStrayRejection(listener: Listener): () => Promise<void> {
  if (listeners.size === 0) process.on('unhandledRejection', onRejection)
  listeners.add(listener)
  return async () => {
    // Node reports a rejection after the microtasks that follow it.
    await new Promise(resolve => setImmediate(resolve))
    listeners.delete(listener)
    if (listeners.size === 0) process.off('unhandledRejection', onRejection)
  }
}

function comesFromPdfjs(reason: unknown): boolean {
  return reason instanceof Error && (reason.stack ?? '').includes('pdfjs-dist')
}
