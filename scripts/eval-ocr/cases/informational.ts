/** For information only: personal data blacked out in the body, and public papers cut at their red head (a sign by domain E2). */
import type { CaseClass } from '../case.ts'
import { fair } from '../degrade/scanners.ts'
import { render } from '../drawing/render.ts'
import type { BoxItem } from '../drawing/sheet.ts'
import { roster } from '../pages/notices.ts'
import { paper } from '../pages/paper.ts'
import { cutAtHead } from '../pages/traces.ts'
import { make } from './made.ts'

export const informational: readonly CaseClass[] = [
  {
    name: 'body-boxes',
    set: 'informational',
    count: 12,
    make: (chance, index) => {
      const sheet = roster(chance)
      const fill = chance.pick(['#000000', '#000000', '#ffffff', '#808080'])
      const probe = 4
      const boxes = render(sheet, probe)
        .lines.filter(line => line.tag === 'body-cell')
        .map(({ box: [x, y, width, height] }): BoxItem => {
          return {
            kind: 'box',
            x: x / probe - 1,
            y: y / probe - 0.5,
            width: width / probe + 2,
            height: height / probe + 1,
            fill,
          }
        })
      const items = [
        ...sheet.items.filter(item => item.kind !== 'text' || item.tag !== 'body-cell'),
        ...boxes,
      ]
      return make({ page: 'roster', sign: null, sheet: { ...sheet, items } }, fair, 'fair', chance, index)
    },
  },
  {
    name: 'cut-at-head',
    set: 'informational',
    count: 8,
    make: (chance, index) =>
      make(
        { page: 'paper', sign: null, sheet: cutAtHead(paper({ chance, sign: null }), chance) },
        fair,
        'fair',
        chance,
        index,
      ),
  },
]
