/** Connected areas of a mask. */

/** In units of the mask; right and bottom exclusive. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Positions in the mask. */
  readonly members: readonly number[]
}

export interface Mask {
  readonly width: number
  readonly height: number
  /** 0 is outside; members of one area have the same value. */
  readonly data: Uint8Array
}

/** Without rules and strokes: only members stay that lie in a full square of `side` members of the same value. */
export function withoutThin({ width, height, data }: Mask, side: number): Mask {
  const kept = new Uint8Array(data.length)
  for (let y = 0; y + side <= height; y++) {
    for (let x = 0; x + side <= width; x++) {
      const value = data[y * width + x] as number
      if (value === 0) continue
      let full = true
      for (let row = y; full && row < y + side; row++)
        for (let at = row * width + x; at < row * width + x + side; at++)
          if (data[at] !== value) {
            full = false
            break
          }
      if (!full) continue
      for (let row = y; row < y + side; row++)
        for (let at = row * width + x; at < row * width + x + side; at++) kept[at] = value
    }
  }
  return { width, height, data: kept }
}

/**
 * Areas of at least `least` members, by flood fill.
 * @param reach how far apart two members may be along a row: 1 joins neighbours.
 * @param reachDown the same along a column.
 */
export function areasOf({ width, height, data }: Mask, least: number, reach = 1, reachDown = reach): Area[] {
  const seen = new Uint8Array(data.length)
  const areas: Area[] = []
  for (let start = 0; start < data.length; start++) {
    const value = data[start] as number
    if (value === 0 || seen[start] === 1) continue
    const members = [start]
    seen[start] = 1
    let [left, right, top, bottom] = [width, 0, height, 0]
    for (let next = 0; next < members.length; next++) {
      const at = members[next] as number
      const y = Math.floor(at / width)
      const x = at - y * width
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
      const lastY = Math.min(height - 1, y + reachDown)
      const lastX = Math.min(width - 1, x + reach)
      for (let ny = Math.max(0, y - reachDown); ny <= lastY; ny++) {
        for (let nx = Math.max(0, x - reach); nx <= lastX; nx++) {
          const to = ny * width + nx
          if (seen[to] === 1 || data[to] !== value) continue
          seen[to] = 1
          members.push(to)
        }
      }
    }
    if (members.length >= least) areas.push({ left, top, right: right + 1, bottom: bottom + 1, members })
  }
  return areas
}

export interface Extent {
  /** Along and across the area's own direction, in units of the mask. */
  readonly length: number
  readonly breadth: number
  /** Part of the tightest upright or slightly turned rectangle around it that it fills, 0 to 1. */
  readonly fill: number
}

const largestTurn = 8

/** Measures an area that may be turned by some degrees, as everything on a crooked scan is. */
export function extentOf({ members }: Area, width: number): Extent {
  let best: Extent = { length: 0, breadth: 0, fill: 0 }
  for (let degrees = -largestTurn; degrees <= largestTurn; degrees++) {
    const cos = Math.cos((degrees * Math.PI) / 180)
    const sin = Math.sin((degrees * Math.PI) / 180)
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const at of members) {
      const y = Math.floor(at / width)
      const x = at - y * width
      const along = x * cos + y * sin
      const across = y * cos - x * sin
      if (along < left) left = along
      if (along > right) right = along
      if (across < top) top = across
      if (across > bottom) bottom = across
    }
    const [length, breadth] = [right - left + 1, bottom - top + 1]
    const fill = Math.min(1, members.length / (length * breadth))
    if (fill > best.fill) best = { length, breadth, fill }
  }
  return best
}
