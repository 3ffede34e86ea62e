/** What is in a Word package: every entry looked at by content, in the order in which it is read. */
import type { ExtractContext } from '../extractor.ts'
import type { ContentKind } from '../package/content-kind.ts'
import { contentKind, contentKindBytes } from '../package/content-kind.ts'
import { entryKey } from '../package/entry-name.ts'
import type { Package, PackageEntry } from '../package/package.ts'
import type { XmlElement } from '../xml/read.ts'
import { xmlRoot } from '../xml/root.ts'
import { partRank } from './part-kind.ts'
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
  /** The main document first, then headers, footers, notes …, each in the order the main document names them. */
  readonly items: readonly Item[]
  readonly relationships: readonly Relationship[]
  readonly hasDocument: boolean
}

/** Looks at the beginning of every entry and reads the relationships. */
export async function takeInventory(pack: Package, context: ExtractContext): Promise<Inventory> {
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
  return {
    items: inReadingOrder(items, relationships, main),
    relationships,
    hasDocument: items.some(
      ({ key, kind, root }) =>
        kind === 'xml' && (key === main || (root && qualifiedName(root) === 'w:document')),
    ),
  }
}

function inReadingOrder(items: Item[], relationships: Relationship[], main: string | undefined): Item[] {
  const named = relationships.filter(each => each.source === main).map(each => each.target)
  const position = new Map(named.map((target, i) => [target, i]))
  const rank = ({ key, root }: Item) => (key === main ? -1 : partRank(root))
  const place = ({ key }: Item) => position.get(key) ?? named.length
  return items.toSorted((a, b) => rank(a) - rank(b) || place(a) - place(b))
}
