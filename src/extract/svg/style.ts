/** Whether and how an SVG element is seen: presentation attributes, `style`, and rules for classes (SVG 1.1, clause 6). */
import { attribute } from '../xml/read.ts'
import { descendants, textOf, type XmlNode } from '../xml/tree.ts'

type Declarations = ReadonlyMap<string, string>

export interface Look {
  readonly hidden: boolean
  /** User units. */
  readonly size: number | undefined
  /** `#rrggbb` */
  readonly color: string | undefined
}

/** Rules for classes, ids and elements by their selector; combinations of them are left out. */
export type Rules = ReadonlyMap<string, Declarations>

const named: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000', red: '#ff0000' }
const maxRules = 5_000

export function rulesOf(root: XmlNode): Rules {
  const rules = new Map<string, Declarations>()
  for (const node of descendants(root)) {
    if (node.name !== 'style') continue
    for (const block of textOf(node).split('}')) {
      const [selectors, declarations] = block.split('{', 2)
      if (declarations === undefined || rules.size > maxRules) continue
      for (const selector of (selectors ?? '').split(',')) {
        const key = selector.trim()
        rules.set(key, new Map([...(rules.get(key) ?? []), ...declarationsOf(declarations)]))
      }
    }
  }
  return rules
}

function declarationsOf(text: string): [string, string][] {
  return text.split(';').flatMap((each): [string, string][] => {
    const colon = each.indexOf(':')
    const name = each.slice(0, Math.max(0, colon)).trim().toLowerCase()
    return name === ''
      ? []
      : [
          [
            name,
            each
              .slice(colon + 1)
              .replace(/!important/i, '')
              .trim()
              .toLowerCase(),
          ],
        ]
  })
}

/** Looks up a property of an element where CSS would: its style, the rules for it, its attributes. */
export function propertiesOf(node: XmlNode, rules: Rules): (name: string) => string | undefined {
  const own = new Map(declarationsOf(attribute(node, 'style') ?? ''))
  const selectors = [
    `#${attribute(node, 'id') ?? ''}`,
    ...(attribute(node, 'class') ?? '').split(/\s+/, 50).map(name => `.${name}`),
    node.name,
  ]
  return name => {
    const styled = own.get(name)
    if (styled !== undefined) return styled
    for (const selector of selectors) {
      const ruled = rules.get(selector)?.get(name)
      if (ruled !== undefined) return ruled
    }
    return attribute(node, name)?.trim().toLowerCase()
  }
}

/** @param outer of the element it stands in. */
export function lookOf(node: XmlNode, rules: Rules, outer: Look): Look {
  const get = propertiesOf(node, rules)
  const nothing = (name: string) => Number(get(name) ?? 1) < 0.02
  const unpainted = get('fill') === 'none' && (get('stroke') ?? 'none') === 'none'
  const size = Number.parseFloat(get('font-size') ?? '')
  return {
    hidden:
      outer.hidden ||
      get('display') === 'none' ||
      /^(?:hidden|collapse)$/.test(get('visibility') ?? '') ||
      nothing('opacity') ||
      nothing('fill-opacity') ||
      unpainted,
    size: Number.isFinite(size) && size > 0 ? size : outer.size,
    color: colorOf(get('fill')) ?? outer.color,
  }
}

function colorOf(fill: string | undefined): string | undefined {
  if (fill === undefined) return undefined
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(fill)
  if (short)
    return `#${short
      .slice(1)
      .map(digit => `${digit}${digit}`)
      .join('')}`
  return /^#[0-9a-f]{6}$/.test(fill) ? fill : named[fill]
}
