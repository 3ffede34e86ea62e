/** Document.xml (GB/T 33190-2016, 7.5): what a document is made of, and where its parts stand. */
import type { Box } from '../../document/document.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, descendants, textOf, type XmlNode } from '../xml/tree.ts'
import type { OfdFile, OfdPackage } from './ofd-package.ts'
import { noResources, type Resources, readResources } from './resources.ts'
import { boxOf } from './values.ts'

export interface PageEntry {
  readonly id: string
  readonly location: string
}

export interface OfdDocument {
  readonly file: OfdFile
  readonly pages: readonly PageEntry[]
  /** Template pages by their ID. */
  readonly templates: ReadonlyMap<string, { readonly location: string; readonly name: string }>
  readonly resources: Resources
  /** The area of pages that do not state their own; A4 when the document does not either. */
  readonly area: Box
  readonly outlines: readonly string[]
  readonly links: readonly string[]
}

const a4: Box = [0, 0, 210, 297]

/** @returns null, with a problem recorded, when there is no such file. */
export async function readDocument(
  location: string,
  pack: OfdPackage,
  missing: (resource: string) => void,
): Promise<OfdDocument | null> {
  const file = await pack.xml(location, '', { zh: '文档根节点', en: 'document' })
  if (!file) return null
  const common = childElement(file.root, 'CommonData')
  const resourceFiles = childElements(common).filter(each => /^(?:Public|Document)Res$/.test(each.name))
  const resources =
    resourceFiles.length > 0 ? await readResources(resourceFiles, file.name, pack, missing) : noResources()
  return {
    file,
    pages: childElements(childElement(file.root, 'Pages'), 'Page').map(page => ({
      id: attribute(page, 'ID') ?? '',
      location: attribute(page, 'BaseLoc') ?? '',
    })),
    templates: new Map(
      childElements(common, 'TemplatePage').map(page => [
        attribute(page, 'ID') ?? '',
        { location: attribute(page, 'BaseLoc') ?? '', name: attribute(page, 'Name') ?? '' },
      ]),
    ),
    resources,
    area: areaOf(childElement(common, 'PageArea')) ?? a4,
    outlines: titlesIn(file.root),
    links: addressesIn(file.root),
  }
}

/** The part of a page that is shown: its physical box (7.5, CT_PageArea). */
export function areaOf(area: XmlNode | undefined): Box | null {
  const box = boxOf(textOf(childElement(area, 'PhysicalBox')))
  return box && box[2] > 0 && box[3] > 0 ? box : null
}

function titlesIn(root: XmlNode): string[] {
  const titles: string[] = []
  for (const name of ['Outlines', 'Bookmarks']) {
    const group = childElement(root, name)
    if (!group) continue
    for (const node of descendants(group)) {
      const title = attribute(node, node.name === 'Bookmark' ? 'Name' : 'Title')
      if (title) titles.push(title)
    }
  }
  return titles
}

function addressesIn(root: XmlNode): string[] {
  const addresses: string[] = []
  for (const node of descendants(root)) {
    const address = node.name === 'URI' ? attribute(node, 'URI') : undefined
    if (address) addresses.push(address)
  }
  return addresses
}
