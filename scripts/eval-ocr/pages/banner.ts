/** Light letters on a dark band across the head of a page. */
import { type Item, points } from '../drawing/sheet.ts'
import { report } from './handouts.ts'
import type { PageMaker } from './page.ts'
import { newStyle, placed, text } from './style.ts'

export const banner: PageMaker = request => {
  const { chance, sign } = request
  const style = newStyle(chance)
  const plain = report({ ...request, sign: null })
  const fill = chance.pick(['#1f3864', '#7a0e12', '#202020', '#0b5345', '#4a235a'])
  const ink = chance.pick(['#ffffff', '#ffffff', '#ffe699'])
  const atRight = chance.maybe(0.3)
  const items: Item[] = [
    { kind: 'box', x: 0, y: 12, width: 210, height: 20, fill },
    text(chance.fill('{市}{局}简报'), atRight ? 18 : 192, 25.5, points(18), style.title, {
      color: ink,
      anchor: atRight ? 'left' : 'right',
    }),
    ...placed(plain.items, 0, 6),
  ]
  if (sign !== null) {
    items.push(
      text(sign.text, atRight ? 192 : 18, 25, points(chance.pick([14, 16, 18])), style.mark, {
        color: ink,
        anchor: atRight ? 'right' : 'left',
        tag: 'sign',
      }),
    )
  }
  return { ...plain, items }
}
