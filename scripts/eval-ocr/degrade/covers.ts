/** Ways to hide a mark: on the paper before it is scanned, and in the picture afterwards. */
import type { Chance } from '../chance.ts'
import { fromSharp, type Picture, toSharp } from '../drawing/picture.ts'
import type { Box } from '../drawing/render.ts'
import type { PaintItem } from '../drawing/sheet.ts'

/** Put on the paper. Boxes in millimetres. */
export type PaperCover = (box: Box, chance: Chance) => PaintItem

/** A strip of correction tape: whiter than the paper, with ragged ends and a thin shadow. */
export const tape: PaperCover = ([x, y, width, height], chance) => {
  const angle = (chance.between(-2.5, 2.5) * Math.PI) / 180
  const high = Math.max(height * 1.05, 5)
  const ends = Array.from({ length: 12 }, () => chance.between(-0.35, 0.35))
  return {
    kind: 'paint',
    paint: context => {
      context.translate(x + width / 2, y + height / 2)
      context.rotate(angle)
      const wide = width + 4
      context.beginPath()
      for (const [i, jut] of ends.slice(0, 6).entries())
        context.lineTo(-wide / 2 + jut, -high / 2 + (high * i) / 5)
      for (const [i, jut] of ends.slice(6).entries())
        context.lineTo(wide / 2 + jut, high / 2 - (high * i) / 5)
      context.closePath()
      context.shadowColor = 'rgba(60,60,60,0.35)'
      context.shadowBlur = 1.5
      context.shadowOffsetY = 0.8
      context.fillStyle = '#ffffff'
      context.fill()
    },
  }
}

/** A slip of other paper glued on: another shade, an edge that casts a shadow. */
export const pasted: PaperCover = ([x, y, width, height], chance) => {
  const angle = (chance.between(-1.5, 1.5) * Math.PI) / 180
  const fill = chance.pick(['#f4f1e6', '#fbfbfb', '#eeeeea', '#ffffff'])
  const [wide, high] = [width + chance.between(5, 22), height + chance.between(2, 3)]
  return {
    kind: 'paint',
    paint: context => {
      context.translate(x + width / 2, y + height / 2)
      context.rotate(angle)
      context.fillStyle = fill
      context.fillRect(-wide / 2, -high / 2, wide, high)
      context.strokeStyle = 'rgba(70,70,70,0.45)'
      context.lineWidth = 0.18
      context.beginPath()
      context.moveTo(-wide / 2, high / 2)
      context.lineTo(wide / 2, high / 2)
      context.lineTo(wide / 2, -high / 2)
      context.stroke()
    },
  }
}

/** A ballpoint going to and fro until nothing can be read. */
export const scribble: PaperCover = ([x, y, width, height], chance) => {
  const color = chance.pick(['#1b2d86', '#141414', '#26262e'])
  const strokes = Array.from({ length: 5 }, () => ({
    phase: chance.between(0, 6),
    lean: chance.between(-0.2, 0.2),
    turns: chance.between(width * 1.1, width * 1.5),
  }))
  return {
    kind: 'paint',
    paint: context => {
      context.translate(x, y)
      context.strokeStyle = color
      context.lineWidth = 0.55
      context.lineJoin = 'round'
      for (const { phase, lean, turns } of strokes) {
        context.beginPath()
        for (let step = 0; step <= 400; step++) {
          const along = step / 400
          const wave = Math.sin(along * turns * 2 + phase)
          context.lineTo(along * width + wave * 0.4, height * (0.5 + 0.56 * wave + lean * (along - 0.5)))
        }
        context.stroke()
      }
    },
  }
}

/** A thick black felt pen, twice. */
export const marker: PaperCover = ([x, y, width, height], chance) => {
  const lifts = [chance.between(-0.4, 0.4), chance.between(-0.4, 0.4)]
  return {
    kind: 'paint',
    paint: context => {
      context.strokeStyle = '#0c0c10'
      context.lineCap = 'round'
      context.lineWidth = height * 0.72
      for (const [pass, lift] of lifts.entries()) {
        const middle = y + height * (0.36 + pass * 0.3)
        context.beginPath()
        context.moveTo(x, middle + lift)
        context.quadraticCurveTo(x + width / 2, middle - lift, x + width, middle + lift / 2)
        context.stroke()
      }
    },
  }
}

/** Painted over in the picture. Boxes in pixels; they are cut to the picture. */
export type PictureCover = (picture: Picture, box: Box, chance: Chance) => Picture | Promise<Picture>

function inside([x, y, width, height]: Box, picture: Picture): Box {
  const left = Math.max(0, Math.round(x))
  const top = Math.max(0, Math.round(y))
  const right = Math.min(picture.width, Math.round(x + width))
  const bottom = Math.min(picture.height, Math.round(y + height))
  return [left, top, Math.max(1, right - left), Math.max(1, bottom - top)]
}

function filled(picture: Picture, box: Box, color: readonly [number, number, number]): Picture {
  const [left, top, width, height] = inside(box, picture)
  const data = Buffer.from(picture.data)
  const row = Buffer.alloc(width * 3, Buffer.from(color))
  for (let y = top; y < top + height; y++) row.copy(data, (y * picture.width + left) * 3)
  return { ...picture, data }
}

/** The colour of the paper just left of the box: what a careful person picks. */
function paperAt(picture: Picture, box: Box): readonly [number, number, number] {
  const [left, top, , height] = inside(box, picture)
  const sums: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let y = top; y < top + height; y++) {
    for (let x = Math.max(0, left - 14); x < left - 2; x++) {
      const at = (y * picture.width + x) * 3
      for (let channel = 0; channel < 3; channel++)
        sums[channel] = (sums[channel] ?? 0) + (picture.data[at + channel] ?? 0)
      count++
    }
  }
  const [red, green, blue] = sums.map(sum => Math.round(sum / Math.max(1, count)))
  return [red ?? 255, green ?? 255, blue ?? 255]
}

export const whiteBox: PictureCover = (picture, box) => filled(picture, box, [255, 255, 255])
export const blackBox: PictureCover = (picture, box) => filled(picture, box, [0, 0, 0])

/** Filled with a shade that is nearly the paper's. */
export const shadeBox: PictureCover = (picture, box, chance) => {
  const shift = chance.int(3, 9) * (chance.maybe(0.5) ? 1 : -1)
  const [red, green, blue] = paperAt(picture, box).map(value => Math.min(255, value + shift))
  return filled(picture, box, [red ?? 255, green ?? 255, blue ?? 255])
}

/** Filled with exactly the paper's mean colour: flat where the paper around it is not. */
export const flatPatch: PictureCover = (picture, box) => filled(picture, box, paperAt(picture, box))

export const mosaic: PictureCover = async (picture, box) => {
  const [left, top, width, height] = inside(box, picture)
  const block = Math.max(4, height * 0.36)
  const area = await fromSharp(
    toSharp(
      await fromSharp(
        toSharp(picture)
          .extract({ left, top, width, height })
          .resize(Math.max(1, Math.round(width / block)), Math.max(1, Math.round(height / block)), {
            fit: 'fill',
            kernel: 'mitchell',
          }),
      ),
    ).resize(width, height, { fit: 'fill', kernel: 'nearest' }),
  )
  return pastedInto(picture, area, left, top)
}

export const blurred: PictureCover = async (picture, box) => {
  const [left, top, width, height] = inside(box, picture)
  const area = await fromSharp(
    toSharp(picture)
      .extract({ left, top, width, height })
      .blur(height * 0.3),
  )
  return pastedInto(picture, area, left, top)
}

function pastedInto(picture: Picture, area: Picture, left: number, top: number): Picture {
  const data = Buffer.from(picture.data)
  for (let y = 0; y < area.height; y++) {
    area.data.copy(data, ((top + y) * picture.width + left) * 3, y * area.width * 3, (y + 1) * area.width * 3)
  }
  return { ...picture, data }
}
