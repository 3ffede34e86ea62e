/** Which page bears which sign, in turn, so that a small class holds all kinds. */
import type { Chance } from '../chance.ts'
import type { Subject } from '../degrade/damage.ts'
import { meeting, report } from '../pages/handouts.ts'
import { letter } from '../pages/letter.ts'
import type { PageMaker, PageRequest } from '../pages/page.ts'
import { paper } from '../pages/paper.ts'
import { map, slide, table } from '../pages/plates.ts'
import { telegram } from '../pages/telegram.ts'
import { handlingPhrase, mark, type Sign, telegramNumber } from '../signs.ts'

export const makers = { paper, letter, report, meeting, map, table, slide, telegram } satisfies Record<
  string,
  PageMaker
>
export type PageName = keyof typeof makers

const signs: Record<'mark' | 'number' | 'phrase', (chance: Chance, turn: number) => Sign> = {
  mark,
  number: telegramNumber,
  phrase: handlingPhrase,
}

const pairs: readonly (readonly [PageName, keyof typeof signs])[] = [
  ['paper', 'mark'],
  ['report', 'mark'],
  ['paper', 'number'],
  ['letter', 'mark'],
  ['meeting', 'mark'],
  ['map', 'mark'],
  ['paper', 'mark'],
  ['telegram', 'number'],
  ['table', 'mark'],
  ['meeting', 'phrase'],
  ['report', 'mark'],
  ['slide', 'mark'],
  ['letter', 'number'],
  ['paper', 'mark'],
  ['paper', 'phrase'],
  ['telegram', 'mark'],
  ['report', 'phrase'],
]

/** @param only pages to choose from; all when empty. */
export function signed(
  chance: Chance,
  index: number,
  more: Partial<PageRequest> & { readonly only?: readonly PageName[]; readonly marks?: boolean } = {},
): Subject {
  const { only = [], marks = false, ...request } = more
  const eligible = pairs.filter(
    ([page, kind]) => (only.length === 0 || only.includes(page)) && (!marks || kind === 'mark'),
  )
  const [page, kind] = eligible[index % eligible.length] as (typeof pairs)[number]
  const sign = signs[kind](chance, chance.offset + index)
  return { page, sign, sheet: makers[page]({ chance, sign, ...request }) }
}
