/** What the result of a step makes of the item's row. */
import type { RescanItemTable, RescanRunTable } from '../store/rescan-schema.ts'
import { storable } from '../store/storable.ts'
import { judgedBy } from './state/runs.ts'
import { unleased } from './state/unleased.ts'
import type { Result } from './step.ts'

export type ItemChange = Partial<RescanItemTable>

/** A process that came back with a result has survived it. */
export const settled: ItemChange = {
  state: 'done',
  due: null,
  problem: null,
  why: null,
  ...unleased,
  attempts: 0,
}

export function changeOf(run: RescanRunTable, item: RescanItemTable, result: Result): ItemChange {
  switch (result.kind) {
    case 'again':
      return {
        state: 'waiting',
        round: item.round + 1,
        due: new Date(Date.now() + result.after * 1000).toISOString(),
        ...unleased,
        attempts: 0,
      }
    case 'unchanged':
      return { ...settled, outcome: 'unchanged', validator: result.validator ?? item.validator }
    case 'gone':
      // The run that missed it first: how long it has been gone decides over asking again.
      return {
        ...settled,
        outcome: 'gone',
        goneRun: item.goneRun ?? run.number,
        validator: null,
        judged: null,
      }
    case 'skipped':
      // Nothing of it is screened now; should it be again, it is read whatever its validator says.
      return { ...settled, outcome: 'skipped', why: result.why, validator: null, judged: null, goneRun: null }
    case 'failed':
      return {
        ...settled,
        outcome: 'failed',
        problem: JSON.stringify(result.problem),
        validator: null,
        goneRun: null,
        attempts: item.attempts,
      }
    case 'content': {
      const { content, how } = result
      return {
        ...settled,
        outcome: how,
        goneRun: null,
        readRun: run.number,
        // What a child was lost over is read again in the next run even if it has not changed.
        validator: content.isLost ? null : content.validator,
        sha256: content.sha256,
        contentId: content.id,
        judged: judgedBy(run),
        name: storable(content.name),
        title: storable(content.title),
      }
    }
  }
}
