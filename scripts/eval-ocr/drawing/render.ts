/** Draws a sheet, and says where its text stands in the pixels. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { cssFont, registerFonts } from './fonts.ts'
import { drawSeal, drawStamp, stampSize } from './ink.ts'
import type { Picture } from './picture.ts'
import { rgb } from './picture.ts'
import type { Item, Sheet, StampItem, Tag, TextItem } from './sheet.ts'

/** `[x, y, width, height]` in pixels. */
export type Box = readonly [number, number, number, number]

/** A line as an ideal reader would read it. */
export interface DrawnLine {
  readonly text: string
  readonly box: Box
  /** Height of the type in pixels. */
  readonly size: number
  readonly color: string
  readonly tag?: Tag
}

export interface Drawn {
  readonly picture: Picture
  readonly lines: readonly DrawnLine[]
}

/** Pixels a unit for a sheet in millimetres. */
export const pixelsPerMillimetre = (dpi: number) => dpi / 25.4

/** @param scale pixels a unit of the sheet. */
export function render(sheet: Sheet, scale: number): Drawn {
  registerFonts()
  const canvas = createCanvas(Math.round(sheet.width * scale), Math.round(sheet.height * scale))
  const context = canvas.getContext('2d')
  context.lang = 'zh-CN'
  context.fillStyle = sheet.background
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  const lines: DrawnLine[] = []
  for (const item of sheet.items) draw(context, item, scale, lines)
  const picture = rgb(canvas.data(), canvas.width, canvas.height)
  return { picture, lines: inReadingOrder(lines) }
}

function draw(context: SKRSContext2D, item: Item, scale: number, lines: DrawnLine[]): void {
  switch (item.kind) {
    case 'text': {
      const box = item.vertical ? drawVertical(context, item) : drawText(context, item)
      if (!item.faint && item.text.trim() !== '') lines.push(toLine(item, box, item.size, scale))
      return
    }
    case 'rule':
      context.strokeStyle = item.color
      context.lineWidth = Math.max(item.thickness, 1 / scale)
      context.beginPath()
      context.moveTo(...item.from)
      context.lineTo(...item.to)
      context.stroke()
      return
    case 'box':
      context.beginPath()
      context.roundRect(item.x, item.y, item.width, item.height, item.radius ?? 0)
      if (item.fill !== undefined) {
        context.fillStyle = item.fill
        context.fill()
      }
      if (item.stroke !== undefined) {
        context.strokeStyle = item.stroke
        context.lineWidth = item.thickness ?? 1 / scale
        context.stroke()
      }
      return
    case 'seal':
      drawSeal(context, item, scale)
      return
    case 'stamp': {
      drawStamp(context, item, scale)
      lines.push(toLine(item, stampBox(item), item.size, scale))
      return
    }
    case 'paint':
      context.save()
      item.paint(context)
      context.restore()
      return
  }
}

function drawText(context: SKRSContext2D, item: TextItem): Box {
  context.save()
  context.font = cssFont(item.font, item.size)
  context.fillStyle = item.color
  context.globalAlpha = item.opacity ?? 1
  context.letterSpacing = `${(item.spacing ?? 0) * item.size}px`
  const natural = context.measureText(item.text).width
  const squeeze = item.fit !== undefined && natural > item.fit ? item.fit / natural : 1
  const width = natural * squeeze
  const left = item.anchor === 'center' ? -width / 2 : item.anchor === 'right' ? -width : 0
  context.translate(item.x, item.y)
  context.rotate(((item.angle ?? 0) * Math.PI) / 180)
  context.scale(squeeze, 1)
  context.fillText(item.text, left / squeeze, 0)
  context.restore()
  return turned([left, -item.size * 0.86, width, item.size], item)
}

function drawVertical(context: SKRSContext2D, item: TextItem): Box {
  context.save()
  context.font = cssFont(item.font, item.size)
  context.fillStyle = item.color
  context.textAlign = 'center'
  const step = item.size * (1.12 + (item.spacing ?? 0))
  const letters = [...item.text]
  for (const [index, letter] of letters.entries()) {
    context.fillText(letter, item.x, item.y + index * step + item.size * 0.88)
  }
  context.restore()
  return [item.x - item.size / 2, item.y, item.size, letters.length * step]
}

function stampBox(item: StampItem): Box {
  const [width, height] = item.shape === 'round' ? stampSize({ ...item, shape: 'bare' }) : stampSize(item)
  return turned([-width / 2, -height / 2, width, height], item)
}

/** The upright box around a box that was turned about the item's place. */
function turned([left, top, width, height]: Box, item: { x: number; y: number; angle?: number }): Box {
  const angle = ((item.angle ?? 0) * Math.PI) / 180
  const xs: number[] = []
  const ys: number[] = []
  for (const [x, y] of [
    [left, top],
    [left + width, top],
    [left, top + height],
    [left + width, top + height],
  ] as const) {
    xs.push(item.x + x * Math.cos(angle) - y * Math.sin(angle))
    ys.push(item.y + x * Math.sin(angle) + y * Math.cos(angle))
  }
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return [x, y, Math.max(...xs) - x, Math.max(...ys) - y]
}

function toLine(
  item: { readonly text: string; readonly color: string; readonly tag?: Tag },
  [x, y, width, height]: Box,
  size: number,
  scale: number,
): DrawnLine {
  return {
    text: item.text,
    box: [x * scale, y * scale, width * scale, height * scale],
    size: size * scale,
    color: item.color,
    ...(item.tag === undefined ? {} : { tag: item.tag }),
  }
}

/** Rows from the top, each from the left. */
function inReadingOrder(lines: readonly DrawnLine[]): DrawnLine[] {
  const middle = ({ box: [, y, , height] }: DrawnLine) => y + height / 2
  const rest = [...lines].sort((a, b) => middle(a) - middle(b))
  const ordered: DrawnLine[] = []
  while (rest.length > 0) {
    const first = rest[0] as DrawnLine
    const row = rest.filter(line => middle(line) - middle(first) < first.box[3] * 0.4)
    rest.splice(0, row.length)
    ordered.push(...row.sort((a, b) => a.box[0] - b.box[0]))
  }
  return ordered
}
