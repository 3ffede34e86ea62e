/** Finds runs that stand on one baseline without overlapping: the raw material of one or more visual lines. */
import type { Run } from './content.ts'
import type { Matrix } from './matrix.ts'

/** A coordinate system along the text: x along the baseline, y across it. */
export interface Frame {
  readonly toPage: Matrix
}

export interface OrderedRun {
  readonly run: Run
  /** Place in painting order. */
  readonly order: number
}

export interface Row {
  readonly frame: Frame
  readonly runs: readonly OrderedRun[]
}

interface PlacedRun extends OrderedRun {
  readonly start: number
  readonly end: number
  /** Middle of the characters, across the text. */
  readonly middle: number
}

/** In character sizes. */
const sameLine = 0.45
const maySpread = 0.6
const mayOverlap = 0.35
const samePlace = 0.15
/** Layers of text over one another on one baseline; more are appended to the last. */
const mostLayers = 32

export function alignedRuns(runs: readonly Run[]): Row[] {
  const groups = new Map<string, PlacedRun[]>()
  for (const [order, run] of runs.entries()) {
    const [dx, dy] = run.direction
    const degrees = Math.round((Math.atan2(dy, dx) * 180) / Math.PI)
    const key = `${degrees === -180 ? 180 : degrees} ${run.channel}`
    const group = groups.get(key)
    const placed = placedRun(run, order)
    if (group) group.push(placed)
    else groups.set(key, [placed])
  }
  return [...groups.values()].flatMap(rowsOf)
}

function placedRun(run: Run, order: number): PlacedRun {
  const ink = run.glyphs.filter(glyph => glyph.text.trim() !== '')
  const extent = ink.length > 0 ? ink : run.glyphs
  const start = Math.min(extent[0]?.start ?? 0, extent[0]?.end ?? 0)
  const last = extent.at(-1)
  return {
    run,
    order,
    start,
    end: Math.max(start, last?.end ?? start),
    middle: run.across + (run.from + run.to) / 2,
  }
}

function rowsOf(group: PlacedRun[]): Row[] {
  const [dx, dy] = (group[0] as PlacedRun).run.direction
  const frame: Frame = { toPage: [dx, dy, -dy, dx, 0, 0] }
  group.sort((a, b) => a.middle - b.middle)
  const rows: Row[] = []
  let cluster: PlacedRun[] = []
  let mean = 0
  for (const placed of group) {
    const first = cluster[0]
    const size = first ? Math.min(placed.run.size, first.run.size) : 0
    const joins =
      first &&
      Math.abs(placed.middle - mean) <= sameLine * size &&
      placed.middle - first.middle <= maySpread * size
    if (first && !joins) {
      rows.push(...layersOf(cluster).map(runs => ({ frame, runs })))
      cluster = []
    }
    cluster.push(placed)
    mean = cluster.length === 1 ? placed.middle : mean + (placed.middle - mean) / cluster.length
  }
  if (cluster.length > 0) rows.push(...layersOf(cluster).map(runs => ({ frame, runs })))
  return rows
}

/** Separates texts painted over one another, and drops what is painted twice in one place (imitated bold). */
function layersOf(cluster: PlacedRun[]): OrderedRun[][] {
  const layers: { end: number; runs: OrderedRun[] }[] = []
  const seen = new Map<string, number>()
  cluster.sort((a, b) => a.start - b.start || a.order - b.order)
  for (const placed of cluster) {
    const run = withoutRepeats(placed.run, seen)
    if (run.glyphs.length === 0) continue
    const size = run.size
    const free = layers.filter(layer => layer.end <= placed.start + mayOverlap * size)
    let layer = free.reduce<(typeof free)[number] | null>((a, b) => (a && a.end >= b.end ? a : b), null)
    if (!layer && layers.length >= mostLayers) layer = layers.at(-1) ?? null
    if (!layer) {
      layer = { end: placed.end, runs: [] }
      layers.push(layer)
    }
    layer.end = Math.max(layer.end, placed.end)
    layer.runs.push({ run, order: placed.order })
  }
  return layers.map(layer => layer.runs)
}

function withoutRepeats(run: Run, seen: Map<string, number>): Run {
  const step = Math.max(run.size * samePlace * 2, 1e-3)
  const fresh = run.glyphs.filter(glyph => {
    if (glyph.text.trim() === '') return true
    const cell = Math.floor(glyph.start / step)
    for (const near of [cell - 1, cell, cell + 1]) {
      const start = seen.get(`${glyph.text} ${near}`)
      if (start !== undefined && Math.abs(start - glyph.start) <= run.size * samePlace) return false
    }
    seen.set(`${glyph.text} ${cell}`, glyph.start)
    return true
  })
  return fresh.length === run.glyphs.length ? run : { ...run, glyphs: fresh }
}
