/** What is in an Office package: every entry looked at by content, and how the parts belong together. */
import type { ExtractContext } from '../extractor.ts'
import type { ContentKind } from '../package/content-kind.ts'
import { contentKind, contentKindBytes } from '../package/content-kind.ts'
import { entryKey } from '../package/entry-name.ts'
import type { Package, PackageEntry } from '../package/package.ts'
import type { XmlElement } from '../xml/read.ts'
import { xmlRoot } from '../xml/root.ts'
import { readPart } from './read-part.ts'
import type { Relationship } from './relationships.ts'
import { RelationshipReader } from './relationships.ts'
import { qualifiedName } from './vocabulary.ts'

export interface Item {
  readonly entry: PackageEntry
  readonly key: string
  readonly kind: ContentKind
  /** Null when it is no XML, or breaks before its root element. */
  readonly root: XmlElement | null
}

export interface Inventory {
  /** In the order of the package's directory. */
  readonly items: readonly Item[]
  readonly relationships: readonly Relationship[]
  /** Key of the part the package names as its main document. */
  readonly main: string | undefined
}

/**
 * Looks at the beginning of every entry and reads the relationships. Counts what the entries inflate to.
 * @throws {ProblemError} `too-large`.
 */
export async function takeInventory(pack: Package, context: ExtractContext): Promise<Inventory> {
  context.spend(pack.entries.reduce((sum, entry) => sum + entry.declaredBytes, 0))
  const items: Item[] = []
  const relationships: Relationship[] = []
  for (const entry of pack.entries) {
    const start = await pack.peek(entry.name, contentKindBytes)
    // Nothing to be had from an entry that claims to hold something: damaged in its first bytes.
    const kind = start.byteLength === 0 && entry.declaredBytes > 0 ? 'other' : contentKind(start)
    const root = kind === 'xml' ? await xmlRoot(start) : null
    items.push({ entry, key: entryKey(entry.name), kind, root })
    if (root && qualifiedName(root) === 'rel:Relationships') {
      const reader = new RelationshipReader(entry.name)
      await readPart(pack, entry, reader, context)
      for (const relationship of reader.relationships) relationships.push(relationship)
    }
  }
  const main = relationships.find(each => each.source === '' && each.type === 'officeDocument')?.target
  return { items, relationships, main }
}

/** Whether there is a main part: the one the package names, or any with that root element (`w:document`). */
export function hasMainPart({ items, main }: Inventory, rootName: string): boolean {
  return items.some(
    ({ key, kind, root }) => kind === 'xml' && (key === main || (root && qualifiedName(root) === rootName)),
  )
}
