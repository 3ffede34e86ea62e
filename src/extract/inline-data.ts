/** Files that builds write into style sheets, scripts and data as data: addresses, as they do with small pictures and fonts. */
import type { Line } from '../document/document.ts'
import type { ExtractedPart } from '../document/picture.ts'
import { dataUrisIn, parseDataUri, trimmedAddress } from './data-uri.ts'
import { isPlainPicture, picturePart } from './embedded-picture.ts'
import { decodeText } from './encoding.ts'
import { chinese, decodeEscapes } from './escapes.ts'
import type { ExtractContext } from './extractor.ts'
import { readPage } from './html/page-reader.ts'
import { jsonTexts } from './json.ts'
import { sniff } from './sniff.ts'
import { linesOf } from './text.ts'

/** With a type or none: in `{data:a,b}` of a script nothing is an address. */
const address = /^data:(?:[\w.+-]{1,60}\/[\w.+-]{1,80})?\s{0,9}(;[^,]{0,200})?,/i
const base64 = /;\s{0,9}base64\s{0,9}$/i
/** Files without `data:` before them, by how they begin in base64: ZIP, PDF, OLE, PNG, JPEG, RTF. */
const bareFile =
  /(["'])((?:UEsDB|JVBERi0|0M8R4KGx|iVBORw0KGgo|\\?\/9j\\?\/|e1xydGY)(?:[A-Za-z0-9+/]|\\[/n]){300,}={0,2})\1/g
const noBase64 = /[^\w+/=%\s-]/
/**
 * Characters that the address of a file has at least: shorter ones are those by which programs try what a browser can
 * show, and examples of how files begin.
 */
const leastOfFile = 300

export const holdsFiles = (text: string) => /data:/i.test(text) || text.search(bareFile) >= 0

/**
 * Yields pictures as pictures and other files as documents of their own, then what the texts and drawings among them
 * say as `addresses`. Drawings are not looked at, as in pages: builds write every icon of a site into one script. What
 * is of no format that is read stays what it is in a program: text.
 * @param before how many pictures of the document have a number already.
 */
export async function* inlineData(
  text: string,
  context: ExtractContext,
  before = 0,
): AsyncGenerator<ExtractedPart> {
  const addresses = new Set(addressesIn(text))
  const lines: Line[] = []
  let number = before
  for (const each of addresses) {
    number++
    const bytes = parseDataUri(each)?.bytes
    const format = bytes && bytes.length > 0 ? (await sniff(bytes))?.format : null
    if (!bytes || !format?.load) continue
    if (format.family === 'text') {
      context.spend(bytes.length)
      // What cannot be decoded is noise that looks like text: programs add to addresses while they run.
      const inner = decodeText(bytes)?.text ?? ''
      for (const line of textLines(inner, format.type)) lines.push(line)
      // They are shorter than what they stand in, so that this comes to an end.
      for (const further of addressesIn(inner)) addresses.add(further)
    } else if (each.length < leastOfFile) continue
    else if (isPlainPicture(format)) {
      context.spend(bytes.length)
      const part = await picturePart(bytes, `picture ${number}`, context)
      if (part) yield part
    } else yield* context.nested(bytes, `data ${number}`)
  }
  if (lines.length > 0)
    yield { label: 'addresses', page: null, width: null, height: null, lines, pictures: [] }
}

function* addressesIn(text: string): Generator<string> {
  for (const [, , found = ''] of text.matchAll(bareFile)) yield `data:;base64,${decodeEscapes(found)}`
  for (const found of dataUrisIn(text)) {
    const uri = trimmedAddress(decodeEscapes(found))
    const match = address.exec(uri)
    if (!match) continue
    const start = match[0].length
    const end = base64.test(match[1] ?? '') ? uri.slice(start).search(noBase64) : -1
    yield end < 0 ? uri : uri.slice(0, start + end)
  }
}

/**
 * Of markup all that it says, hidden; of code and data, source maps above all, what is Chinese: it is no more hidden
 * than the code around it.
 */
function textLines(text: string, type: string): Line[] {
  if (['text/html', 'image/svg+xml', 'application/xml'].includes(type)) return readPage(text, true).lines
  const source = type === 'application/json' ? jsonTexts(text).join('\n') : text
  return linesOf(source, 'body').filter(line => chinese.test(line.text))
}
