/** The form sheet of a cipher telegram (domain T6): boxed fields over the text, 密电 number among them. */
import { body as prose } from '../../eval/prose.ts'
import { black, type Item, points } from '../drawing/sheet.ts'
import type { PageMaker } from './page.ts'
import { a4, flow, newStyle, text, titleRows } from './style.ts'

const red = '#c8231f'

export const telegram: PageMaker = ({ chance, sign }) => {
  const style = newStyle(chance)
  const ink = chance.maybe(0.6) ? red : black
  const left = 22
  const width = 166
  const plain = sign === null
  const number = sign?.category === 'telegram' ? sign.text : chance.fill('安府办明电〔{年}〕{1-60}号')
  const head = plain ? '电　报' : chance.pick(['密 码 电 报', '密 传 发 电', '电　报'])
  const size = points(12)
  const items: Item[] = [
    text(head, 105, 34, points(34), style.title, {
      anchor: 'center',
      color: ink,
      ...(plain ? {} : { tag: 'residue' }),
    }),
    { kind: 'box', x: left, y: 42, width, height: 236, stroke: ink, thickness: 0.5 },
  ]
  const row = (y: number) =>
    items.push({ kind: 'rule', from: [left, y], to: [left + width, y], thickness: 0.3, color: ink })
  const column = (x: number, from: number, to: number) =>
    items.push({ kind: 'rule', from: [x, from], to: [x, to], thickness: 0.3, color: ink })
  const field = (label: string, value: string, x: number, y: number, tag?: 'sign' | 'residue') => {
    items.push(text(label, x, y, size, style.hei, { color: ink }))
    const more = tag === undefined ? {} : { tag }
    items.push(text(value, x + size * ([...label].length + 0.8), y, points(14), style.body, more))
  }
  field('发电单位', chance.fill('{市}委办公室'), left + 3, 50)
  field('签批盖章', chance.fill('{人}'), left + 93, 50)
  row(54)
  column(left + 90, 42, 54)
  field('等级', plain ? '加急' : chance.pick(['特急', '特提', '加急']), left + 3, 62)
  field('编号', number, left + 68, 62, sign?.category === 'telegram' ? 'sign' : undefined)
  row(66)
  column(left + 65, 54, 66)
  if (!plain) {
    field('译传号', `0${chance.int(100, 999)}`, left + 3, 74, 'residue')
    field('总号', `${chance.int(100, 999)}`, left + 66, 74, 'residue')
    field('抄送号', `${chance.int(10, 99)}`, left + 116, 74, 'residue')
    row(78)
  }
  if (sign?.category === 'classification') {
    items.push(text(sign.text, left, 24, points(16), style.mark, { tag: 'sign' }))
  }
  let y = plain ? 82 : 94
  for (const title of titleRows(chance.fill('关于{动词}{业务}工作的紧急通知'), 16)) {
    items.push(text(title, 105, y, points(20), style.title, { anchor: 'center' }))
    y += 10
  }
  items.push(
    ...flow([chance.fill('各县（市、区）{局}：'), ...prose(chance, chance.int(2, 4))], {
      x: left + 5,
      y: y + 6,
      width: width - 10,
      size: points(15),
      pitch: 9.4,
      font: style.body,
      bottom: 268,
    }).items,
  )
  return a4(items)
}
