/** Judges by other rules what was read before: nothing is fetched, opened or recognised again. */
import { type Problem, problemSchema } from '../document/problem.ts'
import type { RescanContentTable } from '../store/rescan-schema.ts'
import type { RescanContext } from './context.ts'
import { keptReading } from './state/contents.ts'
import type { Judged } from './step.ts'

/** @returns null when the text is not kept, or the child was lost over it: then it has to be read. */
export async function rematch(
  { run, sealer, screener }: RescanContext,
  content: RescanContentTable,
  signal: AbortSignal,
): Promise<Judged | null> {
  const parts = keptReading(content, run, sealer)
  if (parts === null) return null
  const startedAt = performance.now()
  const findings = await (await screener()).judge({ type: content.type, parts }, { signal })
  if (findings === null) return null
  const problems: Problem[] = problemSchema.array().parse(JSON.parse(content.problems))
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
