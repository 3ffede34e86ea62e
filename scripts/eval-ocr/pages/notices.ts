/** Public pages of text: notices, articles about secrecy, letterheads, forms, posters. */
import { people, body as prose } from '../../eval/prose.ts'
import type { Chance } from '../chance.ts'
import { black, type Item, points, red, type Sheet } from '../drawing/sheet.ts'
import { emblem, landscape, type Painter, squareCode } from './pictures.ts'
import { grid } from './plates.ts'
import { a4, flow, newStyle, text, titleRows } from './style.ts'

export function painted(paint: Painter, x: number, y: number, width: number, height: number): Item {
  return {
    kind: 'paint',
    paint: context => {
      context.translate(x, y)
      context.beginPath()
      context.rect(0, 0, width, height)
      context.clip()
      paint(context, width, height)
    },
  }
}

const running = (chance: Chance, paragraphs: readonly string[], y: number) =>
  flow(paragraphs, {
    x: 27,
    y,
    width: 156,
    size: points(chance.pick([14, 15, 15.7])),
    pitch: chance.between(8.8, 10.1),
    font: chance.pick(['song-gb', 'song-ming', 'song-noto']),
    bottom: 265,
  })

/** An announcement with issuer and date. */
export function notice(chance: Chance): Sheet {
  const style = newStyle(chance)
  const items: Item[] = []
  let y = chance.between(36, 60)
  const title = chance.fill('{市}{局}关于{业务}的{公告|通告|公示}')
  for (const row of titleRows(title, 16)) {
    items.push(text(row, 105, y, points(22), style.title, { anchor: 'center' }))
    y += 11
  }
  const text_ = running(chance, prose(chance, chance.int(2, 5)), y + 14)
  items.push(
    ...text_.items,
    text(chance.fill('{市}{局}'), 178, text_.y + 12, points(15), style.body, { anchor: 'right' }),
    text(chance.fill('{日}'), 178, text_.y + 22, points(15), style.body, { anchor: 'right' }),
  )
  return a4(items)
}

/** What every portal has: the secrecy law explained, with the words of the marks in running text (domain F1). */
export function secrecyArticle(chance: Chance): Sheet {
  const style = newStyle(chance)
  const facts = [
    '国家秘密的密级分为绝密、机密、秘密三级。绝密级国家秘密是最重要的国家秘密，泄露会使国家安全和利益遭受特别严重的损害。',
    '机关、单位应当依法对本机关、本单位产生的国家秘密确定密级、保密期限和知悉范围。',
    '任何组织和个人不得在互联网及其他公共信息网络中存储、处理国家秘密。',
    '国家秘密的保密期限，除另有规定外，绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年。',
    '拍照、截图前先想一想：文件首页是否有密级标志，发到网上就收不回来了。',
    '《中华人民共和国保守国家秘密法》自2024年5月1日起施行，各单位要组织学习，做到人人皆知。',
    '某机关工作人员王某将涉密文件带回家中，被给予党内警告处分，这个案例值得警惕。',
  ]
  const title = chance.pick([
    '保密宣传教育月知识问答',
    '保密法，我们这样学',
    '筑牢保密防线，从我做起',
    '一图读懂新修订的保密法',
  ])
  return a4([
    text(title, 105, chance.between(34, 52), points(24), style.title, { anchor: 'center' }),
    text(chance.fill('来源：{市}{局}　　{日}'), 105, 66, points(12), style.kai, { anchor: 'center' }),
    ...running(chance, chance.sample(facts, chance.int(4, 6)), 84).items,
  ])
}

/** A company's or an office's own paper: emblem at the top left, address at the foot. */
export function letterhead(chance: Chance): Sheet {
  const style = newStyle(chance)
  const name = chance.fill(chance.pick(['{公司}', '{学校}', '{市}{局}']))
  const side = chance.between(14, 24)
  const top = chance.between(10, 26)
  const color = chance.pick(['#1f4e79', '#a8232a', black])
  const text_ = running(chance, prose(chance, chance.int(2, 4)), 78)
  return a4([
    painted(emblem(chance), 24, top, chance.maybe(0.3) ? side * 2.2 : side, side),
    text(name, 24 + side * (chance.maybe(0.5) ? 2.5 : 1.3), top + side * 0.62, points(20), 'title-bold', {
      color,
      fit: 110,
    }),
    { kind: 'rule', from: [24, top + side + 5], to: [186, top + side + 5], thickness: 0.6, color },
    text(chance.fill('致：{公司}'), 27, 66, points(15), style.body),
    ...text_.items,
    text(
      chance.fill('地址：{市}{县}{1-200}号　电话：0000-88{10-99}{100-999}'),
      105,
      284,
      points(10),
      style.hei,
      { anchor: 'center', color: '#555555' },
    ),
  ])
}

/** An application form: filled labels, empty fields, a box for a photograph. */
export function form(chance: Chance): Sheet {
  const style = newStyle(chance)
  const label = chance.pick(['#e7e6e6', '#d9e2f3', '#ffffff', '#c9c9c9'])
  const items: Item[] = [
    text(chance.fill('{市}{业务}{申请表|登记表|报名表}'), 105, 34, points(20), style.title, {
      anchor: 'center',
    }),
    text('填表日期：　　　　年　　月　　日', 183, 44, points(11), style.body, { anchor: 'right' }),
  ]
  const fields = [
    '姓　　名',
    '性　　别',
    '出生年月',
    '民　　族',
    '文化程度',
    '联系电话',
    '工作单位',
    '通信地址',
    '申请事项',
    '申请理由',
    '单位意见',
    '审核意见',
  ]
  const filled = chance.maybe(0.5)
  let y = 48
  for (let row = 0; row < 6; row++) {
    const height = row < 4 ? 12 : 44
    const pairs = row < 3 ? 2 : 1
    for (let pair = 0; pair < pairs; pair++) {
      const name = fields[row < 3 ? row * 2 + pair : row + 3] ?? ''
      const x = 27 + pair * 58
      const width = pairs === 2 ? 32 : row === 3 ? 90 : 128
      items.push(
        { kind: 'box', x, y, width: 26, height, fill: label, stroke: black, thickness: 0.25 },
        { kind: 'box', x: x + 26, y, width, height, stroke: black, thickness: 0.25 },
        text(name, x + 13, y + height / 2 + 1.6, points(11), style.hei, { anchor: 'center' }),
      )
      if (filled && row < 4) {
        const value = chance.fill(chance.pick(['{人}', '{县}', '{局}', '汉族']))
        items.push(text(value, x + 29, y + height / 2 + 1.8, points(12), style.kai))
      }
    }
    y += height
  }
  items.push(
    { kind: 'box', x: 143, y: 48, width: 38, height: 48, stroke: black, thickness: 0.25 },
    text('照　片', 162, 74, points(11), style.hei, { anchor: 'center', color: '#777777' }),
    text('注：本表一式两份，报送单位和受理单位各存一份。', 27, y + 8, points(10.5), style.body),
  )
  return a4(items)
}

/** A poster: colour, a slogan in large type, a code to scan. */
export function poster(chance: Chance): Sheet {
  const [ground, ink] = chance.pick([
    ['#b01f24', '#ffe9a8'],
    ['#0b4f8a', '#ffffff'],
    ['#f5f0e1', '#a8232a'],
    ['#1f7a4d', '#ffffff'],
  ] as const)
  const slogan = chance.fill('{动词}{业务}　共建美好家园')
  return a4(
    [
      painted(landscape(chance), 0, 150, 210, 147),
      { kind: 'box', x: 14, y: 14, width: 182, height: 120, stroke: ink, thickness: 1.2, radius: 4 },
      ...slogan
        .split('　')
        .map((row, n) =>
          text(row, 105, 62 + n * 30, points(48), 'hei-bold', { anchor: 'center', color: ink, fit: 160 }),
        ),
      text(chance.fill('{市}{局}宣'), 105, 126, points(18), 'hei-noto', { anchor: 'center', color: ink }),
      painted(squareCode(chance), 164, 256, 30, 30),
    ],
    ground,
  )
}

/** A list with names and numbers; `cells` of the body are given a tag, so that some can be blacked out. */
export function roster(chance: Chance): Sheet {
  const style = newStyle(chance)
  const rows = [
    ['序号', '姓名', '证件号码', '所在村', '补贴（元）'],
    ...people(chance, chance.int(8, 16)).map((name, n) => [
      String(n + 1),
      name,
      `${chance.int(110, 650)}***********${chance.int(100, 999)}X`,
      chance.fill('{村}'),
      String(chance.int(2, 38) * 100),
    ]),
  ]
  const body = grid(rows, { x: 22, y: 52, widths: [16, 30, 56, 40, 26], height: 9.5, style })
  const items = body.items.map(item =>
    item.kind === 'text' && /\*/.test(item.text) ? { ...item, tag: 'body-cell' as const } : item,
  )
  return a4([
    text(chance.fill('{镇}{年}年补贴发放公示'), 105, 38, points(20), style.title, {
      anchor: 'center',
      color: chance.pick([black, red]),
    }),
    ...items,
    text(chance.fill('公示期：{月日}起7日　监督电话：0000-8812345'), 22, body.y + 10, points(11), style.body),
  ])
}
