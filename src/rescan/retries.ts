/** What may fare better another time: a server that does not answer, a child process that was lost. */
import type { RescanItemTable } from '../store/rescan-schema.ts'
import type { Result } from './step.ts'

const mostTries = 3
/** Seconds before the second try of a server and the third. */
const backOff = [2, 15]

/** @param most tries in one run. */
export function canTryAgain(item: RescanItemTable, most = mostTries): boolean {
  return item.round + 1 < most
}

/** After all that was not tried as often; a server is also given time. */
export function tryAgain(item: RescanItemTable, what: 'server' | 'child'): Result {
  return { kind: 'again', after: what === 'child' ? 0 : (backOff[item.round] ?? 60) }
}
