/** Annotations (GB/T 33190-2016, clause 15): which page each file belongs to, and what they paint and say. */
import type { Channel, Line } from '../../document/document.ts'
import { multiply } from '../pdf/matrix.ts'
import { linesOf } from '../text.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, descendants, textOf, type XmlNode } from '../xml/tree.ts'
import type { OfdFile, OfdPackage } from './ofd-package.ts'
import type { PageReader, Setting } from './page-content.ts'
import { booleanOf, boxOf } from './values.ts'

const what = { zh: '注释', en: 'annotations' }

/** Annotation files by the ID of their page. */
export async function readAnnotations(document: OfdFile, pack: OfdPackage): Promise<Map<string, OfdFile[]>> {
  const found = new Map<string, OfdFile[]>()
  for (const element of childElements(document.root, 'Annotations')) {
    const list = await pack.xml(textOf(element), document.name, what)
    if (!list) continue
    for (const page of childElements(list.root, 'Page')) {
      const id = attribute(page, 'PageID') ?? ''
      for (const location of childElements(page, 'FileLoc')) {
        const file = await pack.xml(textOf(location), list.name, what)
        if (file) found.set(id, [...(found.get(id) ?? []), file])
      }
    }
  }
  return found
}

/**
 * Paints the annotations of a page onto it.
 * @returns what they say beside their appearance: remarks, parameters, who made them.
 */
export function paintAnnotations(file: OfdFile, page: PageReader, base: Setting): Line[] {
  const lines: Line[] = []
  for (const node of childElements(file.root, 'Annot')) {
    const hidden = base.hidden || !booleanOf(attribute(node, 'Visible'), true)
    const channel: Channel = attribute(node, 'Type') === 'Watermark' ? 'watermark' : 'annotation'
    for (const appearance of childElements(node, 'Appearance')) {
      const [x, y] = boxOf(attribute(appearance, 'Boundary')) ?? [0, 0]
      const toPage = multiply(base.toPage, [1, 0, 0, 1, x, y])
      page.readBlock(appearance, { ...base, toPage, channel, hidden })
    }
    lines.push(...remarks(node, hidden ? 'hidden' : channel))
  }
  return lines
}

function remarks(node: XmlNode, channel: Channel): Line[] {
  const lines = linesOf(textOf(childElement(node, 'Remark')), channel)
  for (const parameter of childElements(childElement(node, 'Parameters'), 'Parameter')) {
    if (/\p{L}{2}/u.test(textOf(parameter))) lines.push(...linesOf(textOf(parameter).trim(), channel))
  }
  for (const action of descendants(node)) {
    const address = attribute(action, 'URI')
    if (address && action.name === 'URI') lines.push(...linesOf(address, 'link'))
  }
  for (const name of ['Creator', 'Subtype']) {
    const value = attribute(node, name)?.trim()
    if (value) lines.push(...linesOf(`${name}=${value}`, 'metadata'))
  }
  return lines
}
