/** Papers without a red head: the plain report and the paper handed out at a meeting. */
import { body as prose } from '../../eval/prose.ts'
import { black, type Item, points } from '../drawing/sheet.ts'
import type { PageMaker } from './page.ts'
import { controlsOf, copyNumber, signText, withSeal } from './parts.ts'
import { a4, flow, newStyle, placed, text, titleRows } from './style.ts'

/** A plain report without red head: the mark at the top left or the top right. */
export const report: PageMaker = request => {
  const { chance } = request
  const style = newStyle(chance)
  const margin = chance.between(24, 31)
  const far = 210 - margin
  const atRight = chance.maybe(0.4)
  const items: Item[] = signText(request, atRight ? far : margin, chance.between(26, 38), style, {
    anchor: atRight ? 'right' : 'left',
  })
  const title = chance.fill(`{市}{局}关于{动词}{业务}工作情况的{报告|汇报|说明|方案}`)
  let y = chance.between(52, 66)
  for (const row of titleRows(title, 16)) {
    items.push(text(row, 105, y, points(22), style.title, { anchor: 'center' }))
    y += 11.5
  }
  items.push(
    text(chance.fill('{市}{局}　　{日}'), 105, y, points(15), style.kai, { anchor: 'center' }),
    ...flow(prose(chance, chance.int(4, 7)), {
      x: margin,
      y: y + 15,
      width: far - margin,
      size: points(chance.pick([14, 15, 16])),
      pitch: chance.between(8.6, 10.2),
      font: style.body,
      bottom: 268,
    }).items,
    text(`${chance.int(1, 3)}`, 105, 284, points(10.5), style.body, { anchor: 'center' }),
  )
  return a4(withSeal(request, items, chance.fill('{市}{局}')))
}

/** A paper handed out at a meeting: number of the paper at the corner, sparse title page or agenda below. */
export const meeting: PageMaker = request => {
  const { chance, sign } = request
  const style = newStyle(chance)
  const controls = controlsOf({ ...request, residue: request.residue ?? [] })
  const isMark = sign?.category === 'classification'
  const items: Item[] = []
  if (isMark || sign === null) items.push(...signText(request, 28, 44, style))
  else items.push(...signText(request, 182, 44, style, { anchor: 'right', color: black }))
  if (controls.has('copy-number')) {
    items.push(text(copyNumber(chance), 28, 34, points(16), style.body, { tag: 'residue' }))
  }
  if (controls.has('return-order')) {
    const order = chance.pick([
      `会后收回　编号：${chance.int(1, 80)}`,
      `会后归还　编号：${chance.int(1, 80)}`,
    ])
    items.push(text(order, 182, 34, points(16), style.hei, { anchor: 'right', tag: 'residue' }))
  } else if (isMark) {
    items.push(
      text(chance.fill('会议材料之{一|二|三|四|五}'), 182, 44, points(16), style.hei, { anchor: 'right' }),
    )
  }
  const title = chance.fill('{市}{业务}工作会议{汇报材料|议程|讨论材料|审议材料}')
  let y = chance.between(72, 88)
  for (const row of titleRows(title, 15)) {
    items.push(text(row, 105, y, points(24), style.title, { anchor: 'center' }))
    y += 13
  }
  items.push(text(chance.fill('（{日}）'), 105, y, points(16), style.kai, { anchor: 'center' }))
  const sparse = chance.maybe(0.35)
  items.push(
    ...flow(prose(chance, sparse ? 1 : chance.int(3, 6)), {
      x: 28,
      y: y + 18,
      width: 156,
      size: points(15.7),
      pitch: 10.1,
      font: style.body,
      bottom: sparse ? 170 : 258,
    }).items,
  )
  return a4(
    placed(withSeal(request, items, chance.fill('{市}{局}')), chance.between(-3, 3), chance.between(-4, 4)),
  )
}
