/** All classes of the corpus. */
import type { Case } from '../draft.ts'
import { evasionCases } from './evasion.ts'
import { foreignCases } from './foreign.ts'
import { markCases } from './marks.ts'
import { numberCases } from './numbers.ts'
import { ordinaryCases } from './ordinary.ts'
import { personalCases } from './personal.ts'
import { phraseCases } from './phrases.ts'
import { togetherCases } from './together.ts'
import { trapCases } from './traps.ts'
import { variantCases } from './variants.ts'

export const cases: readonly Case[] = [
  ...markCases,
  ...variantCases,
  ...numberCases,
  ...phraseCases,
  ...personalCases,
  ...evasionCases,
  ...foreignCases,
  ...trapCases,
  ...togetherCases,
  ...ordinaryCases,
]
