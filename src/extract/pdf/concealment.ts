/**
 * Finds text that the page holds and a reader does not see: under something opaque that was painted later
 * (`covered`), in the colour of its ground or too small to read (`hidden`). Text on top of a box is neither.
 */
import type { Box } from '../../document/document.ts'
import type { Glyph, PaintedImage, Run } from './content.ts'
import type { OpacityTest } from './image-opacity.ts'
import { boxAround, overlap, type Point } from './matrix.ts'
import type { Surface } from './surfaces.ts'

export interface Concealed {
  readonly runs: readonly Run[]
  /** False when the page paints more than can be compared. */
  readonly whole: boolean
}

/** Points. */
const smallestReadable = 1.5
/** Of 255 a channel: no eye tells such colours apart. */
const sameColor = 10
const paper = '#ffffff'
/** Where a character is looked at, along and across its cell: where the strokes of letters and of 汉字 are. */
const alongCell = [0.25, 0.5, 0.75]
const acrossCell = [0.4, 0.6, 0.8]
const coveredPoints = 7
/** Comparisons of runs and characters with surfaces and their corners; an ordinary page needs thousands. */
const mostComparisons = 50_000_000
/** What keeping a surface for a run costs, in comparisons: it takes memory. */
const keeping = 10

/**
 * @param surfaces in painting order.
 * @param opacityOf decodes a picture, asked only for pictures that lie over text.
 */
export async function concealedRuns(
  painted: readonly Run[],
  surfaces: readonly Surface[],
  opacityOf: (image: PaintedImage) => Promise<OpacityTest>,
): Promise<Concealed> {
  const work = { left: mostComparisons }
  const runs = painted.map(run => withoutContrast(run, surfaces, work))
  const covers = surfaces.filter(surface => surface.opaque)
  if (covers.length === 0) return { runs, whole: work.left > 0 }
  const over = runs.map(run => coversOver(run, covers, work))
  const opacities = new Map<PaintedImage, OpacityTest>()
  for (const { image } of over.flat())
    if (image && !opacities.has(image)) opacities.set(image, await opacityOf(image))
  const marked = runs.map((run, index) => withCovered(run, over[index] ?? [], opacities, work))
  return { runs: withoutRepainted(marked), whole: work.left > 0 }
}

interface Work {
  left: number
}

/** Surfaces in painting order: the first that was painted after something. */
function firstAfter(surfaces: readonly Surface[], order: number): number {
  let [low, high] = [0, surfaces.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((surfaces[middle] as Surface).order > order) high = middle
    else low = middle + 1
  }
  return low
}

function withoutContrast(run: Run, surfaces: readonly Surface[], work: Work): Run {
  if (run.channel === 'hidden') return run
  if (run.size <= smallestReadable) return { ...run, channel: 'hidden' }
  if (run.color === undefined || 'edge' in run) return run
  const { color } = run
  const ink = run.glyphs.filter(glyph => glyph.text.trim() !== '')
  const looked = [ink[0], ink[ink.length >> 1], ink.at(-1)].filter(glyph => glyph !== undefined)
  const before = firstAfter(surfaces, run.order)
  const invisible = looked.filter(glyph => {
    const ground = groundAt(pointIn(run, glyph, 0.5, 0.6), surfaces, before, work)
    return ground !== undefined && isSameColor(ground, color)
  })
  return looked.length > 0 && invisible.length * 2 > looked.length ? { ...run, channel: 'hidden' } : run
}

/** The colour under a point, undefined where that is a picture or cannot be told. */
function groundAt(
  [x, y]: Point,
  surfaces: readonly Surface[],
  before: number,
  work: Work,
): string | undefined {
  for (let index = before - 1; index >= 0; index -= 1) {
    const surface = surfaces[index] as Surface
    work.left -= 1
    if (work.left <= 0) return undefined
    if (isPainted(surface, x, y, work)) return surface.opaque ? surface.color : undefined
  }
  return paper
}

function isPainted({ box, outlines }: Surface, x: number, y: number, work: Work): boolean {
  const inBox = x >= box[0] && x <= box[0] + box[2] && y >= box[1] && y <= box[1] + box[3]
  if (!inBox) return false
  return outlines.every(outline => {
    work.left -= outline.cost
    return work.left > 0 && outline.contains(x, y)
  })
}

function isSameColor(a: string, b: string): boolean {
  return [1, 3, 5].every(
    at =>
      Math.abs(Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16)) <=
      sameColor,
  )
}

/** Surfaces over a run; just one where a single box lies over all of it. */
function coversOver(run: Run, covers: readonly Surface[], work: Work): readonly Surface[] {
  const from = firstAfter(covers, run.order)
  if (run.channel === 'hidden' || from === covers.length) return []
  const box = boxOf(run)
  const found: Surface[] = []
  for (let index = covers.length - 1; index >= from && work.left > 0; index -= 1) {
    const cover = covers[index] as Surface
    work.left -= 1
    if (overlap(cover.box, box) === 0) continue
    if (cover.outlines.length === 0 && cover.image === null && isWithin(box, cover.box)) return [cover]
    found.push(cover)
    work.left -= keeping
  }
  return found
}

function isWithin([x, y, width, height]: Box, outer: Box): boolean {
  const inX = x >= outer[0] && x + width <= outer[0] + outer[2]
  return inX && y >= outer[1] && y + height <= outer[1] + outer[3]
}

function withCovered(
  run: Run,
  covers: readonly Surface[],
  opacities: ReadonlyMap<PaintedImage, OpacityTest>,
  work: Work,
): Run {
  if (covers.length === 0) return run
  const hides = ({ image }: Surface, x: number, y: number) => image === null || opacities.get(image)?.(x, y)
  const isCovered = (glyph: Glyph) => {
    let count = 0
    for (const along of alongCell) {
      for (const across of acrossCell) {
        const [x, y] = pointIn(run, glyph, along, across)
        work.left -= covers.length
        if (work.left <= 0) return false
        if (covers.some(cover => isPainted(cover, x, y, work) && hides(cover, x, y))) count += 1
      }
    }
    return count >= coveredPoints
  }
  let any = false
  const glyphs = run.glyphs.map(glyph => {
    if (glyph.text.trim() === '' || !isCovered(glyph)) return glyph
    any = true
    return { ...glyph, covered: true as const }
  })
  return any ? { ...run, glyphs } : run
}

/** A character that is painted again on top, in the same place, is seen. */
function withoutRepainted(runs: readonly Run[]): readonly Run[] {
  if (!runs.some(run => run.glyphs.some(glyph => glyph.covered))) return runs
  const seen = new Set<string>()
  const cells = (run: Run, glyph: Glyph) => {
    const [x, y] = pointIn(run, glyph, 0.5, 0.5)
    const step = Math.max(1, run.size / 4)
    return { column: Math.round(x / step), row: Math.round(y / step) }
  }
  for (const run of runs) {
    if (run.channel === 'hidden') continue
    for (const glyph of run.glyphs) {
      if (glyph.covered) continue
      const { column, row } = cells(run, glyph)
      seen.add(`${glyph.text} ${column} ${row}`)
    }
  }
  const isSeen = (run: Run, glyph: Glyph) => {
    const { column, row } = cells(run, glyph)
    return [-1, 0, 1].some(dx => [-1, 0, 1].some(dy => seen.has(`${glyph.text} ${column + dx} ${row + dy}`)))
  }
  return runs.map(run => {
    if (!run.glyphs.some(glyph => glyph.covered && isSeen(run, glyph))) return run
    const glyphs = run.glyphs.map(glyph => {
      if (!glyph.covered || !isSeen(run, glyph)) return glyph
      const { covered: _, ...visible } = glyph
      return visible
    })
    return { ...run, glyphs }
  })
}

function boxOf(run: Run): Box {
  const first = run.glyphs[0] as Glyph
  const last = run.glyphs.at(-1) as Glyph
  return boxAround([
    pointIn(run, first, 0, 0),
    pointIn(run, first, 0, 1),
    pointIn(run, last, 1, 0),
    pointIn(run, last, 1, 1),
  ])
}

/** A point of a character's cell on the page; shares of its width and height. */
function pointIn(run: Run, glyph: Glyph, along: number, across: number): Point {
  const [dx, dy] = run.direction
  const x = glyph.start + (glyph.end - glyph.start) * along
  const y = run.across + run.from + (run.to - run.from) * across
  return [x * dx - y * dy, x * dy + y * dx]
}
