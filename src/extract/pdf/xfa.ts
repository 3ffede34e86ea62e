/** The words of an XFA form (ISO 32000-1, 12.7.8): its template and its data, which viewers lay out themselves. */
import { inflateSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import type { Line } from '../../document/document.ts'
import { rawStreams } from './raw-streams.ts'

/** Sections without words for a reader. */
const skipped: ReadonlySet<string> = new Set(['script', 'config', 'localeSet', 'connectionSet', 'xmpmeta'])
const mostLines = 20_000
const largest = 32 * 2 ** 20

/**
 * @param objects numbers of the streams that make up the XML, in order.
 * @returns null when it cannot be read to its end.
 */
export function xfaLines(bytes: Uint8Array, objects: readonly string[]): Line[] | null {
  const pieces = new Map<string, Buffer>()
  for (const { object, filter, data } of rawStreams(bytes)) {
    if (!objects.includes(object)) continue
    const plain = filter === null ? Buffer.from(data) : filter === 'FlateDecode' ? inflated(data) : null
    if (plain) pieces.set(object, plain)
  }
  if (objects.length === 0 || !objects.every(object => pieces.has(object))) return null
  return wordsOf(Buffer.concat(objects.map(object => pieces.get(object) as Buffer)).toString('utf8'))
}

function inflated(data: Uint8Array): Buffer | null {
  try {
    return inflateSync(data, { maxOutputLength: largest })
  } catch {
    return null
  }
}

function wordsOf(xml: string): Line[] | null {
  const texts: string[] = []
  let [text, depth, skippedAt, whole] = ['', 0, Infinity, true]
  const flush = () => {
    if (text.trim() !== '' && depth < skippedAt) texts.push(text.replaceAll(/\s+/g, ' ').trim())
    text = ''
  }
  const parser = new SaxesParser()
  parser.on('error', () => {
    whole = false
  })
  parser.on('doctype', () => {
    whole = false
  })
  parser.on('opentag', ({ name }) => {
    flush()
    depth += 1
    if (skipped.has(name.replace(/^.*:/, ''))) skippedAt = Math.min(skippedAt, depth)
  })
  parser.on('text', part => {
    text += part
  })
  parser.on('cdata', part => {
    text += part
  })
  parser.on('closetag', () => {
    flush()
    if (depth === skippedAt) skippedAt = Infinity
    depth -= 1
  })
  parser.write(xml).close()
  if (!whole || texts.length > mostLines) return null
  return texts.map(words => ({ text: words, channel: 'body', box: null, confidence: 1 }))
}
