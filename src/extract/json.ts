/** JSON as documents are exported and pages carry it: what its strings say, with their escapes resolved. */
import { base64Text } from './base64-text.ts'
import { decodeReferences } from './escapes.ts'
import type { Extractor } from './extractor.ts'
import { filesIn, linesOf, readText, textPart } from './text.ts'

const blockTag = /<\/?(?:p|div|br|hr|li|tr|td|th|h[1-6]|table|section|article)(?=[\s/>])[^<>]{0,4000}>/gi
const anyTag = /<\/?[a-zA-Z][^<>]{0,4000}>/g

/** Yields `text`, then the files in it. @throws {ProblemError} `text-undecodable` */
export const extractJson: Extractor = async function* (bytes, context) {
  const text = readText(bytes, context)
  yield textPart(linesOf(jsonTexts(text).join('\n'), 'body'))
  yield* filesIn(text, context)
}

/**
 * @returns the strings in the order of the text, names of fields only when they are words and not identifiers;
 * the text itself, line by line, when it is no JSON. Tags inside strings are left out, character references decoded.
 */
export function jsonTexts(source: string): string[] {
  const texts: string[] = []
  const add = (text: string) => {
    const bare = text.includes('<') ? text.replaceAll(blockTag, '\n').replaceAll(anyTag, '') : text
    for (const line of decodeReferences(bare).split('\n')) texts.push(line.trim())
  }
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    add(source)
    return texts
  }
  // Its own stack: the text may be nested as deep as it is long.
  const stack: unknown[] = [value]
  while (stack.length > 0) {
    const next = stack.pop()
    if (typeof next === 'string') {
      const inner = dataIn(next)
      if (inner === null) add(base64Text(next) ?? next)
      // Shorter than the string it stood in, so that this comes to an end.
      else stack.push(inner)
    }
    if (typeof next === 'object' && next !== null) {
      for (const [name, item] of Object.entries(next).toReversed()) {
        stack.push(item)
        if (/[\u0080-\uffff]/.test(name)) stack.push(name)
      }
    }
  }
  return texts
}

/** JSON that is itself a string of JSON, as exports nest it; null when it is none. */
function dataIn(text: string): object | null {
  if (!/^\s{0,9}[[{]/.test(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
