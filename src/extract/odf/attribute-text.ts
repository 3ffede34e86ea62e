/** Text that OpenDocument keeps in attributes: which element, which attribute, which channel. */
import type { Channel, Line } from '../../document/document.ts'
import { linesOf } from '../text.ts'
import type { XmlElement } from '../xml/read.ts'
import { qualifiedName, value } from './vocabulary.ts'

type Row = readonly (readonly [channel: Channel, attribute: string])[]

const rows: Readonly<Record<string, Row>> = {
  'text:a': [
    ['link', 'xlink:href'],
    ['alt', 'office:title'],
  ],
  'text:hidden-text': [['hidden', 'text:string-value']],
  'text:conditional-text': [
    ['hidden', 'text:string-value-if-true'],
    ['hidden', 'text:string-value-if-false'],
  ],
  'text:text-input': [['hidden', 'text:description']],
  'text:placeholder': [['hidden', 'text:description']],
  'text:label': [['hidden', 'text:value']],
  'text:bookmark': [['metadata', 'text:name']],
  'text:bookmark-start': [['metadata', 'text:name']],
  'text:list-level-style-number': [
    ['metadata', 'style:num-prefix'],
    ['metadata', 'style:num-suffix'],
  ],
  'table:named-expression': [
    ['metadata', 'table:name'],
    ['hidden', 'table:expression'],
  ],
  'table:named-range': [['metadata', 'table:name']],
  'table:database-range': [['metadata', 'table:name']],
  'table:content-validation': [['hidden', 'table:condition']],
  'table:help-message': [['comment', 'table:title']],
  'table:error-message': [['comment', 'table:title']],
  'table:scenario': [['comment', 'table:comment']],
}

/** Elements of any name: fields and index marks keep what they stand for, controls what is written on them. */
const anywhere: Row = [
  ['hidden', 'office:string-value'],
  ['hidden', 'text:string-value'],
  ['textbox', 'form:label'],
  ['hidden', 'form:value'],
  ['hidden', 'form:current-value'],
  ['alt', 'form:title'],
  ['alt', 'office:title'],
]

/** What is drawn; markers and fillings have names too. */
const shape =
  /^(?:draw:(?:frame|custom-shape|g|line|rect|ellipse|circle|path|polygon|polyline|connector|control|object)|dr3d:scene)$/

/** Names that programs give by themselves: `Shape 3`, `图像1`, `page2`. */
const automaticName = /^[\p{L} ]{0,24}\s*\d*$/u

export function attributeLines(element: XmlElement): Line[] {
  const name = qualifiedName(element)
  const lines: Line[] = []
  const add = (channel: Channel, text: string | undefined) => {
    if (text !== undefined && /[\p{L}\p{N}]/u.test(text)) lines.push(...linesOf(text.trim(), channel))
  }
  const own = rows[name]
  for (const [channel, attribute] of own ?? anywhere) add(channel, value(element, attribute))
  if (shape.test(name)) {
    const given = value(element, 'draw:name')
    if (given && !automaticName.test(given)) add('alt', given)
  }
  // Anything else that leads out of the package: sources of data, linked pictures, actions.
  const address = own ? undefined : value(element, 'xlink:href')
  if (address && (/^[a-z][a-z+.-]{1,20}:/i.test(address) || address.startsWith('../'))) add('link', address)
  const formula = value(element, 'table:formula')
  if (formula && /[\u0080-\uffff]/.test(formula)) add('hidden', formula)
  return lines
}
