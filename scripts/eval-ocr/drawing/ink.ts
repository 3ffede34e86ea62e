/** Seals and rubber stamps: ink that is uneven, worn, and lets the print below show through. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { dice } from '../../samples/deterministic.ts'
import { sealPath } from '../../samples/seal.ts'
import { seedOf } from '../chance.ts'
import { cssFont } from './fonts.ts'
import type { SealItem, StampItem } from './sheet.ts'

/** Takes specks and smears of ink away, the same for the same stamp. */
function wearOff(context: SKRSContext2D, side: number, wear: number, seed: number): void {
  const random = dice(seed)
  context.globalCompositeOperation = 'destination-out'
  for (let speck = 0; speck < 500 * wear; speck++) {
    context.globalAlpha = 0.3 + 0.7 * random()
    const reach = side * (0.002 + 0.008 * random() * random())
    context.beginPath()
    context.arc(random() * side, random() * side, reach, 0, 2 * Math.PI)
    context.fill()
  }
  // A stamp is pressed down unevenly.
  const angle = random() * 2 * Math.PI
  const reach = side / 2
  const gradient = context.createLinearGradient(
    reach + Math.cos(angle) * reach,
    reach + Math.sin(angle) * reach,
    reach - Math.cos(angle) * reach,
    reach - Math.sin(angle) * reach,
  )
  gradient.addColorStop(0, `rgba(0,0,0,${(0.45 * wear).toFixed(3)})`)
  gradient.addColorStop(0.6, 'rgba(0,0,0,0)')
  context.globalAlpha = 1
  context.fillStyle = gradient
  context.fillRect(0, 0, side, side)
}

/** Prints a finished stamp onto the page. */
function press(
  page: SKRSContext2D,
  stamp: Canvas,
  at: { x: number; y: number; angle: number },
  side: number,
): void {
  page.save()
  page.globalCompositeOperation = 'multiply'
  page.globalAlpha = 0.88
  page.translate(at.x, at.y)
  page.rotate((at.angle * Math.PI) / 180)
  page.drawImage(stamp, -side / 2, -side / 2, side, side)
  page.restore()
}

/** @param scale pixels a unit, for the resolution of the stamp's own picture. */
export function drawSeal(page: SKRSContext2D, seal: SealItem, scale: number): void {
  const side = Math.ceil(seal.radius * 2.1 * scale)
  const stamp = createCanvas(side, side)
  const context = stamp.getContext('2d')
  context.translate(side / 2, side / 2)
  context.scale(scale, scale)
  context.strokeStyle = seal.color
  context.fillStyle = seal.color
  sealPath(context, seal.radius, seal.text, size => cssFont(seal.font, size))
  context.resetTransform()
  wearOff(context, side, seal.wear, seedOf(seal.text, seal.x, seal.y))
  press(page, stamp, seal, side / scale)
}

/** Width and height of a stamp's frame, before it is turned. */
export function stampSize(stamp: StampItem): readonly [number, number] {
  const letters = [...stamp.text].length
  if (stamp.shape === 'round') return [stamp.size * (letters * 0.9 + 1.4), stamp.size * (letters * 0.9 + 1.4)]
  return [stamp.size * (letters * 1.12 + 0.7), stamp.size * 1.75]
}

export function drawStamp(page: SKRSContext2D, item: StampItem, scale: number): void {
  const [width, height] = stampSize(item)
  const extent = Math.max(width, height) * 1.1
  const side = Math.ceil(extent * scale)
  const stamp = createCanvas(side, side)
  const context = stamp.getContext('2d')
  context.lang = 'zh-CN'
  context.translate(side / 2, side / 2)
  context.scale(scale, scale)
  context.strokeStyle = item.color
  context.fillStyle = item.color
  context.lineWidth = item.size * 0.09
  if (item.shape === 'round') {
    context.beginPath()
    context.arc(0, 0, width / 2 - context.lineWidth, 0, 2 * Math.PI)
    context.stroke()
  } else if (item.shape !== 'bare') {
    context.strokeRect(-width / 2, -height / 2, width, height)
    if (item.shape === 'double') {
      const inset = item.size * 0.16
      context.lineWidth = item.size * 0.04
      context.strokeRect(-width / 2 + inset, -height / 2 + inset, width - 2 * inset, height - 2 * inset)
    }
  }
  context.font = cssFont(item.font, item.size)
  context.textAlign = 'center'
  const letters = [...item.text]
  for (const [index, letter] of letters.entries()) {
    context.fillText(letter, (index - (letters.length - 1) / 2) * item.size * 1.12, item.size * 0.37)
  }
  context.resetTransform()
  wearOff(context, side, item.wear, seedOf(item.text, item.x, item.y))
  press(page, stamp, item, side / scale)
}
