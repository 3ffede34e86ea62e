/** Reads XMP (ISO 16684-1), an RDF/XML packet, as plain properties. External entities are never resolved. */
import { SaxesParser } from 'saxes'

export interface Property {
  readonly key: string
  readonly value: string
}

const mostProperties = 2000

/**
 * Every element text and attribute value with the name of the property it belongs to.
 * @returns what was read up to the first malformed place, and whether that was all.
 */
export function xmpProperties(xml: string): { properties: Property[]; whole: boolean } {
  const properties: Property[] = []
  const path: string[] = []
  let text = ''
  let whole = true
  const parser = new SaxesParser()
  const add = (key: string, value: string) => {
    if (value.trim() === '') return
    if (properties.length < mostProperties) properties.push({ key, value: value.trim() })
    else whole = false
  }
  parser.on('error', () => {
    whole = false
  })
  parser.on('opentag', tag => {
    path.push(tag.name)
    text = ''
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (!/^(xmlns|xml|rdf)\b/.test(name)) add(name, String(value))
    }
  })
  parser.on('text', part => {
    text += part
  })
  parser.on('cdata', part => {
    text += part
  })
  parser.on('closetag', () => {
    add(propertyName(path), text)
    path.pop()
    text = ''
  })
  parser.write(xml).close()
  return { properties, whole }
}

/** The innermost element that is not RDF's own container. */
function propertyName(path: readonly string[]): string {
  return path.findLast(name => !name.startsWith('rdf:')) ?? 'xmp'
}
