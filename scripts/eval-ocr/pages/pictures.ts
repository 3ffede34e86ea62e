/** Pictures without a word, or nearly: landscapes, towns, charts, posters. Painted on the unit square of a box. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Chance } from '../chance.ts'
import { cssFont } from '../drawing/fonts.ts'

export type Painter = (context: SKRSContext2D, width: number, height: number) => void

/** Sky, sun, hills one behind the other, water below. */
export function landscape(chance: Chance): Painter {
  const sky = chance.pick([
    ['#6fa8dc', '#f3e9d2'],
    ['#34495e', '#e59866'],
    ['#a9cce3', '#fdfefe'],
  ] as const)
  const green = chance.pick(['#3b5d3a', '#4a6b3f', '#5d6d4e', '#2f4f4f'])
  const sun = [chance.between(0.1, 0.9), chance.between(0.08, 0.3), chance.between(0.02, 0.05)] as const
  const ridges = Array.from({ length: 5 }, (_, i) => ({
    base: 0.4 + i * 0.11,
    phases: [chance.between(0, 6), chance.between(0, 6), chance.between(0, 6)] as const,
  }))
  const water = chance.maybe(0.5)
  return (context, width, height) => {
    const gradient = context.createLinearGradient(0, 0, 0, height)
    gradient.addColorStop(0, sky[0])
    gradient.addColorStop(0.6, sky[1])
    context.fillStyle = gradient
    context.fillRect(0, 0, width, height)
    context.fillStyle = 'rgba(255,246,214,0.9)'
    context.beginPath()
    context.arc(sun[0] * width, sun[1] * height, sun[2] * width, 0, 2 * Math.PI)
    context.fill()
    for (const [i, { base, phases }] of ridges.entries()) {
      context.globalAlpha = 0.35 + i * 0.15
      context.fillStyle = green
      context.beginPath()
      context.moveTo(0, height)
      for (let step = 0; step <= 60; step++) {
        const x = step / 60
        const lift =
          0.06 * Math.sin(x * 5 + phases[0]) +
          0.03 * Math.sin(x * 13 + phases[1]) +
          0.01 * Math.sin(x * 41 + phases[2])
        context.lineTo(x * width, (base - lift) * height)
      }
      context.lineTo(width, height)
      context.fill()
    }
    context.globalAlpha = 1
    if (!water) return
    const lake = context.createLinearGradient(0, height * 0.8, 0, height)
    lake.addColorStop(0, 'rgba(120,160,190,0.9)')
    lake.addColorStop(1, 'rgba(40,70,100,0.95)')
    context.fillStyle = lake
    context.fillRect(0, height * 0.8, width, height * 0.2)
  }
}

/** Houses with lit windows: many small rectangles, as near to covers as an honest picture comes. */
export function town(chance: Chance): Painter {
  const night = chance.maybe(0.5)
  const houses = Array.from({ length: 14 }, (_, i) => ({
    x: i / 14 + chance.between(-0.02, 0.02),
    width: chance.between(0.05, 0.11),
    height: chance.between(0.2, 0.65),
    tone: chance.int(night ? 20 : 90, night ? 60 : 190),
    seed: chance.int(1, 9),
  }))
  return (context, width, height) => {
    const gradient = context.createLinearGradient(0, 0, 0, height)
    gradient.addColorStop(0, night ? '#0b1026' : '#8fc1e8')
    gradient.addColorStop(1, night ? '#3b3355' : '#eef3f6')
    context.fillStyle = gradient
    context.fillRect(0, 0, width, height)
    for (const house of houses) {
      const [x, top, wide] = [house.x * width, (1 - house.height) * height, house.width * width]
      context.fillStyle = `rgb(${house.tone},${house.tone},${house.tone + 12})`
      context.fillRect(x, top, wide, house.height * height)
      const step = wide / 5
      for (let row = 0; top + (row + 1) * step * 1.6 < height; row++) {
        for (let column = 0; column < 4; column++) {
          const lit = (row * 7 + column * 3 + house.seed) % 4 !== 0
          context.fillStyle = night ? (lit ? '#f6d365' : '#1a1a2a') : lit ? '#dbe9f4' : '#5d7487'
          context.fillRect(x + step * (0.6 + column), top + step * (0.7 + row * 1.6), step * 0.6, step)
        }
      }
    }
  }
}

/** Bars, a line or a pie, with labels. */
export function chart(chance: Chance): Painter {
  const kind = chance.pick(['bars', 'line', 'pie'])
  const colors = chance.pick([
    ['#4472c4', '#ed7d31', '#a5a5a5', '#ffc000', '#5b9bd5', '#70ad47'],
    ['#c00000', '#7f7f7f', '#1f4e79', '#bf9000', '#538135', '#404040'],
  ] as const)
  const values = Array.from({ length: 6 }, () => chance.between(0.15, 0.95))
  const labels = Array.from({ length: 6 }, () => chance.fill('{县}'))
  const title = chance.fill('{年}年{业务}完成情况（单位：万元）')
  return (context, width, height) => {
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#222222'
    context.textAlign = 'center'
    context.font = cssFont('hei-noto', height * 0.055)
    context.fillText(title, width / 2, height * 0.09)
    context.font = cssFont('hei-noto', height * 0.035)
    const sum = values.reduce((total, value) => total + value, 0)
    let angle = -Math.PI / 2
    context.lineWidth = height * 0.006
    for (const [i, value] of values.entries()) {
      const x = width * (0.12 + i * 0.14)
      const top = height * (0.82 - 0.65 * value)
      context.fillStyle = colors[i] as string
      context.strokeStyle = '#4472c4'
      if (kind === 'pie') {
        context.beginPath()
        context.moveTo(width / 2, height * 0.52)
        const next = angle + (2 * Math.PI * value) / sum
        context.arc(width / 2, height * 0.52, height * 0.32, angle, next)
        angle = next
        context.fill()
        context.fillRect(width * 0.8, height * (0.3 + i * 0.07), height * 0.03, height * 0.03)
        context.fillStyle = '#222222'
        context.fillText(labels[i] as string, width * 0.88, height * (0.33 + i * 0.07))
        continue
      }
      if (kind === 'bars') context.fillRect(x, top, width * 0.08, height * 0.82 - top)
      else {
        const before = values[i - 1]
        if (before !== undefined) {
          context.beginPath()
          context.moveTo(x - width * 0.1, height * (0.82 - 0.65 * before))
          context.lineTo(x + width * 0.04, top)
          context.stroke()
        }
        context.fillRect(x + width * 0.03, top - height * 0.01, width * 0.02, height * 0.02)
      }
      context.fillStyle = '#222222'
      context.fillText(labels[i] as string, x + width * 0.04, height * 0.9)
    }
    if (kind !== 'pie') context.fillRect(width * 0.08, height * 0.82, width * 0.86, height * 0.004)
  }
}

/** A square of black and white modules with the three finders of a QR code; it encodes nothing. */
export function squareCode(chance: Chance): Painter {
  const modules = 29
  const cells = Array.from({ length: modules * modules }, () => chance.maybe(0.5))
  return (context, width) => {
    const cell = width / modules
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, width, width)
    context.fillStyle = '#000000'
    for (const [at, dark] of cells.entries()) {
      if (dark)
        context.fillRect((at % modules) * cell, Math.floor(at / modules) * cell, cell * 1.02, cell * 1.02)
    }
    for (const [x, y] of [
      [0, 0],
      [modules - 7, 0],
      [0, modules - 7],
    ] as const) {
      for (const [inset, color] of [
        [-1, '#ffffff'],
        [0, '#000000'],
        [1, '#ffffff'],
        [2, '#000000'],
      ] as const) {
        context.fillStyle = color
        context.fillRect(
          (x + inset) * cell,
          (y + inset) * cell,
          (7 - 2 * inset) * cell,
          (7 - 2 * inset) * cell,
        )
      }
    }
  }
}

/** An emblem that belongs to nobody: a disc, a bar or a shield with a simple figure in it. */
export function emblem(chance: Chance): Painter {
  const kind = chance.pick(['disc', 'block', 'shield'])
  const [color, second] = chance.pick([
    ['#0a5aa8', '#ffffff'],
    ['#b01f24', '#ffd34d'],
    ['#1f7a4d', '#ffffff'],
    ['#222222', '#ffffff'],
    ['#f28c28', '#ffffff'],
  ] as const)
  const letter = chance.pick(['安', '水', '云', '澜', '江'])
  return (context, width, height) => {
    context.fillStyle = color
    context.beginPath()
    if (kind === 'disc') context.ellipse(width / 2, height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI)
    else if (kind === 'block') context.rect(0, 0, width, height)
    else {
      context.moveTo(0, 0)
      context.lineTo(width, 0)
      context.lineTo(width, height * 0.6)
      context.quadraticCurveTo(width * 0.9, height * 0.9, width / 2, height)
      context.quadraticCurveTo(width * 0.1, height * 0.9, 0, height * 0.6)
    }
    context.fill()
    context.fillStyle = second
    context.font = cssFont('hei-bold', Math.min(width, height) * 0.6)
    context.textAlign = 'center'
    context.fillText(letter, width / 2, height * 0.7)
  }
}
