/** Rasters that bear a sign, by family of degradation. */
import type { CaseClass } from '../case.ts'
import type { Chance } from '../chance.ts'
import { copy, faint, fax } from '../degrade/copies.ts'
import type { Subject } from '../degrade/damage.ts'
import { monitor } from '../degrade/monitor.ts'
import { coloured, negative, saved, thumbnail, turned, watermarked } from '../degrade/odd.ts'
import { photo } from '../degrade/photo.ts'
import { blurs, clean, fair, jpegs, mixed, noises, skews } from '../degrade/scanners.ts'
import { banner } from '../pages/banner.ts'
import type { PageMaker } from '../pages/page.ts'
import { article, chat, longPost } from '../pages/screens.ts'
import { stamped } from '../pages/stamps.ts'
import { vertical } from '../pages/vertical.ts'
import { bareLevel, handlingPhrase, mark, type Sign, telegramNumber } from '../signs.ts'
import { classOf } from './made.ts'
import { signed } from './subjects.ts'

const own = (page: string, maker: PageMaker, sign: Sign, chance: Chance): Subject => ({
  page,
  sign,
  sheet: maker({ chance, sign }),
})

/** Marks mostly, a number or a phrase at times. */
function anySign(chance: Chance, index: number): Sign {
  if (index % 5 === 3) return telegramNumber(chance, index)
  if (index % 7 === 5) return handlingPhrase(chance)
  return mark(chance, chance.offset + index)
}

const onPaper = ['paper', 'letter', 'report', 'meeting', 'map', 'table', 'telegram'] as const

export const marked: readonly CaseClass[] = [
  classOf('marked', 'clean', 28, clean, signed),
  classOf('marked', 'jpeg', 32, jpegs, signed),
  classOf('marked', 'blur', 28, blurs, signed),
  classOf('marked', 'noise', 30, noises, signed),
  classOf('marked', 'skew', 40, skews, signed),
  classOf('marked', 'mixed', 44, mixed, signed),
  classOf('marked', 'seal', 36, fair, (chance, index) =>
    signed(chance, index, {
      sealOverSign: true,
      marks: true,
      only: ['paper', 'letter', 'report', 'meeting', 'map', 'table'],
    }),
  ),
  classOf('marked', 'fax', 16, fax, (chance, index) => signed(chance, index, { only: onPaper })),
  classOf('marked', 'copy', 14, copy, (chance, index) => signed(chance, index, { only: onPaper })),
  classOf('marked', 'faint', 14, faint, (chance, index) => signed(chance, index, { only: onPaper })),
  classOf('marked', 'photo', 20, photo, (chance, index) => signed(chance, index, { only: onPaper })),
  classOf('marked', 'monitor', 16, monitor, signed),
  classOf('marked', 'turned', 15, turned, (chance, index) => signed(chance, index, { only: onPaper })),
  classOf('marked', 'thumbnail', 10, thumbnail, (chance, index) =>
    signed(chance, index, { large: true, only: ['report', 'meeting', 'letter', 'slide'] }),
  ),
  classOf('marked', 'coloured', 12, coloured, (chance, index) => signed(chance, index, { only: onPaper })),
  classOf('marked', 'watermark', 10, watermarked, signed),
  classOf('marked', 'stamp', 16, fair, (chance, index) => {
    const sign = bareLevel(index)
    return { page: 'stamped', sign, sheet: stamped({ chance, sign }) }
  }),
  classOf('marked', 'vertical', 12, fair, (chance, index) =>
    own('vertical', vertical, mark(chance, chance.offset + index), chance),
  ),
  classOf('marked', 'banner', 12, fair, (chance, index) =>
    own('banner', banner, mark(chance, chance.offset + index), chance),
  ),
  classOf('marked', 'negative', 10, negative, signed),
  classOf('marked', 'screenshot', 14, saved, (chance, index) => {
    const [name, maker] = index % 2 === 0 ? (['chat', chat] as const) : (['article', article] as const)
    return own(name, maker, anySign(chance, index), chance)
  }),
  classOf('marked', 'long', 12, saved, (chance, index) =>
    own('long post', longPost, anySign(chance, index), chance),
  ),
]
