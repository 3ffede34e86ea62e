/** CSV and TSV (RFC 4180 and what spreadsheets write): one line a cell, so that a mark alone in a cell stands alone. */
import type { Line } from '../document/document.ts'
import type { Extractor } from './extractor.ts'
import { linesOf, readText, textPart } from './text.ts'

/** @throws {ProblemError} `text-undecodable` */
export const extractCsv: Extractor = async function* (bytes, context) {
  const lines: Line[] = []
  for (const cell of cellsOf(readText(bytes, context))) {
    for (const line of linesOf(cell, 'table')) lines.push(line)
  }
  yield textPart(lines)
}

/** The separator that the first lines use most; a semicolon or tab only when there are more of them than commas. */
function separatorOf(text: string): string {
  const head = text.slice(0, 10_000)
  const count = (separator: string) => head.split(separator).length
  return [',', '\t', ';', '|'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

/**
 * The cells of a table in reading order. A quote that is never closed would swallow the rest of the file
 * into one cell: from there on quotes are taken as ordinary characters.
 */
export function* cellsOf(text: string): Generator<string> {
  const separator = separatorOf(text)
  const lastQuote = text.lastIndexOf('"')
  let at = 0
  let quotes = true
  while (at < text.length) {
    if (quotes && text[at] === '"') {
      const end = closingQuote(text, at, lastQuote)
      if (end < 0) {
        quotes = false
        continue
      }
      yield text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    }
    let end = at
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
    if (end > at) yield text.slice(at, end)
    at = end + 1
  }
}

function closingQuote(text: string, opening: number, lastQuote: number): number {
  let at = opening + 1
  while (at <= lastQuote) {
    at = text.indexOf('"', at)
    if (text[at + 1] !== '"') return at
    at += 2
  }
  return -1
}
