/** Public pages, by name: nothing on them may stop a paper. */
import type { Chance } from '../chance.ts'
import type { Subject } from '../degrade/damage.ts'
import type { Item, Sheet } from '../drawing/sheet.ts'
import { meeting, report } from '../pages/handouts.ts'
import { letter } from '../pages/letter.ts'
import { form, letterhead, notice, poster, secrecyArticle } from '../pages/notices.ts'
import { paper } from '../pages/paper.ts'
import { map, slide, table } from '../pages/plates.ts'
import { article, chat, longPost, officeWindow } from '../pages/screens.ts'
import { annotated, labelled, picture, punched, sparse, withCode, withLogo } from '../pages/traces.ts'
import { vertical } from '../pages/vertical.ts'

type Maker = (chance: Chance, index: number) => Sheet

const bare = (chance: Chance) => ({ chance, sign: null })

/** A red-headed paper with the number of a plain telegram (domain T8): published on purpose. */
function plainTelegram(chance: Chance): Sheet {
  const sheet = paper(bare(chance))
  const number = chance.fill('{国办发明电|安政办明电|云政办发明电|平政明电}〔{年}〕{1-20}号')
  const items = sheet.items.map(
    (item): Item =>
      item.kind === 'text' && /〔\d{4}〕\d+号$/.test(item.text) ? { ...item, text: number } : item,
  )
  return { ...sheet, items }
}

const publicPaper: Maker = chance => paper(bare(chance))

export const makers = {
  paper: publicPaper,
  'plain telegram': plainTelegram,
  letter: chance => letter(bare(chance)),
  report: chance => report(bare(chance)),
  meeting: chance => meeting(bare(chance)),
  map: chance => map(bare(chance)),
  table: chance => table(bare(chance)),
  slide: chance => slide(bare(chance)),
  chat: chance => chat(bare(chance)),
  article: chance => article(bare(chance)),
  'long post': chance => longPost(bare(chance)),
  window: officeWindow,
  vertical: chance => vertical(bare(chance)),
  notice,
  'secrecy article': secrecyArticle,
  letterhead,
  form,
  poster,
  picture,
  labelled,
  sparse,
  'paper with logo': (chance, index) =>
    withLogo(index % 2 === 0 ? notice(chance) : publicPaper(chance, index), chance),
  'paper with code': chance => withCode(notice(chance), chance),
  'punched paper': (chance, index) => punched(publicPaper(chance, index), chance),
  'annotated paper': chance => annotated(notice(chance), chance),
} satisfies Record<string, Maker>

export type PublicPage = keyof typeof makers

export const onScreen: ReadonlySet<PublicPage> = new Set([
  'chat',
  'article',
  'long post',
  'window',
  'picture',
  'poster',
])

export function publicSubject(page: PublicPage, chance: Chance, index: number): Subject {
  const make: Maker = makers[page]
  return { page, sign: null, sheet: make(chance, index) }
}
