/** Judges by other rules what was read before: nothing is fetched, opened or recognised again. */
import { keptProblemSchema } from '../document/problem.ts'
import { linesOf } from '../extract/text.ts'
import type { RescanContentTable } from '../store/rescan-schema.ts'
import type { RescanContext } from './context.ts'
import { keptReading } from './state/contents.ts'
import type { Judged } from './step.ts'

/** What the extractors call the part that is the document's own name. */
const namePart = 'file name'

/**
 * @param name of the document now: the text may have been kept of another one with the same bytes.
 * @returns null when the text is not kept, or the child was lost over it: then it has to be read.
 */
export async function rematch(
  { run, sealer, screener }: RescanContext,
  content: RescanContentTable,
  name: string,
  signal: AbortSignal,
): Promise<Judged | null> {
  const kept = keptReading(content, run, sealer)
  if (kept === null) return null
  const parts = kept.map(part =>
    part.label === namePart ? { ...part, lines: linesOf(name, 'filename') } : part,
  )
  const startedAt = performance.now()
  const findings = await (await screener()).judge({ type: content.type, parts }, { signal })
  if (findings === null) return null
  const problems = keptProblemSchema.array().parse(JSON.parse(content.problems))
  return {
    type: content.type,
    bytes: content.bytes,
    parts: content.parts,
    ocrParts: content.ocrParts,
    problems,
    findings,
    durationMs: performance.now() - startedAt,
    reading: 'as-before',
  }
}
