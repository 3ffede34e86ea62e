/** Files that builds write into style sheets and scripts as data: addresses, as they do with small pictures and fonts. */
import type { ExtractedPart } from '../document/picture.ts'
import { parseDataUri } from './data-uri.ts'
import { picturePart } from './embedded-picture.ts'
import type { ExtractContext } from './extractor.ts'
import { sniff } from './sniff.ts'

/** Shorter ones are the pixels by which programs try what a browser can show: too little for a legible character. */
const dataAddress =
  /data:[\w.+-]{1,60}\/[\w.+-]{1,80}(?:;[\w=.-]{1,40}){0,4};base64,[A-Za-z0-9+/]{300,}={0,2}/g

const metafiles: ReadonlySet<string> = new Set(['image/emf', 'image/wmf'])

/**
 * The pictures as pictures, fonts and documents as documents of their own. What is of no format that is read stays
 * what it is in a program: text.
 */
export async function* inlineData(text: string, context: ExtractContext): AsyncGenerator<ExtractedPart> {
  const addresses = new Set(text.match(dataAddress))
  for (const [index, address] of [...addresses].entries()) {
    const data = parseDataUri(address)
    const format = data && (await sniff(data.bytes))?.format
    if (!data || !format?.load || format.family === 'text') continue
    if (format.family !== 'picture' || metafiles.has(format.type))
      yield* context.nested(data.bytes, `data ${index + 1}`)
    else {
      context.spend(data.bytes.length)
      const part = await picturePart(data.bytes, `picture ${index + 1}`, context)
      if (part) yield part
    }
  }
}
