/** All classes of the corpus. */
import type { CaseClass } from '../case.ts'
import { covered } from './covered.ts'
import { informational } from './informational.ts'
import { marked } from './marked.ts'
import { ordinary, unmarked } from './unmarked.ts'

export const classes: readonly CaseClass[] = [
  ...marked,
  ...unmarked,
  ...covered,
  ...ordinary,
  ...informational,
]
