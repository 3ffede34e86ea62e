/** The official paper of GB/T 9704: 份号, mark and urgency at the top left, red head, number, rule, text, 版记. */
import { body as prose, title as proseTitle } from '../../eval/prose.ts'
import { layOut, type Page, typeArea } from '../../samples/layout.ts'
import type { Paper } from '../../samples/paper.ts'
import { black, type Item, points, red, type TextItem } from '../drawing/sheet.ts'
import type { PageMaker } from './page.ts'
import { controlsOf, copyNumber, newSeal, withSeal } from './parts.ts'
import { a4, markColor, markSize, newStyle, placed, type Style, text, titleRows } from './style.ts'

const right = typeArea.left + typeArea.width

const faces: Record<string, keyof Style> = { body: 'body', kai: 'kai', hei: 'hei', title: 'title' }

/** The first page of a laid-out paper as items. `tagged` names what the evaluation has to know of. */
function fromLayout(
  page: Page,
  style: Style,
  tagged: ReadonlyMap<string, Partial<TextItem>>,
): { items: Item[]; seals: Page['seals'] } {
  const items: Item[] = page.runs.map(run =>
    text(run.text, run.x, run.y, points(run.size), style[faces[run.face] ?? 'body'], {
      color: run.color === 'red' ? red : black,
      anchor: run.anchor,
      ...(run.anchor === 'left' ? { fit: right - run.x + points(8) } : {}),
      ...tagged.get(run.text),
    }),
  )
  for (const { y, thickness, color } of page.rules) {
    items.push({
      kind: 'rule',
      from: [typeArea.left, y],
      to: [right, y],
      thickness,
      color: color === 'red' ? red : black,
    })
  }
  return { items, seals: page.seals }
}

/** An official paper with red head. A number stands as its 发文字号, a phrase at the top right or under the date. */
export const paper: PageMaker = request => {
  const { chance, sign } = request
  const style = newStyle(chance)
  const controls = controlsOf(request)
  const place = chance.fill('{市}{局}')
  const ordinaryNumber = chance.fill(`${place.slice(0, 1)}{代字}{发|函|办|规}〔{年}〕{1-280}号`)
  const date = chance.fill('{日}')
  const corner = controls.has('return-order') ? `会后收回　编号：${chance.int(1, 80)}` : undefined
  const phrase = sign?.category === 'phrase' ? sign.text : undefined
  const underDate = phrase?.startsWith('（此件') ? phrase : undefined
  const imprint = underDate === undefined && (chance.maybe(0.5) || controls.has('copies-printed'))
  const copies = controls.has('copies-printed') ? `（共印${chance.int(15, 120)}份）` : ''
  const number = sign?.category === 'telegram' ? sign.text : ordinaryNumber
  const atCorner = phrase !== undefined && underDate === undefined ? phrase : corner
  const draft: Paper = {
    title: titleRows(proseTitle(chance), 17),
    addressee: chance.fill('各县（市、区）人民政府，市直有关单位：'),
    body: prose(chance, underDate === undefined && copies === '' ? chance.int(2, 4) : 1),
    issuer: place,
    date,
    number,
    seal: chance.maybe(0.6),
    ...(controls.has('copy-number') ? { copyNumber: copyNumber(chance) } : {}),
    ...(sign?.category === 'classification' ? { level: sign.text } : {}),
    ...(chance.maybe(0.25) ? { urgency: chance.pick(['特急', '加急', '特　急']) } : {}),
    ...(atCorner === undefined ? {} : { corner: atCorner }),
    ...(controls.has('red-head') ? { head: `${place}文件` } : {}),
    ...(underDate === undefined ? {} : { note: underDate }),
    ...(imprint
      ? { copiesTo: chance.fill('市委办公室，市人大常委会办公室。'), imprint: [`${place}办公室`, `${date}`] }
      : {}),
  }
  const tagged = new Map<string, Partial<TextItem>>()
  if (sign !== null) {
    const isMark = sign.category === 'classification'
    tagged.set(sign.text, {
      tag: 'sign',
      ...(isMark
        ? {
            font: style.mark,
            size: markSize(chance),
            color: request.sealOverSign ? black : markColor(chance),
          }
        : {}),
    })
  }
  for (const residue of [draft.copyNumber, corner]) {
    if (residue !== undefined) tagged.set(residue, { tag: 'residue' })
  }
  const [first] = layOut(draft)
  if (first === undefined) throw new Error('a paper without a page')
  const { items, seals } = fromLayout(first, style, tagged)
  if (copies !== '') {
    items.push(text(copies, right - 6, 267.5, points(14), style.body, { anchor: 'right', tag: 'residue' }))
  }
  for (const seal of seals) items.push(newSeal(chance, seal.x, seal.y, seal.text))
  return a4(placed(withSeal(request, items, place), chance.between(-4, 4), chance.between(-5, 5)))
}
