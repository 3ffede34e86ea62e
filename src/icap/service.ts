/** What every connection of a running server shares. */
import type { Counters } from './counters.ts'
import type { Decide } from './decide.ts'
import type { Log } from './log.ts'
import type { RuleTexts } from './rule-texts.ts'
import type { Settings } from './settings.ts'

export interface Service {
  readonly settings: Settings
  readonly istag: string
  readonly decide: Decide
  readonly ruleTexts: RuleTexts
  readonly log: Log
  /** Large messages take turns: taking them apart wants memory. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly counters: Counters
  /** See {@link makeSpoolFolder}. */
  readonly spoolFolder: string
  /** Raised when the server has waited long enough for the requests at work. */
  readonly stopping: AbortSignal
}
