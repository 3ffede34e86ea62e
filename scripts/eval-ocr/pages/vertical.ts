/** Covers set from top to bottom: booklets, file boxes, banners. */
import { black, type Item, points, red } from '../drawing/sheet.ts'
import type { PageMaker } from './page.ts'
import { a4, markColor, newStyle, text } from './style.ts'

export const vertical: PageMaker = ({ chance, sign }) => {
  const style = newStyle(chance)
  const titleSize = points(chance.int(30, 44))
  const title = chance.fill('{市}{业务}工作{资料|卷宗|手册|汇编}')
  const from = chance.between(52, 70)
  const fit = Math.min(titleSize, (245 - from) / ([...title].length * 1.12))
  const x = chance.pick([105, 120, 150])
  const items: Item[] = [
    text(title, x, from, fit, chance.pick([style.title, style.kai]), {
      vertical: true,
      color: chance.pick([black, black, red]),
    }),
    text(chance.fill('{市}{局}编'), x - fit * 1.9, from + 60, points(18), style.kai, { vertical: true }),
    text(chance.fill('{年}年{1-12}月'), 105, 276, points(14), style.body, { anchor: 'center' }),
  ]
  if (chance.maybe(0.5)) {
    items.push({
      kind: 'box',
      x: x - fit * 0.9,
      y: from - 6,
      width: fit * 1.8,
      height: [...title].length * fit * 1.12 + 12,
      stroke: red,
      thickness: 0.8,
    })
  }
  if (sign !== null) {
    items.push(
      text(
        sign.text.replaceAll(/[　 【】（）]/g, ''),
        chance.pick([28, 40, 182]),
        chance.between(26, 44),
        points(chance.int(16, 24)),
        style.mark,
        {
          vertical: true,
          color: markColor(chance),
          tag: 'sign',
        },
      ),
    )
  }
  return a4(items, chance.pick(['#ffffff', '#f6efe0', '#e9eef3']))
}
