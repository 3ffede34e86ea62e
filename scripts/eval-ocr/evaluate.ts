/** Makes each raster, and lets every reader judge it before the next is made: noise of the machine hits all alike. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { plan } from './corpus.ts'
import type { Judged, Reader, ReaderName, ReadLine } from './readers/reader.ts'
import { isFound, type Outcome } from './score.ts'

/** An outcome with what the readers that failed on it had recognised. */
export interface Studied extends Outcome {
  readonly read: Readonly<Partial<Record<ReaderName, readonly ReadLine[]>>>
}

export interface EvaluateOptions {
  readonly folder: string
  /** Whether to look again at what was recognised where a reader went wrong. */
  readonly study: boolean
  readonly onDone: (done: number, id: string) => void | Promise<void>
}

export async function evaluate(
  planned: ReturnType<typeof plan>,
  readers: readonly Reader[],
  { folder, study, onDone }: EvaluateOptions,
): Promise<Studied[]> {
  const outcomes: Studied[] = []
  for (const [index, each] of planned.entries()) {
    const { truth, bytes } = await each.make()
    const file = path.join(folder, truth.file)
    await writeFile(file, bytes)
    const judged: Partial<Record<ReaderName, Judged>> = {}
    const read: Partial<Record<ReaderName, readonly ReadLine[]>> = {}
    for (const reader of readers) {
      const own = await reader.judge(file, truth)
      judged[reader.name] = own
      if (study && isWrong({ truth, judged }, reader.name))
        read[reader.name] = await reader.lines(file, truth)
    }
    outcomes.push({ truth, judged, read })
    await onDone(index + 1, file)
  }
  return outcomes
}

/** Missed, or stopped without a reason. */
export function isWrong({ truth, judged }: Outcome, reader: ReaderName): boolean {
  const own = judged[reader]
  if (own === undefined) return false
  switch (truth.set) {
    case 'marked':
      return !isFound(truth, own)
    case 'covered':
      return own.verdict !== 'review' && own.verdict !== 'block'
    case 'unmarked':
    case 'ordinary':
      return own.verdict !== 'pass'
    case 'informational':
      return false
  }
}
