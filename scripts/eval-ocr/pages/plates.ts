/** Maps and tables, whose mark stands after or below the title (domain M9b), and slides. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Chance } from '../chance.ts'
import { cssFont } from '../drawing/fonts.ts'
import { black, type Item, points, type Sheet } from '../drawing/sheet.ts'
import type { PageMaker, PageRequest } from './page.ts'
import { signText, withSeal } from './parts.ts'
import { a4, markColor, newStyle, type Style, text } from './style.ts'

/** Title in the middle with the sign after it in brackets, below it, or at the top left. */
function titled(request: PageRequest, title: string, width: number, y: number, style: Style): Item[] {
  const { chance, sign } = request
  const size = points(chance.pick([20, 22, 24]))
  const place = sign === null ? 'none' : chance.pick(['after', 'below', 'below', 'corner'])
  const items: Item[] = []
  if (sign !== null && place === 'after') {
    const bare = sign.text.replaceAll(/[（）【】]/g, '')
    const letters = [...title].length + [...bare].length + 2
    const fit = Math.min(size, (width - 20) / letters)
    const left = (width - letters * fit) / 2
    items.push(
      text(`${title}（${bare}）`, left, y, fit, style.title, { tag: 'sign', fit: width - 2 * left + fit }),
    )
    return items
  }
  items.push(text(title, width / 2, y, size, style.title, { anchor: 'center', fit: width - 20 }))
  if (place === 'below')
    items.push(...signText(request, width / 2, y + size * 1.5, style, { anchor: 'center' }))
  if (place === 'corner') items.push(...signText(request, 18, y - size * 1.3, style))
  return items
}

function contours(chance: Chance): (context: SKRSContext2D) => void {
  const hills = Array.from({ length: chance.int(4, 7) }, () => ({
    x: chance.between(20, 180),
    y: chance.between(60, 240),
    reach: chance.between(12, 34),
    rings: chance.int(4, 8),
    squash: chance.between(0.5, 1),
    turn: chance.between(0, Math.PI),
  }))
  const river = Array.from({ length: 6 }, (_, i) => [15 + i * 36, chance.between(70, 230)] as const)
  const roads = Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, (_, i) => [15 + i * 60, chance.between(60, 245)] as const),
  )
  return context => {
    context.beginPath()
    context.rect(15, 52, 180, 205)
    context.clip()
    context.lineWidth = 0.2
    context.strokeStyle = '#b58a55'
    for (const hill of hills) {
      for (let ring = 1; ring <= hill.rings; ring++) {
        const reach = (hill.reach * ring) / hill.rings
        context.beginPath()
        context.ellipse(hill.x, hill.y, reach, reach * hill.squash, hill.turn, 0, 2 * Math.PI)
        context.stroke()
      }
    }
    const curve = (points: readonly (readonly [number, number])[]) => {
      context.beginPath()
      for (const [i, [x, y]] of points.entries()) {
        const [px, py] = points[i - 1] ?? [x, y]
        if (i === 0) context.moveTo(x, y)
        else context.bezierCurveTo((px + x) / 2, py, (px + x) / 2, y, x, y)
      }
      context.stroke()
    }
    context.strokeStyle = '#5b9bd5'
    context.lineWidth = 1.4
    curve(river)
    context.strokeStyle = '#c0504d'
    context.lineWidth = 0.6
    for (const road of roads) curve(road)
  }
}

function mapDrawing(chance: Chance, style: Style): Item[] {
  const items: Item[] = [
    { kind: 'box', x: 15, y: 52, width: 180, height: 205, fill: '#fbfaf3' },
    { kind: 'paint', paint: contours(chance) },
    { kind: 'box', x: 15, y: 52, width: 180, height: 205, stroke: black, thickness: 0.6 },
    { kind: 'box', x: 13.4, y: 50.4, width: 183.2, height: 208.2, stroke: black, thickness: 0.25 },
  ]
  for (let place = 0; place < 14; place++) {
    const [x, y] = [chance.between(22, 170), chance.between(62, 250)]
    items.push(
      { kind: 'box', x: x - 3, y: y - 2.4, width: 1.8, height: 1.8, fill: '#333333', radius: 0.9 },
      text(chance.fill('{村}'), x, y, points(chance.pick([8, 9, 10])), style.hei),
    )
  }
  items.push(
    text('图例', 165, 228, points(11), style.hei),
    text('河流　道路　居民点', 158, 236, points(9), style.body),
    text(`比例尺 1：${chance.pick(['10000', '25000', '50000'])}`, 20, 266, points(11), style.body),
    text(chance.fill('{市}{局}　{年}年{1-12}月编制'), 190, 266, points(11), style.body, { anchor: 'right' }),
  )
  return items
}

export const map: PageMaker = request => {
  const { chance } = request
  const style = newStyle(chance)
  const title = chance.fill('{市}{应急水源布点|管网分布|仓库布局|道路规划|河道治理}{示意图|分布图|平面图}')
  const items = [...titled(request, title, 210, 32, style), ...mapDrawing(chance, style)]
  if (request.sign === null) {
    items.push(
      text(`审图号：云S（2031）${chance.int(100, 999)}号`, 105, 274, points(10), style.body, {
        anchor: 'center',
      }),
    )
  }
  return sealed(request, a4(items))
}

function sealed(request: PageRequest, sheet: Sheet): Sheet {
  return { ...sheet, items: withSeal(request, sheet.items, request.chance.fill('{市}{局}')) }
}

/** A ruled grid of cells. @returns the items and the y below the grid. */
export function grid(
  rows: readonly (readonly string[])[],
  setting: { x: number; y: number; widths: readonly number[]; height: number; style: Style; head?: string },
): { items: Item[]; y: number } {
  const items: Item[] = []
  const { x, y, widths, height, style } = setting
  const width = widths.reduce((sum, each) => sum + each, 0)
  for (const [row, cells] of rows.entries()) {
    const top = y + row * height
    let left = x
    for (const [column, cell] of cells.entries()) {
      const own = widths[column] ?? 20
      const filled = row === 0 && setting.head !== undefined
      items.push({
        kind: 'box',
        x: left,
        y: top,
        width: own,
        height,
        stroke: black,
        thickness: 0.25,
        ...(filled ? { fill: setting.head as string } : {}),
      })
      const dark = filled && Number.parseInt((setting.head as string).slice(1, 3), 16) < 110
      items.push(
        text(cell, left + own / 2, top + height * 0.66, points(11), row === 0 ? style.hei : style.body, {
          anchor: 'center',
          fit: own - 2,
          color: dark ? '#ffffff' : black,
        }),
      )
      left += own
    }
  }
  items.push({ kind: 'box', x, y, width, height: height * rows.length, stroke: black, thickness: 0.5 })
  return { items, y: y + height * rows.length }
}

export function tableRows(chance: Chance, count: number): string[][] {
  return [
    ['序号', '项目', '责任单位', '负责人', '投资', '进度'],
    ...Array.from({ length: count }, (_, n) => [
      String(n + 1),
      chance.fill('{项目}'),
      chance.fill('{局}'),
      chance.fill('{人}'),
      chance.fill('{数}'),
      `${chance.int(10, 100)}%`,
    ]),
  ]
}

export const tableWidths = [14, 58, 42, 24, 20, 18] as const

export const table: PageMaker = request => {
  const { chance } = request
  const style = newStyle(chance)
  const title = chance.fill('{市}{业务}项目{进度表|一览表|明细表|台账}')
  const y = chance.between(34, 44)
  const head = chance.maybe(0.6)
    ? chance.pick(['#d9e2f3', '#1f4e79', '#404040', '#e2efd9', '#bfbfbf'])
    : undefined
  const body = grid(tableRows(chance, chance.int(9, 19)), {
    x: 17,
    y: y + 24,
    widths: tableWidths,
    height: chance.between(8.5, 10.5),
    style,
    ...(head === undefined ? {} : { head }),
  })
  return sealed(
    request,
    a4([
      ...titled(request, title, 210, y, style),
      ...body.items,
      text(chance.fill('填报单位：{市}{局}　　填报日期：{日}'), 17, body.y + 9, points(11), style.body),
    ]),
  )
}

/** A slide, 16:9, with the sign at a corner. 254 × 143 mm is PowerPoint's. */
export const slide: PageMaker = request => {
  const { chance, sign } = request
  const style = newStyle(chance)
  const dark = chance.maybe(0.4)
  const [background, ink] = dark ? ['#16365c', '#ffffff'] : ['#ffffff', '#1a1a1a']
  const atRight = chance.maybe(0.35)
  const items: Item[] = []
  if (sign !== null) {
    items.push(
      text(sign.text, atRight ? 242 : 12, 15, points(chance.pick([14, 16, 18])), style.mark, {
        anchor: atRight ? 'right' : 'left',
        color: dark ? '#ffffff' : markColor(chance),
        tag: 'sign',
      }),
    )
  }
  items.push(
    text(chance.fill('{市}{业务}工作汇报'), 127, 42, points(34), 'hei-bold', {
      anchor: 'center',
      color: ink,
      fit: 220,
    }),
    { kind: 'rule', from: [60, 50], to: [194, 50], thickness: 0.8, color: dark ? '#e0b050' : '#c00000' },
  )
  const heads = ['一、基本情况', '二、主要做法', '三、存在问题', '四、下一步安排']
  for (const [n, head] of heads.slice(0, chance.int(3, 4)).entries()) {
    items.push(
      text(`${head}：${chance.fill('{动词}{业务}，{动词}{业务}')}`, 30, 70 + n * 15, points(18), 'hei-noto', {
        color: ink,
        fit: 205,
      }),
    )
  }
  items.push(
    text(chance.fill('{市}{局}　{年}年{1-12}月'), 127, 135, points(14), 'hei-noto', {
      anchor: 'center',
      color: ink,
    }),
  )
  return { width: 254, height: 143, unit: 'mm', background, items }
}

/** For labels drawn inside pictures. */
export const label = (size: number) => cssFont('hei-noto', size)
