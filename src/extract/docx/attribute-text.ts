/** Text that stands in attributes: which element, which attribute, which channel. */
import type { Channel } from '../../document/document.ts'
import { isAutomaticName } from '../ooxml/automatic-name.ts'
import type { XmlElement } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'

export interface AttributeText {
  readonly channel: Channel
  readonly text: string
}

type Row = readonly [channel: Channel, ...attributes: string[]]

const rows: Readonly<Record<string, Row>> = {
  'wp:docPr': ['alt', 'descr', 'title', 'name'],
  'w:tblCaption': ['alt', 'val'],
  'w:tblDescription': ['alt', 'val'],
  'w:hyperlink': ['alt', 'tooltip'],
  'a:hlinkClick': ['alt', 'tooltip'],
  'v:imagedata': ['alt', 'title'],
  'v:textpath': ['watermark', 'string'],
  'w:fldSimple': ['hidden', 'instr'],
  'w:alias': ['hidden', 'val'],
  'w:listItem': ['hidden', 'displayText', 'value'],
  'w:listEntry': ['hidden', 'val'],
  'w:helpText': ['hidden', 'val'],
  'w:statusText': ['hidden', 'val'],
}

/** `cNvPr` exists in many drawing vocabularies; any VML shape may carry `alt`. */
const drawingRow: Row = ['alt', 'descr', 'title', 'name']
const vmlRow: Row = ['alt', 'alt', 'title']

/** @param name qualified name of the element. */
export function attributeTexts(name: string, element: XmlElement): AttributeText[] {
  const row = rows[name] ?? (element.name === 'cNvPr' ? drawingRow : name.startsWith('v:') ? vmlRow : null)
  if (!row) return []
  const [channel, ...attributes] = row
  const texts = new Set<string>()
  for (const key of attributes) {
    const text = attribute(element, key)?.trim() ?? ''
    if (text === '' || (key === 'name' && isAutomaticName(text))) continue
    texts.add(text)
  }
  return [...texts].map(text => ({ channel, text }))
}
