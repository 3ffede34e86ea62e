/** Refuses regular expressions that could be driven into catastrophic backtracking. */
import { createRequire } from 'node:module'

type Diagnose = (
  source: string,
  flags: string,
  parameters: { timeout: number; randomSeed: number },
) => { status: 'safe' | 'vulnerable' | 'unknown'; complexity?: { summary: string }; error?: { kind: string } }

const require = createRequire(import.meta.url)
let diagnose: Diagnose | undefined

/**
 * Says what is wrong with an expression, or null when it is safe.
 * @param seconds how long the proof may take; without one in that time the expression counts as dangerous.
 * Loads recheck's pure JavaScript build on first use: its default build starts Java or a native program.
 */
export function dangerOf(source: string, flags: string, seconds = 5): string | null {
  try {
    new RegExp(source, flags)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  diagnose ??= (require('recheck/lib/browser.js') as { checkSync: Diagnose }).checkSync
  const result = diagnose(source, flags, { timeout: seconds * 1000, randomSeed: 1 })
  if (result.status === 'safe') return null
  if (result.status === 'vulnerable') return `backtracking: ${result.complexity?.summary ?? 'vulnerable'}`
  return `safety could not be shown (${result.error?.kind ?? 'unknown'})`
}
