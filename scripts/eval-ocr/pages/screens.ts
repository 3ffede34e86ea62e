/** What people screenshot and post: chats, articles, long image posts. In points of a phone's screen. */
import { body as prose } from '../../eval/prose.ts'
import type { Chance } from '../chance.ts'
import type { Item, Sheet } from '../drawing/sheet.ts'
import { report } from './handouts.ts'
import type { PageMaker, PageRequest } from './page.ts'
import { paper } from './paper.ts'
import { landscape, town } from './pictures.ts'
import { flow, placed, text } from './style.ts'

const ink = '#1a1a1a'

function statusBar(chance: Chance, width: number, dark: boolean): Item[] {
  const color = dark ? '#ffffff' : ink
  return [
    text(`${chance.int(8, 20)}:${chance.int(10, 59)}`, 18, 20, 13, 'hei-medium', { color }),
    { kind: 'box', x: width - 40, y: 10, width: 22, height: 11, stroke: color, thickness: 1, radius: 3 },
    { kind: 'box', x: width - 38, y: 12, width: 14, height: 7, fill: color, radius: 1 },
  ]
}

/** A group chat; the sign begins a message that somebody typed or pasted. */
export const chat: PageMaker = ({ chance, sign }) => {
  const width = chance.pick([375, 390, 412])
  const height = chance.pick([780, 844, 915])
  const items: Item[] = [
    { kind: 'box', x: 0, y: 0, width, height: 76, fill: '#f7f7f7' },
    ...statusBar(chance, width, false),
    text(chance.fill('{县}工作群（{11-480}）'), width / 2, 58, 17, 'hei-medium', {
      anchor: 'center',
      color: ink,
    }),
    text('‹', 16, 58, 24, 'hei-noto', { color: ink, faint: true }),
  ]
  const messages = [
    chance.fill('{人}，材料收到了吗？'),
    '收到，谢谢。',
    chance.fill('请各科室{期}前反馈。'),
    chance.fill('{月日}上午九点在{楼}开会。'),
  ]
  const at = chance.int(0, 2)
  let y = 92
  for (const [n, message] of messages.entries()) {
    const own = n % 2 === 1
    const pasted = n === at && sign !== null
    const content = pasted
      ? [sign.text, chance.fill('关于{动词}{业务}工作的通知'), ...prose(chance, 1)]
      : [message]
    const wide = pasted || [...message].length > 14 ? width * 0.66 : [...message].length * 16 + 26
    const running = flow(content, {
      x: 0,
      y: 0,
      width: wide - 24,
      size: 16,
      pitch: 23,
      font: 'hei-noto',
      color: ink,
      indent: '',
    })
    const high = running.y + 18
    if (y + high > height - 66) break
    const left = own ? width - 58 - wide : 58
    items.push(
      {
        kind: 'box',
        x: own ? width - 50 : 12,
        y,
        width: 38,
        height: 38,
        fill: chance.pick(['#7f9bb8', '#b88a7f', '#8fb88a', '#666677']),
        radius: 5,
      },
      { kind: 'box', x: left, y, width: wide, height: high, fill: own ? '#95ec69' : '#ffffff', radius: 6 },
      ...placed(running.items, left + 12, y + 24).map(item =>
        item.kind === 'text' && pasted && item.text === sign.text ? { ...item, tag: 'sign' as const } : item,
      ),
    )
    y += high + 16
  }
  items.push(
    { kind: 'box', x: 0, y: height - 54, width, height: 54, fill: '#f7f7f7' },
    { kind: 'box', x: 48, y: height - 45, width: width - 140, height: 36, fill: '#ffffff', radius: 5 },
  )
  return { width, height, unit: 'px', background: '#ededed', items }
}

/** A paper's first page as a picture inside a post. */
function embedded(
  request: PageRequest,
  left: number,
  top: number,
  width: number,
): { items: Item[]; height: number } {
  const sheet = request.chance.maybe(0.6) ? paper(request) : report(request)
  const factor = width / sheet.width
  return {
    items: [
      {
        kind: 'box',
        x: left,
        y: top,
        width,
        height: sheet.height * factor,
        fill: '#ffffff',
        stroke: '#dddddd',
        thickness: 0.5,
      },
      ...placed(sheet.items, left, top, factor),
    ],
    height: sheet.height * factor,
  }
}

function picture(chance: Chance, left: number, top: number, width: number, height: number): Item {
  const paint = chance.maybe(0.5) ? landscape(chance) : town(chance)
  return {
    kind: 'paint',
    paint: context => {
      context.translate(left, top)
      context.beginPath()
      context.rect(0, 0, width, height)
      context.clip()
      paint(context, width, height)
    },
  }
}

/** An article of an official account, with the scan of a paper in it. */
export const article: PageMaker = request => {
  const { chance } = request
  const width = chance.pick([375, 390, 412])
  const height = chance.pick([844, 915])
  const items: Item[] = [
    ...statusBar(chance, width, false),
    text(chance.fill('{县}发布'), width / 2, 58, 16, 'hei-medium', { anchor: 'center', color: ink }),
  ]
  const head = flow([chance.fill('{市}{动词}{业务}：{局}最新通知')], {
    x: 16,
    y: 104,
    width: width - 32,
    size: 21,
    pitch: 30,
    font: 'hei-medium',
    color: ink,
    indent: '',
  })
  items.push(
    ...head.items,
    text(chance.fill('{县}发布　{年}-0{1-9}-{10-28}'), 16, head.y, 13, 'hei-noto', { color: '#8a8a8a' }),
  )
  items.push(...embedded(request, 12, head.y + 20, width - 24).items)
  return { width, height, unit: 'px', background: '#ffffff', items }
}

/** One picture, many screens long: text, photos, and the paper somewhere on the way. */
export const longPost: PageMaker = request => {
  const { chance, sign } = request
  const width = 390
  const items: Item[] = []
  let y = 60
  const say = (paragraphs: readonly string[], size: number) => {
    const running = flow(paragraphs, {
      x: 20,
      y,
      width: width - 40,
      size,
      pitch: size * 1.7,
      font: 'hei-noto',
      color: ink,
    })
    items.push(...running.items)
    y = running.y + 14
  }
  const show = (height: number) => {
    items.push(picture(chance, 20, y, width - 40, height))
    y += height + 34
  }
  items.push(
    text(chance.fill('{市}{业务}大事记'), width / 2, y, 25, 'hei-bold', {
      anchor: 'center',
      color: '#b01f24',
    }),
  )
  y += 50
  const sections = chance.int(5, 9)
  const at = chance.int(1, sections - 2)
  for (let section = 0; section < sections; section++) {
    say(prose(chance, chance.int(2, 4)), 17)
    if (section % 2 === 0) show(chance.int(160, 260))
    if (section !== at || sign === null) continue
    if (chance.maybe(0.5)) {
      const { items: inside, height } = embedded(request, 15, y, width - 30)
      items.push(...inside)
      y += height + 34
    } else {
      items.push(text(sign.text, 20, y, 17, 'hei-medium', { color: ink, tag: 'sign' }))
      y += 34
    }
  }
  items.push(text('— 完 —', width / 2, y + 10, 14, 'hei-noto', { anchor: 'center', color: '#8a8a8a' }))
  return {
    width,
    height: Math.ceil(y + 50),
    unit: 'px',
    background: chance.pick(['#ffffff', '#fdf6ec', '#f3f7fb']),
    items,
  }
}

/** The window of an office system: menu, buttons, grey panels, a form with fields. */
export function officeWindow(chance: Chance): Sheet {
  const [width, height] = [1280, 760]
  const items: Item[] = [
    { kind: 'box', x: 0, y: 0, width, height: 52, fill: '#1f5fa8' },
    text(chance.fill('{市}政务办公平台'), 24, 35, 22, 'hei-medium', { color: '#ffffff' }),
    { kind: 'box', x: 0, y: 52, width: 190, height: height - 52, fill: '#27384c' },
    { kind: 'box', x: 1150, y: 14, width: 108, height: 26, fill: '#ffffff', radius: 13 },
  ]
  for (const [n, entry] of ['待办事项', '公文管理', '会议安排', '通讯录', '值班管理', '系统设置'].entries()) {
    if (n === 1) items.push({ kind: 'box', x: 0, y: 60 + n * 48, width: 190, height: 48, fill: '#1f5fa8' })
    items.push(text(entry, 30, 92 + n * 48, 17, 'hei-noto', { color: '#e6edf5' }))
  }
  for (const [n, field] of ['标题', '来文单位', '文号', '收文日期', '办理状态'].entries()) {
    items.push(text(field, 230, 120 + n * 52, 16, 'hei-noto', { color: ink }), {
      kind: 'box',
      x: 330,
      y: 96 + n * 52,
      width: 420,
      height: 36,
      fill: '#ffffff',
      stroke: '#c8ced6',
      thickness: 1,
      radius: 4,
    })
  }
  const values = ['关于{动词}{业务}工作的通知', '{市}{局}', '', '{年}-0{1-9}-{10-28}', '已办结']
  for (const [n, value] of values.entries()) {
    items.push(text(chance.fill(value), 342, 120 + n * 52, 16, 'hei-noto', { color: ink }))
  }
  for (const [n, button] of ['保存', '提交', '返回'].entries()) {
    items.push(
      {
        kind: 'box',
        x: 330 + n * 120,
        y: 380,
        width: 96,
        height: 36,
        fill: n === 2 ? '#ffffff' : '#1f77d0',
        stroke: '#1f77d0',
        thickness: 1,
        radius: 4,
      },
      text(button, 378 + n * 120, 404, 16, 'hei-noto', {
        anchor: 'center',
        color: n === 2 ? '#1f77d0' : '#ffffff',
      }),
    )
  }
  items.push(
    { kind: 'box', x: 790, y: 90, width: 440, height: 330, fill: '#ffffff', stroke: '#dde2e8', thickness: 1 },
    { kind: 'box', x: 790, y: 90, width: 440, height: 40, fill: '#eef2f6' },
    text('办理过程', 806, 117, 16, 'hei-medium', { color: ink }),
    ...flow(prose(chance, 2), {
      x: 806,
      y: 160,
      width: 408,
      size: 15,
      pitch: 25,
      font: 'hei-noto',
      color: '#444444',
      bottom: 405,
    }).items,
  )
  return { width, height, unit: 'px', background: '#f4f6f9', items }
}
