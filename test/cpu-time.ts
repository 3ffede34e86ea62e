/**
 * Processor time of this process: what a test of “grows with its size, not faster” compares. On a machine that does other
 * things besides, the clock on the wall says less of the work than of them.
 */

/** @returns milliseconds of all threads, since `from` when given. */
export function cpuMilliseconds(from = 0): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 - from
}
