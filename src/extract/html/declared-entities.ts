/**
 * Entities that a page declares in its document type (XML 1.0 §4.2). Browsers expand them when they take the page
 * for XML, and ignore them otherwise; here they are expanded, and their values are read as well.
 */
import { decodeReferences } from '../escapes.ts'

export interface DeclaredEntities {
  /** The page without its declarations, references to them replaced. */
  readonly page: string
  readonly values: readonly string[]
  /** Addresses of external entities, which are never fetched. */
  readonly addresses: readonly string[]
  /** Whether what the declarations say was not fully expanded: parameter entities, or too much of it. */
  readonly partly: boolean
}

const subsetStart = /<!doctype\s[^>[]{0,2000}\[/i
/** How far into a page its document type may begin. */
const head = 20_000
const name = String.raw`([\p{L}_:][\p{L}\p{N}_:.\u00b7-]{0,200})`
const internal = new RegExp(String.raw`\s{1,99}${name}\s{1,99}(?:"([^"]*)"|'([^']*)')\s{0,99}>`, 'yu')
const external = new RegExp(String.raw`\s{1,99}${name}\s{1,99}(?:SYSTEM|PUBLIC)\b([^>]{0,4000})>`, 'yu')
const reference = new RegExp(`&${name};`, 'gu')
/** Characters that expansion may add to a page, and to one value. */
const pageGrowth = 4_000_000
const valueLength = 100_000
const depthLimit = 16

/** @returns null when the page declares nothing. */
export function expandDeclaredEntities(html: string): DeclaredEntities | null {
  const match = subsetStart.exec(html.slice(0, head))
  if (!match) return null
  const start = match.index + match[0].length
  const { end, declared, addresses, parameters } = declarationsAt(html, start)
  let partly = parameters
  const values = expandAll(declared)
  if (values.size < declared.size) partly = true
  let growth = 0
  const rest = html.slice(end).replace(reference, (whole, entity: string) => {
    const value = values.get(entity)
    if (value === undefined) return whole
    growth += value.length
    if (growth <= pageGrowth) return value
    partly = true
    return whole
  })
  return { page: html.slice(0, start - 1) + rest, values: [...values.values()], addresses, partly }
}

interface Declarations {
  /** Where the subset ends, its closing bracket included. */
  readonly end: number
  /** The first declaration of a name holds. */
  readonly declared: ReadonlyMap<string, string>
  readonly addresses: string[]
  readonly parameters: boolean
}

function declarationsAt(html: string, start: number): Declarations {
  const declared = new Map<string, string>()
  const addresses: string[] = []
  let parameters = false
  const result = (end: number) => ({ end, declared, addresses, parameters })
  let at = start
  while (at < html.length) {
    if (html[at] === ']') return result(at + 1)
    if (html.startsWith('<!--', at)) at = after(html, '-->', at)
    else if (html.startsWith('<!ENTITY', at)) {
      at += '<!ENTITY'.length
      internal.lastIndex = at
      external.lastIndex = at
      const inside = internal.exec(html)
      const outside = inside ? null : external.exec(html)
      if (inside?.[1] && !declared.has(inside[1])) {
        declared.set(inside[1], decodeReferencesByCode(inside[2] ?? inside[3] ?? ''))
      }
      if (outside?.[2]) addresses.push(...outside[2].replaceAll(/["']/g, ' ').trim().split(/\s+/, 4))
      if (!inside && !outside) {
        parameters = true
        // A parameter entity is passed over; after anything else nobody knows where a value ends.
        if (!/^\s{1,99}%/.test(html.slice(at, at + 200))) return result(at)
      }
      at = inside ? internal.lastIndex : outside ? external.lastIndex : after(html, '>', at)
    } else if (html[at] === '<') at = after(html, '>', at)
    else {
      if (html[at] === '%') parameters = true
      at++
    }
  }
  return result(html.length)
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  return at < 0 ? text.length : at + end.length
}

/** References by number are replaced where they are declared, those by name where they are used. */
function decodeReferencesByCode(value: string): string {
  return value.replaceAll(/&#(?:\d{1,7}|x[0-9a-fA-F]{1,6});/g, code => decodeReferences(code))
}

/** The values with the entities inside them expanded; those that contain themselves or grow too long are left out. */
function expandAll(declared: ReadonlyMap<string, string>): Map<string, string> {
  const done = new Map<string, string | null>()
  let total = 0
  const expand = (entity: string, depth: number): string | null => {
    const known = done.get(entity)
    if (known !== undefined) return known
    done.set(entity, null)
    const source = declared.get(entity) ?? ''
    let value = ''
    let at = 0
    for (const match of source.matchAll(reference)) {
      const name = match[1] ?? ''
      const inner = declared.has(name) ? (depth < depthLimit ? expand(name, depth + 1) : null) : match[0]
      if (inner === null) return null
      value += source.slice(at, match.index) + inner
      at = match.index + match[0].length
      if (value.length > valueLength) return null
    }
    value += source.slice(at)
    total += value.length
    if (total > pageGrowth) return null
    done.set(entity, value)
    return value
  }
  for (const entity of declared.keys()) expand(entity, 0)
  return new Map([...done].filter((entry): entry is [string, string] => entry[1] !== null))
}
