/** What doing one item needs, whoever does it: a loop in this process, or a worker on another machine. */
import type { WordedIn } from '../document/problem.ts'
import type { Screener } from '../screener.ts'
import type { Db } from '../store/open.ts'
import type { RescanRunTable } from '../store/rescan-schema.ts'
import type { ContentIds } from './content-id.ts'
import type { SourceFailure } from './fetch-item.ts'
import type { Looked } from './judge-content.ts'
import type { SiteSource } from './site-source.ts'
import type { Sealer } from './state/sealed.ts'

export interface RescanContext {
  readonly db: Db
  readonly run: RescanRunTable
  readonly source: SiteSource
  /** Opened when the first document needs it. */
  readonly screener: () => Promise<Pick<Screener, 'screen' | 'judge'>>
  readonly contentIds: ContentIds
  readonly sealer: Sealer
  /** Whether what was read is kept, to be judged by other rules without reading it again. */
  readonly keepsText: boolean
  readonly language: WordedIn
  /** Contents of this process that are not recorded yet, so that two copies at once are read once. */
  readonly atWork: Map<string, Promise<Looked | null>>
  /** Told of what the source broke over; the item is tried again, a few times. */
  readonly onSourceFailure?: ((failure: SourceFailure) => void) | undefined
  /** Told of every document given to a screener, as its parts are read. */
  readonly onPart?: ((name: string, part: string) => void) | undefined
}
