/** Rules about text that a document holds and does not show. */
import type { Channel, Line } from '../../document/document.ts'
import { decode, type View } from '../fold/view.ts'
import type { RuleSet } from '../ruleset.ts'
import { boundsOf } from '../site.ts'
import type { Candidate } from './candidates.ts'

/** More lines of one part say nothing new. */
const mostLines = 20
/** Folded units of a line that are reported: a finding must not become a copy of what is hidden. */
const longestMatch = 40
/** Share of pairs of characters from which on hidden text is what the picture over it shows. */
const sameText = 0.5

const shown: ReadonlySet<Channel> = new Set([
  'body',
  'title',
  'header',
  'footer',
  'textbox',
  'table',
  'footnote',
  'endnote',
  'annotation',
  'watermark',
  'ocr',
])

/**
 * Yields lines of the channels that a rule asks for when together they say something. The text layer that a
 * scanner's OCR puts under or over its picture is not concealed: our own OCR reads the same in the picture.
 */
export function* concealedCandidates(view: View, rules: RuleSet): Generator<Candidate> {
  for (const rule of rules.concealed) {
    const { match } = rule.rule
    if (!('concealed' in match)) continue
    const { channels, placed, script } = match.concealed
    const isMeant = (line: Line) =>
      channels.includes(line.channel) && (placed === undefined || placed === (line.box !== null))
    if (!view.part.lines.some(isMeant)) continue
    const visible = textWhere(view, line => shown.has(line.channel))
    const lines = [...view.part.lines.entries()].flatMap(([index, line]) => {
      if (!isMeant(line)) return []
      const text = textAt(view, index)
      const signs = signsIn(text, script)
      // Hidden text that is also shown, as the shadow of a title is, hides nothing.
      const isShown = line.channel === 'hidden' && visible.includes(text)
      return signs === 0 || isShown ? [] : [{ index, text, signs }]
    })
    if (lines.reduce((sum, { signs }) => sum + signs, 0) < match.concealed['at-least']) continue
    const recognised = textWhere(view, line => line.channel === 'ocr')
    if (
      recognised !== '' &&
      resemblance(
        lines.map(({ text }) => text),
        recognised,
      ) >= sameText
    )
      continue
    for (const { index } of lines.slice(0, mostLines)) {
      const [start, end] = boundsOf(view, index)
      yield { view, start, end: Math.min(end, start + longestMatch), rule, certainty: 0.9, mark: null }
    }
  }
}

function textAt(view: View, index: number): string {
  const [start, end] = boundsOf(view, index)
  return decode(view.codes, start, end).replaceAll(' ', '')
}

function textWhere(view: View, isMeant: (line: Line) => boolean): string {
  return view.part.lines.map((line, index) => (isMeant(line) ? textAt(view, index) : '')).join('')
}

/** How many characters of a text carry meaning. */
function signsIn(text: string, script: 'any' | 'han'): number {
  return text.match(script === 'han' ? /\p{Script=Han}/gu : /[\p{L}\p{N}]/gu)?.length ?? 0
}

/** Share of the pairs of neighbouring characters that another text has too. */
function resemblance(texts: readonly string[], other: string): number {
  const known = new Set(pairs(other))
  const own = texts.flatMap(pairs)
  return own.length === 0 ? 0 : own.filter(pair => known.has(pair)).length / own.length
}

const pairs = (text: string) =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
