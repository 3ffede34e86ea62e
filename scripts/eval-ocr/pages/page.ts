/** What the corpus asks a page for. */
import type { Chance } from '../chance.ts'
import type { Sheet } from '../drawing/sheet.ts'
import type { Sign } from '../signs.ts'

/** Evidence that stays when the mark is covered (domain E3). */
export type Residue = 'copy-number' | 'red-head' | 'telegram-form' | 'return-order' | 'copies-printed'

export interface PageRequest {
  readonly chance: Chance
  /** Null for a page that bears none. */
  readonly sign: Sign | null
  /** Controls that the page must bear besides; others it must not. Absent: as it comes. */
  readonly residue?: readonly Residue[]
  /** A seal over the mark itself. */
  readonly sealOverSign?: boolean
  /** Rendered small: large type only. */
  readonly large?: boolean
}

export type PageMaker = (request: PageRequest) => Sheet
