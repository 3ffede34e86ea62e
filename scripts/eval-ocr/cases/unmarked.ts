/** Rasters without any sign: the same pages and degradations. `ordinary` holds those that look a little like a cover. */
import type { CaseClass } from '../case.ts'
import { copy, faint, fax } from '../degrade/copies.ts'
import type { Damage } from '../degrade/damage.ts'
import { monitor } from '../degrade/monitor.ts'
import { coloured, negative, saved, thumbnail, turned, watermarked } from '../degrade/odd.ts'
import { photo } from '../degrade/photo.ts'
import { blurs, clean, fair, jpegs, mixed, noises, skews } from '../degrade/scanners.ts'
import { make } from './made.ts'
import { onScreen, type PublicPage, publicSubject } from './public.ts'

const onPaper: readonly (readonly [string, Damage])[] = [
  ['clean', clean],
  ['jpeg', jpegs],
  ['mixed', mixed],
  ['photo', photo],
  ['fax', fax],
  ['skew', skews],
  ['copy', copy],
  ['monitor', monitor],
  ['noise', noises],
  ['blur', blurs],
  ['coloured', coloured],
  ['turned', turned],
  ['watermark', watermarked],
  ['faint', faint],
  ['thumbnail', thumbnail],
  ['negative', negative],
]
/** Mild: what an honest page on a portal comes as. */
const mild: readonly (readonly [string, Damage])[] = [
  ['fair', fair],
  ['jpeg', jpegs],
  ['mixed', mixed],
  ['clean', clean],
  ['copy', copy],
  ['photo', photo],
  ['noise', noises],
]

function pages(
  set: 'unmarked' | 'ordinary',
  count: number,
  names: readonly PublicPage[],
  damages: readonly (readonly [string, Damage])[],
): CaseClass[] {
  return names.map(page => ({
    name: page.replaceAll(' ', '-'),
    set,
    count,
    make: async (chance, index) => {
      const [name, damage] = onScreen.has(page)
        ? (['saved', saved] as const)
        : (damages[(chance.offset + index * 5) % damages.length] as (typeof damages)[number])
      const subject = publicSubject(page, chance, chance.offset + index)
      const made = await make(subject, damage, name, chance, chance.offset + index)
      return { ...made, params: { damage: name, ...made.params } }
    },
  }))
}

export const unmarked: readonly CaseClass[] = [
  ...pages('unmarked', 8, ['paper', 'plain telegram', 'report', 'notice', 'secrecy article'], onPaper),
  ...pages('unmarked', 6, ['letter', 'meeting', 'map', 'table', 'slide', 'poster'], onPaper),
  ...pages('unmarked', 4, ['chat', 'article', 'long post', 'vertical', 'picture'], onPaper),
]

export const ordinary: readonly CaseClass[] = [
  ...pages(
    'ordinary',
    8,
    ['paper', 'paper with logo', 'letterhead', 'table', 'form', 'picture', 'labelled'],
    mild,
  ),
  ...pages(
    'ordinary',
    6,
    ['sparse', 'window', 'punched paper', 'annotated paper', 'paper with code', 'letter'],
    mild,
  ),
]
