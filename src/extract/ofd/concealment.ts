/** Text that is painted but not seen: white on nothing, or painted over afterwards. */
import type { Box } from '../../document/document.ts'
import type { Run } from '../pdf/content.ts'
import { apply, boxAround, overlap } from '../pdf/matrix.ts'
import type { PageContent } from './page-content.ts'

/** Boxes that are compared with every run; a page of cells and rules has hundreds. */
const maxAreas = 2_000
const white = 0xf8
const opaque = 0.9
/** Share of a run that must lie under a box, or over a dark ground. */
const covering = 0.8
const wholePage = 0.6
/** Millimetres: a level line as thick as that is a bar. */
const barWidth = 1.5
/** Pairs of runs and boxes that are looked at on one page. */
const maxComparisons = 20_000_000
const underlaid = 0.5

interface Area {
  readonly box: Box
  readonly order: number
}

/**
 * @param page a picture over most of it is the page itself, as scanned: text under it is what was recognised.
 * @returns the runs, those that a reader cannot see under the channels `hidden` and `covered`.
 */
export function concealed(content: PageContent, page: { width: number; height: number }): Run[] {
  const most = Math.min(maxAreas, Math.ceil(maxComparisons / Math.max(1, content.runs.length)))
  const areas = content.paths.filter(path => path.paint.filled && path.paint.alpha > 0.02)
  const scan = wholePage * page.width * page.height
  const pictures = content.pictures.filter(picture => !picture.hidden)
  const covers: Area[] = [
    ...areas.filter(path => path.rectangle && path.paint.alpha >= opaque),
    ...bars(content.paths),
    ...pictures.filter(picture => picture.opaque && picture.box[2] * picture.box[3] < scan),
  ].slice(0, most)
  // A picture may hold any colour: white text on it is seen.
  const grounds: Area[] = [...areas.filter(path => !isWhite(path.paint.fill)), ...pictures].slice(0, most)
  return content.runs.map(run => {
    const { order } = run
    if (run.channel === 'hidden') return run
    const box = boxOfRun(run)
    const area = Math.max(1e-9, box[2] * box[3])
    const under = (all: readonly Area[], later: boolean, share: number) =>
      all.some(each => later === each.order > order && overlap(each.box, box) >= share * area)
    if (under(covers, true, covering)) return { ...run, channel: 'covered' as const }
    if (isWhite(run.color) && !under(grounds, false, underlaid)) return { ...run, channel: 'hidden' as const }
    return run
  })
}

/** Lines drawn so thick that they cover text, as markers do. */
function bars(paths: PageContent['paths']): Area[] {
  return paths.flatMap(({ paint, segments, box, toPage, order }) => {
    const width = paint.width * Math.sqrt(Math.abs(toPage[0] * toPage[3] - toPage[1] * toPage[2]))
    if (!paint.stroked || paint.alpha < opaque || segments > 1 || !(width >= barWidth)) return []
    const grown: Box = [box[0], box[1] - width / 2, box[2], box[3] + width]
    return [{ box: grown, order }]
  })
}

function isWhite(color: string | undefined): boolean {
  return color !== undefined && [1, 3, 5].every(at => Number.parseInt(color.slice(at, at + 2), 16) >= white)
}

function boxOfRun(run: Run): Box {
  const [dx, dy] = run.direction
  const [start, end] = [run.glyphs[0]?.start ?? 0, run.glyphs.at(-1)?.end ?? 0]
  const corners = [start, end].flatMap(along =>
    [run.across + run.from, run.across + run.to].map(across => apply([dx, dy, -dy, dx, 0, 0], along, across)),
  )
  return boxAround(corners)
}
