/** What the attributes of an element say: texts under their channels, addresses, pages and data inside them. */

import type { Channel } from '../../document/document.ts'
import { dataUrisIn, dataUrisInSet, isDataUri, trimmedAddress } from '../data-uri.ts'
import { chinese, decodeReferences } from '../escapes.ts'
import { jsonTexts } from '../json.ts'
import { readableAddress } from '../readable-address.ts'
import { cssUnescaped } from './css.ts'
import { linkAttributes, technicalMeta, textAttributes } from './elements.ts'
import { generatedContent } from './generated-content.ts'
import { standsAlone } from './script-texts.ts'

export type Attributes = Readonly<Record<string, string>>

/** Takes what is found; implemented by the reader of the page. */
export interface AttributeSink {
  line(text: string, channel: Channel): void
  dataUri(uri: string): void
  innerPage(html: string): void
  script(source: string): void
}

/**
 * @param channel of the element itself, under which fields show their values.
 * @param shown names of attributes that the page's styles put on the page.
 */
export function readAttributes(
  name: string,
  attributes: Attributes,
  channel: Channel,
  shown: ReadonlySet<string>,
  sink: AttributeSink,
): void {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === '') continue
    if (name === 'meta') {
      const about =
        attributes.name ?? attributes.property ?? attributes.itemprop ?? attributes['http-equiv'] ?? ''
      if (attribute === 'content' && !technicalMeta.test(about.trim())) sink.line(value, 'metadata')
    } else if (attribute === 'srcdoc') sink.innerPage(value)
    else if (linkAttributes.has(attribute)) readLink(value, sink)
    else if (attribute === 'srcset' || attribute === 'imagesrcset') readSet(value, sink)
    else if (attribute === 'style') readStyle(value, sink)
    else if (textAttributes.has(attribute)) sink.line(value, 'alt')
    else if (attribute === 'value') readValue(name, attributes, value, channel, sink)
    else if (attribute.startsWith('on')) sink.script(value)
    else if (shown.has(attribute)) sink.line(value, 'hidden')
    else if (attribute.startsWith('data-')) readData(attribute, value, sink)
    // Elements of a site's own show what their attributes say: <x-mark level="机密★20年">.
    else if (standsAlone(value) && chinese.test(value)) sink.line(value, 'hidden')
  }
}

function readLink(value: string, sink: AttributeSink): void {
  if (isDataUri(value)) sink.dataUri(value)
  else if (!nowhere.test(value)) sink.line(readableAddress(value), 'link')
  const address = trimmedAddress(value)
  if (/^javascript:/i.test(address)) sink.script(readableAddress(address))
}

function readSet(value: string, sink: AttributeSink): void {
  for (const uri of dataUrisInSet(value)) sink.dataUri(uri)
  if (/data:/i.test(value)) return
  for (const address of value.split(',', 50)) sink.line(readableAddress(address), 'link')
}

function readStyle(value: string, sink: AttributeSink): void {
  for (const uri of dataUrisIn(cssUnescaped(value))) sink.dataUri(uri)
  if (!/["']/.test(value)) return
  const { texts, possible } = generatedContent(value)
  for (const text of [...texts, ...possible]) sink.line(text, 'hidden')
}

/** The value of a field is what it shows; of a hidden one, what it sends. */
function readValue(
  name: string,
  attributes: Attributes,
  value: string,
  channel: Channel,
  sink: AttributeSink,
): void {
  if (name === 'option' || name === 'li') return
  const type = (attributes.type ?? 'text').toLowerCase()
  const unseen =
    type === 'hidden' || type === 'checkbox' || type === 'radio' || name === 'param' || name === 'data'
  sink.line(value, unseen ? 'hidden' : channel)
}

/** Data for scripts in Chinese: a label among others keeps its name before it, so that it passes for no mark. */
function readData(attribute: string, value: string, sink: AttributeSink): void {
  const plain = decodeReferences(/^\s{0,9}[[{]/.test(value) ? jsonTexts(value).join('\n') : value)
  if (!chinese.test(plain)) return
  for (const piece of plain.replaceAll(/<[^<>]{0,4000}>/g, '\n').split('\n')) {
    const text = piece.trim()
    if (chinese.test(text)) sink.line(standsAlone(text) ? text : `${attribute}: ${text}`, 'hidden')
  }
}

/** Links that lead nowhere, as menus are full of. */
const nowhere = /^\s{0,9}(?:#|javascript:\s{0,9}(?:void\s{0,9}\(?\s{0,9}0?\s{0,9}\)?)?;?)\s{0,9}$/i
