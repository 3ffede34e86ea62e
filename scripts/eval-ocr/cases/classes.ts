/** All classes of the corpus. */
import type { CaseClass } from '../case.ts'
import { marked } from './marked.ts'

export const classes: readonly CaseClass[] = [...marked]
