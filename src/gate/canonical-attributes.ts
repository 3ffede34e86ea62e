/** Which attributes of an element count for the identity of a post, and in which form. */

import { dataUrisIn } from '../extract/data-uri.ts'
import { type Declarations, parseDeclarations } from '../extract/html/css.ts'
import { linkAttributes, textAttributes } from '../extract/html/elements.ts'
import { isHiddenBy } from '../extract/html/visibility.ts'
import type { Resources, Use } from './resources.ts'

export type Attributes = Readonly<Record<string, string>>

/** Change nothing a reader sees; a CMS adds, drops and rewrites them. */
const harmless = new Set(
  'role loading decoding fetchpriority sizes width height align valign border cellpadding cellspacing tabindex rel target xmlns itemscope itemtype itemprop referrerpolicy crossorigin'.split(
    ' ',
  ),
)
/** Harmless unless the post brings styles or scripts of its own, which can hide, show and write by them. */
const harmlessWithoutCode = /^(?:class|id|data-.*)$/

/** Declarations that do not keep text from being read, whatever they say; others count. */
const harmlessProperties =
  /^(?:text-align(?:-last)?|text-justify|text-autospace|font-weight|font-style|font-size|color|background-color|padding(?:-\w+)?|border(?:-[\w-]+)?|margin(?:-\w+)?|(?:max-|min-)?width|float|clear|vertical-align|page-break-\w+|break-\w+|orphans|widows|mso-[\w-]+|tab-stops|layout-grid-mode|list-style-position|cursor)$/
/** A style with these is more than declarations one after the other, and counts as it stands. */
const involved = /[\\"'({@]|\/\*/

const shownBy = new Set(['src', 'poster', 'background', 'data-src', 'data-original', 'lowsrc', 'data'])
/** Elements whose `src` or `data` is another page or file rather than a picture. */
const frames = new Set(['iframe', 'frame', 'script', 'embed', 'object'])

/** `[name, value]` of what counts, in the order of names. */
export function countedAttributes(
  element: string,
  attributes: Attributes,
  resources: Resources,
  hasCode: boolean,
): [string, string][] {
  const counted: [string, string][] = []
  for (const [name, value] of Object.entries(attributes)) {
    const form = countedForm(element, name, value, resources, hasCode)
    if (form !== null) counted.push([name, form])
  }
  return counted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

function countedForm(
  element: string,
  name: string,
  value: string,
  resources: Resources,
  hasCode: boolean,
): string | null {
  if (name === 'style') return styleForm(value, resources)
  if (name === 'srcset' || name === 'imagesrcset') return srcsetForm(value, resources)
  if (element === 'meta') return name === 'charset' ? null : value
  if (textAttributes.has(name)) return value === '' ? null : collapsed(value)
  if (linkAttributes.has(name) && name !== 'cite' && name !== 'download') {
    return value.trim() === '' ? null : resources.identify(value, useOf(element, name))
  }
  if (harmless.has(name) || name.startsWith('xmlns:')) return null
  if (harmlessWithoutCode.test(name) && !hasCode) return null
  return value
}

const useOf = (element: string, name: string): Use =>
  shownBy.has(name) && !frames.has(element) ? 'show' : 'link'

function styleForm(value: string, resources: Resources): string | null {
  if (involved.test(value)) {
    for (const uri of dataUrisIn(value)) resources.identify(uri, 'show')
    for (const [, address = ''] of value.matchAll(/url\(\s{0,9}["']?([^"')]{1,2000})/gi)) {
      if (!/^data:/i.test(address)) resources.identify(address, 'show')
    }
    return value
  }
  const declarations = parseDeclarations(value)
  const counted = [...declarations].filter(
    ([property, said]) =>
      !harmlessProperties.test(property) || (/^margin/.test(property) && said.includes('-')),
  )
  const form = counted.map(declaration => declaration.join(':')).sort()
  return form.length === 0 ? null : form.join(';')
}

/** The pictures a browser may choose from; for which width does not matter. */
function srcsetForm(value: string, resources: Resources): string | null {
  const candidates = [...value.matchAll(/[^\s,]\S*[^\s,](?=[\s,]|$)/g)].map(([each]) => each)
  const addresses = candidates.filter(each => !/^\d+(?:\.\d+)?[wxh]$/.test(each))
  const found = addresses.map(address => resources.identify(address, 'show'))
  return found.length === 0 ? null : [...new Set(found)].sort().join(' ')
}

export function collapsed(text: string): string {
  return text.replaceAll(/[ \t\r\n\f]+/g, ' ').trim()
}

/** The declarations of an element, those of attributes older than CSS included. */
export function declarationsOf({ style = '', color, bgcolor }: Attributes): Declarations {
  const old = `${color ? `color:${color};` : ''}${bgcolor ? `background-color:${bgcolor};` : ''}`
  return parseDeclarations(old + style)
}

/** Whether the element keeps what it holds from a reader's eyes. */
export function isHiding(element: string, attributes: Attributes, style: Declarations): boolean {
  if ('hidden' in attributes || element === 'template' || element === 'datalist') return true
  if (element === 'dialog' && !('open' in attributes)) return true
  return isHiddenBy(style)
}
