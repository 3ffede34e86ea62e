/** What honest pages carry that looks a little like a cover: logos, labels, pens, punched holes, codes. */
import type { Chance } from '../chance.ts'
import { type Item, points, type Sheet } from '../drawing/sheet.ts'
import { painted } from './notices.ts'
import { chart, emblem, landscape, squareCode, town } from './pictures.ts'
import { a4, newStyle, placed, text } from './style.ts'

const more = (sheet: Sheet, ...items: readonly Item[]): Sheet => ({
  ...sheet,
  items: [...sheet.items, ...items],
})

/** An emblem where a mark would stand. */
export const withLogo = (sheet: Sheet, chance: Chance): Sheet =>
  more(
    sheet,
    painted(
      emblem(chance),
      chance.between(14, 28),
      chance.between(10, 30),
      chance.between(16, 44),
      chance.between(10, 18),
    ),
  )

/** A code at the top left, as forms and registered letters have. */
export const withCode = (sheet: Sheet, chance: Chance): Sheet => {
  if (chance.maybe(0.5)) return more(sheet, painted(squareCode(chance), 16, 12, 22, 22))
  const widths = Array.from({ length: 48 }, () => chance.between(0.2, 0.9))
  return more(sheet, {
    kind: 'paint',
    paint: context => {
      context.translate(18, 14)
      context.fillStyle = '#000000'
      let x = 0
      for (const [n, width] of widths.entries()) {
        if (n % 2 === 0) context.fillRect(x, 0, width, 12)
        x += width
      }
    },
  })
}

/** Punched holes and the shadow of a staple. */
export const punched = (sheet: Sheet, chance: Chance): Sheet => {
  const y = sheet.height / 2
  const dark = chance.pick(['#1c1c1c', '#6a6a6a'])
  const hole = (at: number): Item => ({
    kind: 'box',
    x: 9,
    y: at - 3,
    width: 6,
    height: 6,
    radius: 3,
    fill: dark,
  })
  return more(sheet, hole(y - 40), hole(y + 40), {
    kind: 'rule',
    from: [12, 16],
    to: [chance.between(20, 24), chance.between(10, 14)],
    thickness: 0.7,
    color: '#555555',
  })
}

/** A reader's yellow pen over words of the text, and a signature at the foot. */
export const annotated = (sheet: Sheet, chance: Chance): Sheet => {
  const lines = sheet.items.filter(
    item => item.kind === 'text' && item.y > 95 && (item.anchor ?? 'left') === 'left',
  )
  const picked = chance.sample(lines, 3)
  const strokes: Item[] = picked.flatMap((item): Item[] => {
    if (item.kind !== 'text') return []
    const [x, width] = [item.x + item.size * chance.int(1, 5), item.size * chance.int(4, 12)]
    return [
      {
        kind: 'paint',
        paint: context => {
          context.globalCompositeOperation = 'multiply'
          context.fillStyle = chance.maybe(0.5) ? '#fff36b' : '#b6f2a0'
          context.fillRect(x, item.y - item.size * 0.9, width, item.size * 1.05)
        },
      },
    ]
  })
  const waves = Array.from({ length: 9 }, () => [chance.between(2, 7), chance.between(-6, 6)] as const)
  return more(sheet, ...strokes, {
    kind: 'paint',
    paint: context => {
      context.strokeStyle = '#1b2d86'
      context.lineWidth = 0.6
      context.translate(132, 262)
      context.beginPath()
      context.moveTo(0, 0)
      let x = 0
      for (const [wide, high] of waves) {
        context.quadraticCurveTo(x + wide / 2, high, x + wide, high / 3)
        x += wide
      }
      context.stroke()
    },
  })
}

/** A photograph or a town view with white labels on it. */
export function labelled(chance: Chance): Sheet {
  const items: Item[] = [painted(chance.maybe(0.5) ? landscape(chance) : town(chance), 0, 0, 210, 140)]
  for (let n = 0; n < chance.int(3, 6); n++) {
    const words = chance.fill('{村}')
    const [x, y] = [chance.between(6, 150), chance.between(8, 125)]
    const width = [...words].length * 5.4 + 5
    items.push(
      {
        kind: 'box',
        x,
        y,
        width,
        height: 9,
        fill: chance.pick(['#ffffff', '#ffffff', '#fff9d6', '#222222']),
        radius: chance.pick([0, 1.5]),
      },
      text(words, x + 2.5, y + 6.5, points(14), 'hei-noto', { color: '#333333' }),
    )
  }
  return { width: 210, height: 140, unit: 'mm', background: '#ffffff', items }
}

/** Only a picture: a landscape, a town, a chart or an emblem on white. */
export function picture(chance: Chance, index: number): Sheet {
  const kinds = [landscape, town, chart, emblem] as const
  const paint = (kinds[index % kinds.length] as (typeof kinds)[number])(chance)
  const isLogo = index % kinds.length === 3
  const [width, height] = isLogo
    ? [80, 80]
    : chance.pick([
        [180, 120],
        [120, 160],
        [200, 112],
      ] as const)
  const inset = isLogo ? 12 : 0
  const items = [painted(paint, inset, inset, width - 2 * inset, height - 2 * inset)]
  return { width, height, unit: 'mm', background: '#ffffff', items }
}

/** A title page: a few words in the middle of white. */
export function sparse(chance: Chance): Sheet {
  const style = newStyle(chance)
  const title = chance.fill('{市}{业务}{年}年度报告')
  return a4([
    text(title, 105, chance.between(90, 130), points(28), style.title, { anchor: 'center', fit: 160 }),
    text(chance.fill('{市}{局}'), 105, 235, points(18), style.kai, { anchor: 'center' }),
    text(chance.fill('{年}年{1-12}月'), 105, 250, points(18), style.kai, { anchor: 'center' }),
  ])
}

/** The lower part of a page: how news sites cut a paper to its red head, without any control left on it. */
export function cutAtHead(sheet: Sheet, chance: Chance): Sheet {
  const head = sheet.items.find(item => item.kind === 'text' && item.text.endsWith('文件'))
  const top = head?.kind === 'text' ? head.y - head.size - chance.between(6, 20) : 40
  return { ...sheet, height: sheet.height - top, items: placed(sheet.items, 0, -top) }
}
