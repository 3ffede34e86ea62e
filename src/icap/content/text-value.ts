/** One text of a form or of JSON: what it is decides how it has to be read. */
import { decodeText } from '../../extract/encoding.ts'
import { decodeReferences } from '../../extract/escapes.ts'
import { sniff } from '../../extract/sniff.ts'
import { embeddedIn } from './embedded.ts'
import { percentDecoded } from './percent.ts'
import { type PostBuilder, quickCharacters } from './post.ts'

/** JSON inside a string inside JSON … */
const deepest = 4
const tooDeep = { code: 'malformed' } as const
/** Tags that only set words apart, without attributes: taken out, the words stand as the reader sees them. */
const plainTag = /<\/?(?:b|strong|i|em|u|s|br|p|mark|code|sub|sup|small|span|h[1-6]|ul|ol|li)\s{0,4}\/?>/gi
const blockTag = /<\/?(?:br|p|h[1-6]|ul|ol|li)\s{0,4}\/?>/gi
/** Two bytes of which the first is no ASCII: a character, and no sign in an address. Their `%` may be encoded itself. */
const percentEncoded = /%(?:25){0,9}[89a-f][0-9a-f]%(?:25){0,9}[0-9a-f]{2}/i
const anyTag = /<[a-zA-Z/!?]/

/** The bytes of a field, in whatever encoding the page had. What is no text is screened as a file. */
export async function addFieldBytes(bytes: Uint8Array, post: PostBuilder): Promise<void> {
  if (bytes.length === 0) return
  const found = await sniff(bytes)
  const decoded = found?.format?.family === 'text' ? decodeText(bytes) : null
  if (!decoded || decoded.undecoded > 0) post.addBytes('', bytes)
  else await addTextValue(decoded.text, post)
}

export async function addTextValue(text: string, post: PostBuilder, depth = 0): Promise<void> {
  const trimmed = text.trim()
  if (trimmed === '') return
  if (/^[{[]/.test(trimmed)) {
    const value = parseJson(trimmed)
    // Without a backslash the strings of JSON stand there as they are.
    if (depth >= deepest && value !== undefined && trimmed.includes('\\')) return post.refuse(tooDeep)
    if (depth < deepest && value !== undefined) {
      const read = await addJsonValue(value, post, depth + 1)
      // A name that stands twice in an object keeps its last value here, and its first elsewhere.
      const all = jsonStrings(trimmed)
      if (all.length > read) await addJsonValue(all.map(parseJson), post, depth + 1)
      return
    }
  }
  const bare = text.replaceAll(blockTag, '\n').replaceAll(plainTag, '')
  const isMarkup = anyTag.test(bare)
  const read = Buffer.from(isMarkup ? text : decodeReferences(bare))
  const type = (await sniff(read))?.type
  const isQuick =
    text.length <= quickCharacters && (type === 'text/html' || type === 'text/plain') && !/data:/i.test(text)
  if (isMarkup || type !== 'text/plain') post.addBytes('', read, isQuick)
  else post.addText(read.toString())
  // Scripts of pages encode texts once more before they send them.
  if (!isMarkup && percentEncoded.test(text)) {
    if (depth >= deepest) return post.refuse(tooDeep)
    const plain = decodeText(percentDecoded(Buffer.from(text).toString('latin1')))
    if (plain) await addTextValue(plain.text, post, depth + 1)
  }
  for (const embedded of await embeddedIn(text, type !== 'text/html')) {
    if (embedded.kind === 'file') post.addBytes('', embedded.bytes)
    else if (depth < deepest) await addTextValue(embedded.text, post, depth + 1)
    else post.addBytes('', Buffer.from(embedded.text))
  }
}

/**
 * All strings, and names of fields when they are words. Its own stack: JSON may be nested as deep as it is long.
 * @returns how many strings it holds, names among them.
 */
export async function addJsonValue(value: unknown, post: PostBuilder, depth = 0): Promise<number> {
  let strings = 0
  const stack: unknown[] = [value]
  while (stack.length > 0) {
    const next = stack.pop()
    if (typeof next === 'string') {
      strings++
      await addTextValue(next, post, depth)
    } else if (typeof next === 'object' && next !== null) {
      for (const [name, item] of Object.entries(next).toReversed()) {
        stack.push(item)
        if (/[\u0080-\uffff]/.test(name)) stack.push(name)
        else if (!Array.isArray(next)) strings++
      }
    }
  }
  return strings
}

/** The strings of JSON that was found to be valid, as they stand there. */
function jsonStrings(json: string): string[] {
  const strings: string[] = []
  const special = /["\\]/g
  let start: number | null = null
  for (let found = special.exec(json); found; found = special.exec(json)) {
    if (found[0] === '\\') special.lastIndex++
    else if (start === null) start = found.index
    else {
      strings.push(json.slice(start, special.lastIndex))
      start = null
    }
  }
  return strings
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
