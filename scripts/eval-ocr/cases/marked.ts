/** Rasters that bear a sign, by family of degradation. */
import type { CaseClass } from '../case.ts'
import { copy, faint, fax } from '../degrade/copies.ts'
import { monitor } from '../degrade/monitor.ts'
import { coloured, thumbnail, turned, watermarked } from '../degrade/odd.ts'
import { photo } from '../degrade/photo.ts'
import { blurs, clean, fair, jpegs, mixed, noises, skews } from '../degrade/scanners.ts'
import { stamped } from '../pages/stamps.ts'
import { bareLevel } from '../signs.ts'
import { classOf } from './made.ts'
import { signed } from './subjects.ts'

const onPaper = ['paper', 'letter', 'report', 'meeting', 'map', 'table', 'telegram'] as const

export const marked: readonly CaseClass[] = [
  classOf('marked', 'clean', 24, clean, signed),
  classOf('marked', 'jpeg', 30, jpegs, signed),
  classOf('marked', 'blur', 28, blurs, signed),
  classOf('marked', 'noise', 27, noises, signed),
  classOf('marked', 'skew', 32, skews, signed),
  classOf('marked', 'mixed', 40, mixed, signed),
  classOf('marked', 'seal', 24, fair, (chance, index) =>
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
]
