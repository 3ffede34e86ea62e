/** From the bytes of an item to what they are found to be: known from elsewhere, judged by kept text, or screened. */
import { hash } from 'node:crypto'
import type { Part } from '../document/document.ts'
import type { RescanContentTable, RescanItemTable } from '../store/rescan-schema.ts'
import type { RescanContext } from './context.ts'
import { rematch } from './rematch.ts'
import { canTryAgain, tryAgain } from './retries.ts'
import type { Fetched } from './site-source.ts'
import { findContent, isKnown } from './state/contents.ts'
import type { Judged, Result } from './step.ts'

type FetchedContent = Fetched & { readonly kind: 'content' }

/** What was found out about bytes; `judged` is null when the state has it. */
export interface Looked {
  readonly how: 'screened' | 'reused' | 'rematched'
  readonly judged: Judged | null
  readonly isLost: boolean
}

/** Problems that tell of the child process and not of the document. */
const losses: ReadonlySet<string> = new Set(['crashed', 'timeout', 'out-of-memory'])

/** @returns null when it was given up at `signal`. */
export async function judgeContent(
  context: RescanContext,
  item: RescanItemTable,
  fetched: FetchedContent,
  signal: AbortSignal,
): Promise<Result | null> {
  const { atWork } = context
  const sha256 = hash('sha256', fetched.bytes, 'hex')
  const id = context.contentIds.idOf(sha256, fetched.name)
  const elsewhere = atWork.get(id)
  const work = elsewhere ?? lookAt(context, item, id, fetched, signal)
  if (!elsewhere) atWork.set(id, work)
  let looked: Looked | null = null
  try {
    looked = await work
  } finally {
    // A judgement leaves the list when it is recorded: until then the state does not know it.
    if (!elsewhere && !looked?.judged) atWork.delete(id)
  }
  if (signal.aborted) return null
  if (!looked) return tryAgain(item, 'child')
  const { name, title, validator, found, bytes } = fetched
  return {
    kind: 'content',
    // The step of whoever judged it was made before this one, and is recorded before it.
    how: elsewhere ? 'reused' : looked.how,
    content: { id, sha256, name, title, validator, isLost: looked.isLost },
    judged: elsewhere ? null : looked.judged,
    found,
    bytes: bytes.length,
  }
}

/** @returns null when it is to be tried again, or was given up. */
async function lookAt(
  context: RescanContext,
  item: RescanItemTable,
  id: string,
  fetched: FetchedContent,
  signal: AbortSignal,
): Promise<Looked | null> {
  const { db, run } = context
  const { name } = fetched
  const known = await findContent(db, id)
  if (known && isKnown(known, run)) return { how: 'reused', judged: null, isLost: known.isLost === 1 }
  const rejudged = known ? await rematch(context, known, name, signal) : null
  if (rejudged) return { how: 'rematched', judged: rejudged, isLost: false }
  const judged = await screen(context, fetched, signal)
  if (!judged) return null
  const isLost = judged.problems.some(({ code }) => losses.has(code))
  if (isLost && canTryAgain(item, triesFor(known))) return null
  return { how: 'screened', judged, isLost }
}

/** What was lost in an earlier run gets one try a run, to see whether it still takes its child down. */
function triesFor(known: RescanContentTable | undefined): number | undefined {
  return known?.isLost === 1 ? 1 : undefined
}

async function screen(
  { screener, keepsText, onPart }: RescanContext,
  { bytes, name, mayBeEmpty }: FetchedContent,
  signal: AbortSignal,
): Promise<Judged | null> {
  const opened = await screener()
  const parts: Part[] = []
  const screening = await opened.screen(
    { name, bytes, mayBeEmpty },
    {
      stopAtFirst: false,
      signal,
      onPart: (label, part) => {
        if (keepsText) parts.push(part)
        onPart?.(name, label)
      },
    },
  )
  return signal.aborted ? null : { ...screening, reading: keepsText ? parts : null }
}
