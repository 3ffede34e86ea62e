/** The texts of a Word document (MS-DOC 2.3): body, notes, headers, comments and text boxes, one behind another. */
import type { Channel } from '../../../document/document.ts'
import type { Binary } from '../binary.ts'
import type { Fib } from './fib.ts'

/** A stretch of the document's characters. */
export interface Text {
  readonly start: number
  readonly end: number
  readonly channel: Channel
  readonly part: string
}

/** Headers of a section in the order in which they stand (2.3.3); the first six texts separate notes. */
const headerChannels: readonly Channel[] = ['header', 'header', 'footer', 'footer', 'header', 'footer']
const maxHeaders = 60_000

/**
 * @param end position behind the last character of the piece table: what no text of the document claims is `hidden`.
 */
export function textsOf(fib: Fib, table: Binary, end: number): Text[] {
  const { lengths } = fib
  const texts: Text[] = []
  let start = 0
  const add = (length: number, channel: Channel, part: string) => {
    if (length > 0 && start < end) texts.push({ start, end: Math.min(end, start + length), channel, part })
    start += length
  }
  add(lengths.body, 'body', 'body')
  add(lengths.footnotes, 'footnote', 'footnotes')
  texts.push(...headerTexts(fib, table, start, end))
  start += lengths.headers
  add(lengths.macros, 'hidden', 'body')
  add(lengths.comments, 'comment', 'comments')
  add(lengths.endnotes, 'endnote', 'endnotes')
  add(lengths.textBoxes, 'textbox', 'text boxes')
  add(lengths.headerTextBoxes, 'textbox', 'text boxes')
  add(end - start, 'hidden', 'unclaimed text')
  return texts
}

function headerTexts({ lengths, headerPlaces }: Fib, table: Binary, start: number, end: number): Text[] {
  const last = Math.min(end, start + lengths.headers)
  const count = Math.min(Math.floor(headerPlaces.length / 4), maxHeaders)
  const texts: Text[] = []
  let from = start
  for (let i = 0; i + 1 < count; i++) {
    const to = Math.min(last, start + table.u32(headerPlaces.at + 4 * (i + 1)))
    if (to <= from) continue
    const channel = i < 6 ? 'footnote' : (headerChannels[i % 6] as Channel)
    const part = i < 6 ? 'footnotes' : `${channel}s`
    texts.push({ start: from, end: to, channel, part })
    from = to
  }
  // A table that does not reach the end of the headers is damaged; the characters are there all the same.
  if (from < last) texts.push({ start: from, end: last, channel: 'header', part: 'headers' })
  return texts
}
