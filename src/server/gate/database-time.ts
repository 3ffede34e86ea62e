/** The gate says no in two seconds when the database does not answer: nobody waits for what may never come. */
import { ApiProblem } from '../api/problem.ts'

/** Of one step; a question has two, before and after the screening. */
const ordinary = 900
/** For steps that write files of many megabytes besides. */
export const withFiles = 20_000

/** @throws {ApiProblem} `unavailable`, leaving the work to end by itself. */
export async function inDatabaseTime<T>(work: Promise<T>, milliseconds = ordinary): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    // A process that was itself held up hears first what has come meanwhile: its database was not late.
    timer = setTimeout(() => setImmediate(() => reject(new ApiProblem('unavailable'))), milliseconds)
  })
  // When it fails after all, there is nobody left to tell.
  work.catch(() => {})
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
