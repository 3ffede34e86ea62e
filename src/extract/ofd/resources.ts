/** Resources of a document or a page (GB/T 33190-2016, 7.9): pictures, composite objects, drawing parameters, fonts. */
import { attribute } from '../xml/read.ts'
import { childElement, childElements, textOf, type XmlNode } from '../xml/tree.ts'
import type { OfdFile, OfdPackage } from './ofd-package.ts'
import { folderOf } from './ofd-package.ts'

export interface Media {
  /** Entry of the package. */
  readonly entry: string
  /** A picture that nothing shines through: JPEG, BMP, PNG without an alpha channel. */
  readonly opaque: boolean
}

export interface Resources {
  readonly media: Map<string, Media>
  readonly composites: Map<string, XmlNode>
  readonly drawParams: Map<string, XmlNode>
}

export function noResources(): Resources {
  return { media: new Map(), composites: new Map(), drawParams: new Map() }
}

/** What a page sees: its own resources over those of the document. */
export function mergeResources(outer: Resources, inner: Resources): Resources {
  return {
    media: new Map([...outer.media, ...inner.media]),
    composites: new Map([...outer.composites, ...inner.composites]),
    drawParams: new Map([...outer.drawParams, ...inner.drawParams]),
  }
}

/** @param locations of resource files, as the elements `PublicRes`, `DocumentRes` or `PageRes` state them. */
export async function readResources(
  elements: readonly XmlNode[],
  from: string,
  pack: OfdPackage,
  missing: (id: string) => void,
): Promise<Resources> {
  const resources = noResources()
  for (const element of elements) {
    const file = await pack.xml(textOf(element), from, { zh: '资源文件', en: 'resources' })
    if (file) await collect(file, resources, pack, missing)
  }
  return resources
}

async function collect(
  file: OfdFile,
  resources: Resources,
  pack: OfdPackage,
  missing: (id: string) => void,
): Promise<void> {
  const { root, name } = file
  const base = attribute(root, 'BaseLoc')?.trim() ?? ''
  for (const group of childElements(root)) {
    for (const item of childElements(group)) {
      const id = attribute(item, 'ID') ?? ''
      if (item.name === 'MultiMedia') {
        const location = textOf(childElement(item, 'MediaFile')).trim()
        const entry = locate(location, base, name, pack)
        if (entry)
          resources.media.set(id, { entry: entry.name, opaque: isOpaque(await pack.peek(entry, 32)) })
        else missing(location || id)
      } else if (item.name === 'CompositeGraphicUnit') resources.composites.set(id, item)
      else if (item.name === 'DrawParam') resources.drawParams.set(id, item)
    }
  }
}

/** Files of resources stand below `BaseLoc`; some writers count from the resource file or from the root instead. */
function locate(location: string, base: string, from: string, pack: OfdPackage) {
  if (location === '') return undefined
  const joined = base === '' ? location : `${base.replace(/[\\/]$/, '')}/${location}`
  return pack.find(joined, from) ?? pack.find(location, from) ?? pack.find(`Res/${location}`, folderOf(from))
}

function isOpaque(start: Uint8Array): boolean {
  const jpeg = start[0] === 0xff && start[1] === 0xd8
  const bmp = start[0] === 0x42 && start[1] === 0x4d
  // Colour type of IHDR: grey or RGB (PNG, 11.2.2).
  const png = start[0] === 0x89 && start[1] === 0x50 && (start[25] === 0 || start[25] === 2)
  return jpeg || bmp || png
}
