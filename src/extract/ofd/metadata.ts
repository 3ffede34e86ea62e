/** What an OFD says about itself: DocInfo (GB/T 33190-2016, 7.4), custom tags, extensions; as `name=value` lines. */
import type { Line } from '../../document/document.ts'
import { linesOf } from '../text.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, descendants, textOf, type XmlNode } from '../xml/tree.ts'
import { treeLines } from '../xml-text.ts'
import { isLocation } from './leftovers.ts'
import type { OfdFile, OfdPackage } from './ofd-package.ts'

/** @param docInfo element of a DocBody. */
export function docInfoLines(docInfo: XmlNode | undefined): Line[] {
  const lines: Line[] = []
  const add = (name: string, node: XmlNode) => {
    const text = textOf(node).trim()
    if (text !== '') lines.push(...linesOf(`${name}=${text}`, 'metadata'))
  }
  for (const node of childElements(docInfo)) {
    if (node.name === 'Keywords') for (const word of childElements(node)) add('Keyword', word)
    else if (node.name === 'CustomDatas') {
      for (const data of childElements(node)) add(attribute(data, 'Name') ?? data.name, data)
    } else add(node.name, node)
  }
  return lines
}

/** Extensions and custom tags that Document.xml names, and the files that these name in turn. */
export async function customLines(document: OfdFile, pack: OfdPackage): Promise<Line[]> {
  const lines: Line[] = []
  for (const name of ['Extensions', 'CustomTags']) {
    const what =
      name === 'Extensions' ? { zh: '扩展信息', en: 'extensions' } : { zh: '自定义标引', en: 'custom tags' }
    for (const element of childElements(document.root, name)) {
      const file = await pack.xml(textOf(element), document.name, what)
      if (!file) continue
      lines.push(...treeLines(file.root, 'metadata'))
      for (const node of descendants(file.root)) {
        if (!/^(?:FileLoc|ExtendData)$/.test(node.name) || !pack.find(textOf(node), file.name)) continue
        const inner = await pack.xml(textOf(node), file.name, what)
        if (inner) lines.push(...treeLines(inner.root, 'metadata'))
      }
    }
  }
  return lines.filter(line => !isLocation(line.text))
}

/** Whether the package says that its files are encrypted (GM/T 0099, `Encryptions.xml`). */
export function isEncrypted(root: XmlNode): boolean {
  return childElement(root, 'Encryptions') !== undefined
}
