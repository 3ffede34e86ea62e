/** Official papers on A4: the standard paper of GB/T 9704, the letter, the plain report, the meeting paper. */
import { body as prose, title as proseTitle } from '../../eval/prose.ts'
import { layOut, type Page, sheet as paperSize, typeArea } from '../../samples/layout.ts'
import type { Paper } from '../../samples/paper.ts'
import type { Chance } from '../chance.ts'
import { black, type Item, points, red, type SealItem, type Sheet, type TextItem } from '../drawing/sheet.ts'
import type { PageMaker, PageRequest, Residue } from './page.ts'
import { a4, flow, markColor, markSize, moved, newStyle, type Style, text, titleRows } from './style.ts'

const right = typeArea.left + typeArea.width
const centre = typeArea.left + typeArea.width / 2

export function copyNumber(chance: Chance): string {
  return `000${chance.int(10, 299).toString().padStart(3, '0')}`.slice(-6)
}

export function newSeal(chance: Chance, x: number, y: number, owner: string): SealItem {
  return {
    kind: 'seal',
    x,
    y,
    radius: chance.between(19, 21),
    text: owner,
    font: 'song-medium',
    color: chance.pick(['#d5201c', '#e0332a', '#c81f2e']),
    angle: chance.between(-12, 12),
    wear: chance.between(0.1, 0.7),
  }
}

/** The seal over the mark: its rim or its star crosses the characters, which stay legible through the ink. */
export function sealOver(chance: Chance, sign: TextItem, owner: string): SealItem {
  const width = sign.size * [...sign.text].length * 0.8
  const from = sign.anchor === 'right' ? -width : sign.anchor === 'center' ? -width / 2 : 0
  const x = sign.x + from + width * chance.between(0.15, 0.95)
  return newSeal(chance, x, sign.y - sign.size * 0.4 + chance.between(-9, 9), owner)
}

/** The mark, or another sign in its place, as text. */
export function signText(
  request: PageRequest,
  x: number,
  y: number,
  style: Style,
  more: Partial<TextItem> = {},
): TextItem[] {
  const { sign, chance, large } = request
  if (sign === null) return []
  const size = large ? points(18) : markSize(chance)
  return [text(sign.text, x, y, size, style.mark, { color: markColor(chance), tag: 'sign', ...more })]
}

const faces: Record<string, keyof Style> = { body: 'body', kai: 'kai', hei: 'hei', title: 'title' }

/** The first page of a laid-out paper as items. `tagged` names what the evaluation has to know of. */
function fromLayout(
  page: Page,
  style: Style,
  tagged: ReadonlyMap<string, Partial<TextItem>>,
): { items: Item[]; seals: Page['seals'] } {
  const items: Item[] = page.runs.map(run =>
    text(run.text, run.x, run.y, points(run.size), style[faces[run.face] ?? 'body'], {
      color: run.color === 'red' ? red : black,
      anchor: run.anchor,
      ...(run.anchor === 'left' ? { fit: right - run.x + points(8) } : {}),
      ...tagged.get(run.text),
    }),
  )
  for (const { y, thickness, color } of page.rules) {
    items.push({
      kind: 'rule',
      from: [typeArea.left, y],
      to: [right, y],
      thickness,
      color: color === 'red' ? red : black,
    })
  }
  return { items, seals: page.seals }
}

/** Which controls a paper gets: those asked for, or those that go with its sign. */
function controlsOf({ chance, sign, residue }: PageRequest): ReadonlySet<Residue> {
  if (residue !== undefined) return new Set(residue)
  const controls = new Set<Residue>(['red-head'])
  if (sign?.category === 'classification') {
    if (chance.maybe(0.7)) controls.add('copy-number')
    if (chance.maybe(0.2)) controls.add('copies-printed')
  }
  return controls
}

/** An official paper with red head. A number stands as its 发文字号, a phrase at the top right or under the date. */
export const paper: PageMaker = request => {
  const { chance, sign } = request
  const style = newStyle(chance)
  const controls = controlsOf(request)
  const place = chance.fill('{市}{局}')
  const ordinaryNumber = chance.fill(`${place.slice(0, 1)}{代字}{发|函|办|规}〔{年}〕{1-280}号`)
  const date = chance.fill('{日}')
  const corner = controls.has('return-order') ? `会后收回　编号：${chance.int(1, 80)}` : undefined
  const phrase = sign?.category === 'phrase' ? sign.text : undefined
  const underDate = phrase?.startsWith('（此件') ? phrase : undefined
  const imprint = underDate === undefined && (chance.maybe(0.5) || controls.has('copies-printed'))
  const copies = controls.has('copies-printed') ? `（共印${chance.int(15, 120)}份）` : ''
  const number = sign?.category === 'telegram' ? sign.text : ordinaryNumber
  const atCorner = phrase !== undefined && underDate === undefined ? phrase : corner
  const draft: Paper = {
    title: titleRows(proseTitle(chance), 17),
    addressee: chance.fill('各县（市、区）人民政府，市直有关单位：'),
    body: prose(chance, underDate === undefined ? chance.int(2, 4) : 1),
    issuer: place,
    date,
    number,
    seal: chance.maybe(0.6),
    ...(controls.has('copy-number') ? { copyNumber: copyNumber(chance) } : {}),
    ...(sign?.category === 'classification' ? { level: sign.text } : {}),
    ...(chance.maybe(0.25) ? { urgency: chance.pick(['特急', '加急', '特　急']) } : {}),
    ...(atCorner === undefined ? {} : { corner: atCorner }),
    ...(controls.has('red-head') ? { head: `${place}文件` } : {}),
    ...(underDate === undefined ? {} : { note: underDate }),
    ...(imprint
      ? { copiesTo: chance.fill('市委办公室，市人大常委会办公室。'), imprint: [`${place}办公室`, `${date}`] }
      : {}),
  }
  const tagged = new Map<string, Partial<TextItem>>()
  if (sign !== null) {
    const isMark = sign.category === 'classification'
    tagged.set(sign.text, {
      tag: 'sign',
      ...(isMark ? { font: style.mark, size: markSize(chance), color: markColor(chance) } : {}),
    })
  }
  for (const residue of [draft.copyNumber, corner]) {
    if (residue !== undefined) tagged.set(residue, { tag: 'residue' })
  }
  const [first] = layOut(draft)
  if (first === undefined) throw new Error('a paper without a page')
  const { items, seals } = fromLayout(first, style, tagged)
  if (copies !== '') {
    items.push(text(copies, right - 6, 251, points(14), style.body, { anchor: 'right', tag: 'residue' }))
  }
  for (const seal of seals) items.push(newSeal(chance, seal.x, seal.y, seal.text))
  const mark = items.find(item => item.kind === 'text' && item.tag === 'sign') as TextItem | undefined
  if (request.sealOverSign && mark !== undefined) items.push(sealOver(chance, mark, place))
  return a4(moved(items, chance.between(-4, 4), chance.between(-5, 5)))
}

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
  const mark = items.find(item => item.kind === 'text' && item.tag === 'sign') as TextItem | undefined
  if (request.sealOverSign && mark !== undefined) items.push(sealOver(chance, mark, place))
  return a4(moved(items, chance.between(-3, 3), chance.between(-4, 4)))
}

/** A plain report without red head: the mark at the top left or the top right. */
export const report: PageMaker = request => {
  const { chance } = request
  const style = newStyle(chance)
  const margin = chance.between(24, 31)
  const far = paperSize.width - margin
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
  const mark = items.find(item => item.kind === 'text' && item.tag === 'sign') as TextItem | undefined
  if (request.sealOverSign && mark !== undefined) items.push(sealOver(chance, mark, chance.fill('{市}{局}')))
  return a4(items)
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
  const mark = items.find(item => item.kind === 'text' && item.tag === 'sign') as TextItem | undefined
  if (request.sealOverSign && mark !== undefined) items.push(sealOver(chance, mark, chance.fill('{市}{局}')))
  return a4(moved(items, chance.between(-3, 3), chance.between(-4, 4)))
}

/** A sheet of the given maker as it is, for callers that draw it into something else. */
export type { Sheet }
