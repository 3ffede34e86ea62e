/** Which attributes of an element count for the identity of a post, and in which form. */

import { type Declarations, declarationsIn, parseDeclarations } from '../extract/html/css.ts'
import { linkAttributes, textAttributes } from '../extract/html/elements.ts'
import { isHiddenBy, isKnownColour } from '../extract/html/visibility.ts'
import { addressesIn } from './css-addresses.ts'
import type { Resources, Use } from './resources.ts'

export type Attributes = Readonly<Record<string, string>>

/** Change nothing a reader sees; a CMS adds, drops and rewrites them. */
const harmless = new Set(
  'role loading decoding fetchpriority sizes width height align valign border cellpadding cellspacing tabindex rel target xmlns itemscope itemtype itemprop referrerpolicy crossorigin'.split(
    ' ',
  ),
)
const harmlessNames = /^(?:class|id|data-.*|xmlns:.*)$/

/** Declarations that do not keep text from being read, whatever they say; others count. */
const harmlessProperties =
  /^(?:text-align(?:-last)?|text-justify|text-autospace|font-weight|font-style|page-break-\w+|break-\w+|orphans|widows|mso-[\w-]+|tab-stops|layout-grid-mode|list-style-position|cursor)$/
/** Move text about: harmless where nothing is cut off. */
const movingProperties =
  /^(?:padding(?:-\w+)?|border(?:-[\w-]+)?|margin(?:-\w+)?|(?:max-|min-)?width|float|clear|vertical-align)$/
/** Cut off or cover what lies outside a box, in everything that it holds. */
const cuttingProperties = /^(?:overflow|clip|contain|mask|position|transform|zoom|-webkit-)/
/** Sizes that can be read, however deep they are nested: those that make text smaller step by step are not among them. */
const readableSize =
  /^(?:0*[1-9]\d{1,2}(?:\.\d{1,9})?(?:px|pt)|0*[1-9]\d\d(?:\.\d{1,9})?%|0*[6-9](?:\.\d{1,9})?(?:px|pt)|0*[1-9]\d?(?:\.\d{1,9})?r?em|(?:xx?-)?(?:small|large)|medium|larger|inherit)$/
/** A style with these is more than declarations one after the other, and counts as it stands. */
const involved = /[\\"'({@]|\/\*/

/** Where scripts of themes find what they show once it comes into sight; some put words like `true` there. */
const lazy = new Set(['data-lazy-src', 'data-lazy', 'data-echo', 'data-bg', 'data-background'])
const lazySets = new Set(['data-srcset', 'data-lazy-srcset'])
const shownBy = new Set(['src', 'poster', 'background', 'data-src', 'data-original', 'lowsrc', 'data'])
/** Elements whose `src` or `data` is another page or file rather than a picture. */
const frames = new Set(['iframe', 'frame', 'script', 'embed', 'object'])
/** Elements of SVG that show what their `href` names. */
const showsReference = new Set(['image', 'feimage', 'use'])

/** Drawings can show one picture after the other. */
function animated(name: string, value: string, resources: Resources): void {
  if (!/^(?:to|from|by|values)$/.test(name)) return
  for (const each of value.split(';')) if (/[/.][a-z]/i.test(each)) resources.identify(each, 'show')
}

/** What of the post around an element decides about its attributes. */
export interface Surroundings {
  /** The post brings styles or scripts, which can hide, show and write by whatever an element bears. */
  readonly hasCode: boolean
  /** Inside SVG and its like, where sizes and places decide what is seen. */
  readonly drawn: boolean
  /** Inside a box that cuts off what lies outside it. */
  readonly cut: boolean
}

/** `[name, value]` of what counts, in the order of names. */
export function countedAttributes(
  element: string,
  attributes: Attributes,
  resources: Resources,
  around: Surroundings,
): [string, string][] {
  const counted: [string, string][] = []
  for (const [name, value] of Object.entries(attributes)) {
    const form = countedForm(element, name, value, resources, around)
    if (form !== null) counted.push([name, form])
  }
  return counted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

function countedForm(
  element: string,
  name: string,
  value: string,
  resources: Resources,
  around: Surroundings,
): string | null {
  if (name === 'style') return styleForm(value, resources, around)
  if (name === 'srcset' || name === 'imagesrcset' || lazySets.has(name)) return srcsetForm(value, resources)
  if (lazy.has(name)) return lazyForm(value, resources)
  if (element === 'meta') return name === 'charset' ? null : value
  if (textAttributes.has(name)) return value === '' ? null : collapsed(value)
  if (linkAttributes.has(name) && name !== 'cite' && name !== 'download') {
    return value.trim() === '' ? null : resources.identify(value, useOf(element, name))
  }
  if (element === 'animate' || element === 'set') animated(name, value, resources)
  if (around.hasCode || around.drawn) return value
  return harmless.has(name) || harmlessNames.test(name) ? null : value
}

function useOf(element: string, name: string): Use {
  if (frames.has(element)) return element === 'script' || name === 'href' ? 'link' : 'frame'
  if (showsReference.has(element) && name.endsWith('href')) return 'show'
  return shownBy.has(name) ? 'show' : 'link'
}

function styleForm(value: string, resources: Resources, around: Surroundings): string | null {
  if (involved.test(value) || around.hasCode) {
    for (const address of addressesIn(value)) resources.identify(address, 'show')
    return value
  }
  const isCut = around.drawn || around.cut || isCutting(value)
  const declarations = [...declarationsIn(value)]
  const isCounted = ([property, said]: readonly [string, string, boolean]) =>
    !isHarmless(property, said) && !(movingProperties.test(property) && !isCut && !isPulling(property, said))
  // What is set again or by a shorthand depends on which comes last.
  const families = new Set(declarations.filter(isCounted).map(([property]) => familyOf(property)))
  const form = declarations
    .filter(([property]) => families.has(familyOf(property)) || families.has('all'))
    .map(([property, said, isImportant]) => `${property}:${said}${isImportant ? '!' : ''}`)
  return form.length === 0 ? null : form.join(';')
}

/** Properties that one shorthand sets together. */
function familyOf(property: string): string {
  return /^(?:font|background|margin|padding|border|list-style)(?=-|$)/.exec(property)?.[0] ?? property
}

/** Whether the style cuts off what the element holds. */
export function isCutting(style: string): boolean {
  return (
    involved.test(style) || [...parseDeclarations(style).keys()].some(each => cuttingProperties.test(each))
  )
}

/** Far enough to be out of sight. */
const isPulling = (property: string, said: string) =>
  (property.startsWith('margin') && said.includes('-')) ||
  /\d{4}|\dv|\de\d/.test(said.replaceAll(/#[0-9a-f]+/g, ''))

function isHarmless(property: string, said: string): boolean {
  if (property === 'color' || property === 'background-color') return isKnownColour(said)
  return property === 'font-size' ? readableSize.test(said) : harmlessProperties.test(property)
}

function lazyForm(value: string, resources: Resources): string | null {
  if (!/[/.]/.test(value)) return null
  const addresses = /url\(/i.test(value) ? [...addressesIn(value)] : [value]
  return addresses.map(each => resources.identify(each, 'show')).join(' ')
}

/** The pictures a browser may choose from (HTML Living Standard §4.8.4.3.10); for which width does not matter. */
function srcsetForm(value: string, resources: Resources): string | null {
  const forms = new Set<string>()
  const next = /[ \t\n\f\r,]*([^ \t\n\f\r]+)/y
  for (let match = next.exec(value); match; match = next.exec(value)) {
    const [, address = ''] = match
    const own = address.replace(/,+$/, '')
    if (own !== '') forms.add(resources.identify(own, 'show'))
    if (own !== address) continue
    // Widths reach to the comma.
    const comma = value.indexOf(',', next.lastIndex)
    if (comma < 0) break
    next.lastIndex = comma
  }
  return forms.size === 0 ? null : [...forms].sort().join(' ')
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
