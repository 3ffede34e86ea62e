/** From a match in the view to a finding that points at what really stands in the document. */
import { createHash } from 'node:crypto'
import type { Box, Graphic, Line, Part } from '../document/document.ts'
import { mainLanguage, type WordedIn } from '../document/problem.ts'
import type { KeptFinding, Severity } from '../document/screening.ts'
import type { Rule } from '../packs/schema.ts'
import { decode, type FoldedText, foldWithOffsets, type View } from './fold/view.ts'
import { asItLies } from './layout/upright.ts'
import { type Circumstances, reasonFor } from './reason.ts'
import { nameOf, sightOf } from './seen.ts'
import { after, before, boundsOf, firstLine, lastLine, lineAt, type Site, textOf } from './site.ts'
import { reasonIn } from './worded.ts'

/** Characters of context on each side: enough to judge, too few to be a second copy of the paper. */
const contextReach = 20

let lastFolded: { line: Line; folded: FoldedText } | null = null
/** Matches come in order, so remembering one line keeps a long line with many matches linear. */
function folded(line: Line): FoldedText {
  if (lastFolded?.line !== line) lastFolded = { line, folded: foldWithOffsets(line.text) }
  return lastFolded.folded
}

/** Original offsets (UTF-16) of a folded stretch of one line; end exclusive. */
function originalSpan(line: Line, from: number, to: number): readonly [number, number] {
  const { offsets } = folded(line)
  // A line of a spaced script is preceded by a space in the view that the line itself does not hold.
  const start = offsets[from] ?? line.text.length
  const last = offsets[to - 1] ?? line.text.length - 1
  const wide = (line.text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1
  return [start, Math.min(line.text.length, last + wide)]
}

interface Slice {
  readonly line: Line
  readonly start: number
  readonly end: number
}

function slices(site: Site): Slice[] {
  const result: Slice[] = []
  for (let index = firstLine(site); index <= lastLine(site); index++) {
    const [lineStart, lineEnd] = boundsOf(site.view, index)
    const from = Math.max(site.start, lineStart) - lineStart
    const to = Math.min(site.end, lineEnd) - lineStart
    if (to <= from) continue
    const line = lineAt(site.view, index)
    const [start, end] = originalSpan(line, from, to)
    result.push({ line, start, end })
  }
  return result
}

/** A string of its own: a slice would keep the whole text of the document alive. */
const copied = (text: string) => Buffer.from(text, 'utf16le').toString('utf16le')

function contextOf(list: readonly Slice[]): string {
  const first = list[0]
  const last = list.at(-1)
  if (first === undefined || last === undefined) return ''
  const from = Math.max(0, first.start - contextReach)
  const to = Math.min(last.line.text.length, last.end + contextReach)
  const left = first.line.text.slice(from, first.start)
  const right = last.line.text.slice(last.end, to)
  const match = list.map(({ line, start, end }) => line.text.slice(start, end)).join('\n')
  return copied(`${from > 0 ? '…' : ''}${left}${match}${right}${to < last.line.text.length ? '…' : ''}`)
}

/** The box of the line, cut to the match in proportion to its characters; of the first line when it spans several. */
function boxOf({ line, start, end }: Slice): Box | null {
  if (line.box === null || line.text.length === 0) return line.box
  const [x, y, width, height] = line.box
  // A line that is higher than wide is set vertically.
  const [from, share] = [start / line.text.length, (end - start) / line.text.length]
  if (height > width * 1.5) return [x, y + height * from, width, height * share]
  return [x + width * from, y, width * share, height]
}

function placeOf(first: Slice | undefined, part: Part): Box | null {
  const box = first === undefined ? null : boxOf(first)
  return box === null ? null : asItLies(part, box)
}

/** Of the text of its page a finding without text keeps so much in its fingerprint, that it belongs to this paper alone. */
const paperReach = 60

export interface SightingInput {
  readonly rule: Rule
  readonly view: View
  readonly graphic: Graphic
  readonly severity: Severity
  readonly language: WordedIn
}

/** Words what was seen in pixels for the reports. */
export function toSighting({ rule, view, graphic, severity, language: asked }: SightingInput): KeptFinding {
  const language = mainLanguage(asked)
  const text = decode(view.codes, 0, Math.min(view.length, paperReach))
  return {
    rule: rule.id,
    category: rule.category,
    severity,
    title: rule.title[language],
    match: nameOf(graphic, language),
    ...(asked === 'both' ? { matchIn: { zh: nameOf(graphic, 'zh'), en: nameOf(graphic, 'en') } } : {}),
    confidence: graphic.confidence,
    part: view.part.label,
    page: view.part.page,
    box: asItLies(view.part, graphic.box),
    channel: 'ocr',
    context: '',
    ...reasonIn(asked, each => sightOf(graphic, view.part, each)),
    basis: rule.basis[language],
    advice: rule.advice[language],
    fingerprint: fingerprint(rule.id, graphic.kind, graphic.manner ?? '', text),
  }
}

export interface FindingInput {
  readonly rule: Rule
  readonly site: Site
  readonly circumstances: Circumstances
  readonly certainty: number
  readonly language: WordedIn
}

/** Words one match for the reports. */
export function toFinding(input: FindingInput): KeptFinding {
  const { rule, site, circumstances, certainty } = input
  const language = mainLanguage(input.language)
  const list = slices(site)
  const first = list[0]
  const confidence = Math.min(certainty, ...list.map(({ line }) => line.confidence))
  return {
    rule: rule.id,
    category: rule.category,
    severity: circumstances.severity,
    title: rule.title[language],
    match: copied(list.map(({ line, start, end }) => line.text.slice(start, end)).join('\n')),
    confidence: Math.round(confidence * 1000) / 1000,
    part: site.view.part.label,
    page: site.view.part.page,
    box: placeOf(first, site.view.part),
    channel: first?.line.channel ?? 'body',
    context: contextOf(list),
    ...reasonIn(input.language, each => reasonFor(site, circumstances, each)),
    basis: rule.basis[language],
    advice: rule.advice[language],
    fingerprint: fingerprint(rule.id, textOf(site), before(site, 10), after(site, 10)),
  }
}

/** Made of the rule, the folded match and a little folded text around it: it stays when lines move. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16)
}
