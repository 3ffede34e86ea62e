/** Names of OpenDocument elements and attributes by the usual prefixes, whatever the file calls them. */
import type { XmlElement } from '../xml/read.ts'

const known: Readonly<Record<string, string>> = {
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://www.w3.org/1999/xlink': 'xlink',
  // Comments on slides, as LibreOffice writes them.
  'http://openoffice.org/2009/office': 'office',
  'http://www.w3.org/1998/Math/MathML': 'math',
  'http://www.w3.org/XML/1998/namespace': 'xml',
}
/** `urn:oasis:names:tc:opendocument:xmlns:drawing:1.0` (OpenDocument 1.3 part 3, 1.3), and its names that differ. */
const pattern = /^urn:(?:oasis|org):[\w:.]{0,60}xmlns:([\w-]{1,40}):[\w.]{1,20}$/
const renamed: Readonly<Record<string, string>> = {
  drawing: 'draw',
  'svg-compatible': 'svg',
  'xsl-fo-compatible': 'fo',
  datastyle: 'number',
}
const prefixes = new Map<string, string>()

function prefixOf(uri: string): string {
  let prefix = prefixes.get(uri)
  if (prefix === undefined) {
    const name = pattern.exec(uri)?.[1] ?? ''
    prefix = known[uri] ?? renamed[name] ?? name
    // Files may invent namespaces without end.
    if (prefixes.size < 200) prefixes.set(uri, prefix)
  }
  return prefix
}

export function qualifiedName({ uri, name }: XmlElement): string {
  return `${prefixOf(uri)}:${name}`
}

/** Value of an attribute named with its usual prefix. */
export function value(element: XmlElement, name: string): string | undefined {
  const [prefix, local] = name.split(':')
  return element.attributes.find(each => each.local === local && prefixOf(each.uri) === prefix)?.value
}
