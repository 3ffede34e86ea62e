/** The letter of GB/T 9704 10.1. */
import { body as prose, title as proseTitle } from '../../eval/prose.ts'
import { typeArea } from '../../samples/layout.ts'
import { type Item, points, red } from '../drawing/sheet.ts'
import type { PageMaker } from './page.ts'
import { controlsOf, copyNumber, newSeal, signText, withSeal } from './parts.ts'
import { a4, flow, newStyle, placed, text, titleRows } from './style.ts'

const right = typeArea.left + typeArea.width
const centre = typeArea.left + typeArea.width / 2

/** Letter format (GB/T 9704 10.1): red double rules, the mark under the first, the number on the right. */
export const letter: PageMaker = request => {
  const { chance, sign } = request
  const style = newStyle(chance)
  const controls = controlsOf(request)
  const place = chance.fill('{市}{局}')
  const size = points(16)
  const items: Item[] = [
    text(place, 105, 36, points(Math.min(40, 420 / place.length)), style.title, {
      color: red,
      anchor: 'center',
    }),
    { kind: 'rule', from: [20, 40], to: [190, 40], thickness: 0.9, color: red },
    { kind: 'rule', from: [20, 41.4], to: [190, 41.4], thickness: 0.35, color: red },
    { kind: 'rule', from: [20, 276], to: [190, 276], thickness: 0.35, color: red },
    { kind: 'rule', from: [20, 277.4], to: [190, 277.4], thickness: 0.9, color: red },
  ]
  let y = 50
  const isNumber = sign?.category === 'telegram'
  const number = isNumber ? sign.text : chance.fill(`${place.slice(0, 1)}{代字}函〔{年}〕{1-280}号`)
  items.push(
    text(number, right, y, size, style.body, { anchor: 'right', ...(isNumber ? { tag: 'sign' } : {}) }),
  )
  if (controls.has('copy-number')) {
    items.push(text(copyNumber(chance), typeArea.left, y, size, style.body, { tag: 'residue' }))
    y += 9.5
  }
  if (!isNumber) items.push(...signText(request, typeArea.left, y, style))
  for (const row of titleRows(proseTitle(chance), 16)) {
    y += y < 70 ? 24 : 11
    items.push(text(row, centre, y, points(22), style.title, { anchor: 'center' }))
  }
  items.push(text(chance.fill('{县}人民政府：'), typeArea.left, y + 19, size, style.body))
  const running = flow(prose(chance, chance.int(2, 4)), {
    x: typeArea.left,
    y: y + 29,
    width: typeArea.width,
    size: points(15.7),
    pitch: 10.1,
    font: style.body,
    bottom: 235,
  })
  items.push(...running.items)
  if (running.y < 245) {
    items.push(
      text(place, right - 22, running.y + 8, size, style.body, { anchor: 'right' }),
      text(chance.fill('{日}'), right - 22, running.y + 18, size, style.body, { anchor: 'right' }),
      newSeal(chance, right - 44, running.y + 11, place),
    )
  }
  return a4(placed(withSeal(request, items, place), chance.between(-3, 3), chance.between(-4, 4)))
}
