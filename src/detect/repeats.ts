/** One mark read twice: as text and by OCR of the same page, or as a hidden run and in the line that holds it. */
import type { Box, Part } from '../document/document.ts'
import type { Severity } from '../document/screening.ts'
import type { Signal } from './evidence/evidence.ts'

/** What is needed of a match to tell whether it is another's repeat. */
export interface Located {
  readonly signal: Signal
  /** Index of its first line in the part. */
  readonly line: number
  readonly silent: boolean
}

/** Boxes of text and of OCR never agree to the point: this share of the smaller one must be covered. */
const leastOverlap = 0.3
/** Lines are compared with at most so many others of the same match: a page full of marks stays cheap. */
const mostCompared = 40
const concealing: ReadonlySet<string> = new Set(['hidden', 'revision', 'covered'])
const ranks: Readonly<Record<Severity, number>> = { block: 0, review: 1, info: 2 }

/** Of the same match of the same rule at the same place the gravest is kept, then the surest; order is kept. */
export function withoutRepeats<One extends Located>(found: readonly One[], parts: readonly Part[]): One[] {
  const kept = new Map<string, One[]>()
  const dropped = new Set<One>()
  const order = [...found].sort(
    ({ signal: a }, { signal: b }) =>
      ranks[a.severity] - ranks[b.severity] || b.finding.confidence - a.finding.confidence,
  )
  for (const one of order) {
    // Silent matches are evidence, which is counted, not shown.
    if (one.silent) continue
    const { rule, text, part, finding } = one.signal
    const page = finding.page === null ? `part ${part}` : `page ${finding.page}`
    const key = `${rule}\u0000${page}\u0000${text}`
    const others = kept.get(key)
    if (others === undefined) kept.set(key, [one])
    else if (others.some(other => isSame(one, other, parts))) dropped.add(one)
    else if (others.length < mostCompared) others.push(one)
  }
  return dropped.size === 0 ? [...found] : found.filter(one => !dropped.has(one))
}

function isSame(one: Located, other: Located, parts: readonly Part[]): boolean {
  const [box, otherBox] = [shareOfPage(one, parts), shareOfPage(other, parts)]
  if (box !== null && otherBox !== null) return overlap(box, otherBox) >= leastOverlap
  // The reader of a paragraph gives its concealed runs alone and, next to them, the line as it reads with them.
  const concealed = [one, other].some(({ signal }) => concealing.has(signal.finding.channel))
  return concealed && one.signal.part === other.signal.part && Math.abs(one.line - other.line) === 1
}

/** The box as shares of its page: text is measured in points, recognised text in pixels. */
function shareOfPage({ signal }: Located, parts: readonly Part[]): Box | null {
  const { box } = signal.finding
  const part = parts[signal.part]
  if (box === null || part?.width == null || part.height === null || part.width <= 0 || part.height <= 0)
    return null
  const [x, y, width, height] = box
  return [x / part.width, y / part.height, width / part.width, height / part.height]
}

/** Common area as a share of the smaller box, 0 to 1. */
function overlap([ax, ay, aWidth, aHeight]: Box, [bx, by, bWidth, bHeight]: Box): number {
  const width = Math.min(ax + aWidth, bx + bWidth) - Math.max(ax, bx)
  const height = Math.min(ay + aHeight, by + bHeight) - Math.max(ay, by)
  const smaller = Math.min(aWidth * aHeight, bWidth * bHeight)
  return width <= 0 || height <= 0 || smaller <= 0 ? 0 : (width * height) / smaller
}
