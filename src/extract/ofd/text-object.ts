/** A text object (GB/T 33190-2016, clause 11) → runs of glyphs in the page's millimetres. */
import type { Channel } from '../../document/document.ts'
import type { Glyph, Run } from '../pdf/content.ts'
import { isLegible } from '../pdf/legibility.ts'
import { apply, type Matrix, type Point } from '../pdf/matrix.ts'
import { isWide } from '../pdf/wide-character.ts'
import { attribute } from '../xml/read.ts'
import { childElements, textOf, type XmlNode } from '../xml/tree.ts'
import { deltasOf, numberOf } from './values.ts'

/** How far a character reaches above and below its baseline, in font sizes (the em box of CJK fonts). */
const ascent = 0.88
const descent = 0.12
/** In font sizes: how far the next character may stand off the baseline, or behind the last one, in one run. */
const tolerance = 0.15
const backwards = 0.3

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
}

/** What a text object is painted with. */
export interface TextStyle {
  readonly channel: Channel
  readonly color: string | undefined
  /** Place in painting order. */
  readonly order: number
}

/**
 * @param toPage from the coordinates of the object to the page: its CTM, its boundary, and all around it.
 * @returns null when the text has no size or no place.
 */
export function textRuns(object: XmlNode, toPage: Matrix, style: TextStyle): Run[] | null {
  const size = Math.abs(numberOf(attribute(object, 'Size')) ?? 0)
  const height = Math.hypot(toPage[2], toPage[3]) * size
  if (!(height > 0) || !(Math.hypot(toPage[0], toPage[1]) > 0)) return null
  const characters = placedCharacters(object, size)
  const runs = lined(characters, size).flatMap(({ line, vertical }) =>
    runOf(line, vertical, size, toPage, style),
  )
  return runs.every(isPlaced) ? runs : null
}

/** Far from any page numbers lose their digits, and then their meaning. */
const farthest = 1e7

function isPlaced({ across, size, glyphs }: Run): boolean {
  const near = (value: number) => Math.abs(value) < farthest
  return near(across) && near(size) && glyphs.every(({ start, end }) => near(start) && near(end))
}

/** Characters of all text codes, in the coordinates of the object; Y is the baseline. */
function placedCharacters(object: XmlNode, size: number): Placed[] {
  const hscale = Math.abs(numberOf(attribute(object, 'HScale')) ?? 1) || 1
  const downwards = Math.abs(numberOf(attribute(object, 'ReadDirection')) ?? 0) % 180 === 90
  const placed: Placed[] = []
  let [x, y] = [0, 0]
  for (const code of childElements(object, 'TextCode')) {
    // Indentation around a text is no text of it; XML writers that pretty-print add it.
    const characters = [...textOf(code).replace(/^[\r\n]\s*|[\r\n]\s*$/g, '')]
    x = numberOf(attribute(code, 'X')) ?? x
    y = numberOf(attribute(code, 'Y')) ?? y
    const dx = deltasOf(attribute(code, 'DeltaX'), characters.length)
    const dy = deltasOf(attribute(code, 'DeltaY'), characters.length)
    for (const [index, text] of characters.entries()) {
      const natural = (isWide(text) ? 1 : 0.5) * size * hscale
      placed.push({ text, x, y, width: natural })
      // Without distances of its own a text advances by the widths of its characters, as readers show it.
      const loose = dx.length === 0 && dy.length === 0
      x += dx[index] ?? dx.at(-1) ?? (loose && !downwards ? natural : 0)
      y += dy[index] ?? dy.at(-1) ?? (loose && downwards ? size : 0)
    }
  }
  return placed
}

/** Cuts where the text leaves its baseline or turns back. */
function lined(characters: readonly Placed[], size: number): { line: Placed[]; vertical: boolean }[] {
  const found: { line: Placed[]; vertical: boolean }[] = []
  for (const character of characters) {
    const current = found.at(-1)
    const last = current?.line.at(-1)
    if (current && last) {
      const [dx, dy] = [character.x - last.x, character.y - last.y]
      const along = Math.abs(dy) <= tolerance * size && dx >= -backwards * size
      const down = Math.abs(dx) <= tolerance * size && dy > tolerance * size
      if (along && !current.vertical) {
        current.line.push(character)
        continue
      }
      if (down && (current.vertical || current.line.length === 1)) {
        current.line.push(character)
        current.vertical = true
        continue
      }
    }
    found.push({ line: [character], vertical: false })
  }
  return found
}

function runOf(
  line: readonly Placed[],
  vertical: boolean,
  size: number,
  toPage: Matrix,
  style: TextStyle,
): Run[] {
  const first = line[0]
  if (!first) return []
  // Along the text, and towards the top of its characters, both in page space.
  const along: Point = vertical ? [toPage[2], toPage[3]] : [toPage[0], toPage[1]]
  const scale = Math.hypot(along[0], along[1])
  const direction: Point = [along[0] / scale, along[1] / scale]
  const height = size * Math.hypot(toPage[2], toPage[3])
  const upwards = -(-toPage[2] * direction[1] + toPage[3] * direction[0]) >= 0 ? 1 : -1
  const at = ([x, y]: Point) => x * direction[0] + y * direction[1]
  const edges = vertical
    ? [-height / 2, height / 2]
    : [upwards * height * ascent, -upwards * height * descent]
  const glyphs: Glyph[] = line.map((character, index) => {
    const next = line[index + 1]
    const start = at(apply(toPage, character.x, character.y - (vertical ? ascent * size : 0)))
    const step = next ? (vertical ? next.y - character.y : next.x - character.x) : Number.POSITIVE_INFINITY
    const width = Math.min(vertical ? size : character.width, step > 0 ? step : character.width) * scale
    return { text: character.text, start, end: start + width, legible: isLegible(character.text, 0) }
  })
  const middle = vertical ? first.width / 2 : 0
  const [x, y] = apply(toPage, first.x + middle, first.y)
  return [
    {
      direction,
      across: -x * direction[1] + y * direction[0],
      from: Math.min(...edges),
      to: Math.max(...edges),
      size: height,
      color: style.color,
      order: style.order,
      channel: style.channel,
      glyphs,
    },
  ]
}
