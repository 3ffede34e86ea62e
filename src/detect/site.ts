/** A stretch of a view and what stands around it; every look around is bounded, so that long lines cost nothing. */
import type { Line } from '../document/document.ts'
import { decode, GAP, lineOf, type View, WIDE_GAP } from './fold/view.ts'

export interface Site {
  readonly view: View
  /** Folded units, end exclusive. */
  readonly start: number
  readonly end: number
}

const noLine: Line = { text: '', channel: 'body', box: null, confidence: 1 }

export const firstLine = (site: Site) => lineOf(site.view, site.start)
export const lastLine = (site: Site) => lineOf(site.view, Math.max(site.start, site.end - 1))
export const lineAt = (view: View, index: number): Line => view.part.lines[index] ?? noLine

/** Folded bounds of a line, without the space that parts it from the next. */
export function boundsOf(view: View, index: number): readonly [start: number, end: number] {
  const start = view.starts[index] ?? view.length
  let end = view.starts[index + 1] ?? view.length
  if (end > start && view.codes[end - 1] === 0x20) end--
  return [start, end]
}

/** At most `most` folded characters of the same line before the site. */
export function before(site: Site, most: number): string {
  const [start] = boundsOf(site.view, firstLine(site))
  return decode(site.view.codes, Math.max(start, site.start - most), site.start)
}

/** At most `most` folded characters of the same line after the site. */
export function after(site: Site, most: number): string {
  const [, end] = boundsOf(site.view, lastLine(site))
  return decode(site.view.codes, site.end, Math.min(end, site.end + most))
}

export const atLineStart = (view: View, position: number) =>
  boundsOf(view, lineOf(view, position))[0] === position

/** True when nothing follows in the line that holds the unit before `position`. */
export function atLineEnd(view: View, position: number): boolean {
  return boundsOf(view, lineOf(view, Math.max(0, position - 1)))[1] <= position
}

/** White space stood right before this unit (or a line begins here). */
export function gapAt(view: View, position: number): boolean {
  return (
    position >= view.length || ((view.gaps[position] as number) & GAP) !== 0 || atLineStart(view, position)
  )
}

/** Wide white space stood right before this unit (or a line begins here). */
export function wideGapAt(view: View, position: number): boolean {
  return (
    position >= view.length ||
    ((view.gaps[position] as number) & WIDE_GAP) !== 0 ||
    atLineStart(view, position)
  )
}

export const textOf = (site: Site) => decode(site.view.codes, site.start, site.end)

/** Length of the line in folded units. */
export function lineLength(site: Site): number {
  const [start] = boundsOf(site.view, firstLine(site))
  const [, end] = boundsOf(site.view, lastLine(site))
  return end - start
}

/** Folded text of a line, cut at `most`. */
export function lineText(view: View, index: number, most = 200): string {
  if (index < 0 || index >= view.part.lines.length) return ''
  const [start, end] = boundsOf(view, index)
  return decode(view.codes, start, Math.min(end, start + most))
}

const reach = 80
const sentenceEnd = /[。！？!?;；\n]/

/**
 * The sentence around a site, folded, at most 80 characters either way. A visual line of a page does not end a
 * sentence; a paragraph, cell or property does.
 */
export function sentence(site: Site): { readonly before: string; readonly after: string } {
  const { view } = site
  const visual = lineAt(view, firstLine(site)).box !== null
  const [lineStart] = boundsOf(view, firstLine(site))
  const [, lineEnd] = boundsOf(view, lastLine(site))
  const from = Math.max(visual ? 0 : lineStart, site.start - reach)
  const to = Math.min(visual ? view.length : lineEnd, site.end + reach)
  const left = decode(view.codes, from, site.start)
  const right = decode(view.codes, site.end, to)
  let cut = left.length
  while (cut > 0 && !sentenceEnd.test(left[cut - 1] as string)) cut--
  const stop = right.search(sentenceEnd)
  return { before: left.slice(cut), after: stop < 0 ? right : right.slice(0, stop + 1) }
}
