/** Every XML part of a Word package that holds text, as a part of the document. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { DataReader } from '../ooxml/data-reader.ts'
import type { Inventory } from '../ooxml/inventory.ts'
import { linksBySource } from '../ooxml/links.ts'
import { type LineReader, PartReader } from '../ooxml/part-reader.ts'
import { PropertyReader } from '../ooxml/properties.ts'
import { readPart } from '../ooxml/read-part.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { Package } from '../package/package.ts'
import type { XmlElement } from '../xml/read.ts'
import { PartLabels, partKind } from './part-kind.ts'
import { Styles } from './styles.ts'
import { WordReader } from './word-reader.ts'

/** Stops, with a problem recorded, where the document has more text than allowed. */
export async function* textParts(
  pack: Package,
  inventory: Inventory,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const styles = await readStyles(pack, inventory, context)
  const budget = new TextBudget(context.limits.characters)
  const labels = new PartLabels()
  const properties: Line[][] = []
  const links = linksBySource(inventory.relationships)
  for (const { entry, key, kind, root } of inventory.items) {
    if (kind !== 'xml') continue
    const known = root ? partKind(root) : null
    if (known?.reader === 'none') continue
    const label = known ? labels.next(known, entry.name) : entry.name
    const reader = new PartReader(element => readerOf(element, styles, budget))
    await readPart(pack, entry, reader, context, label)
    const lines = [...reader.finish(), ...(links.get(key) ?? [])]
    links.delete(key)
    if (known?.reader === 'properties') properties.push(lines)
    else if (lines.length > 0 || known?.label === 'body') yield textPart(label, lines)
    if (budget.exhausted) break
  }
  const rest = [...links.values()].flat()
  if (properties.length > 0) yield textPart('properties', properties.flat())
  if (rest.length > 0) yield textPart('links', rest)
}

function readerOf(root: XmlElement, styles: Styles, budget: TextBudget): LineReader {
  const { reader, channel } = partKind(root)
  if (reader === 'word') return new WordReader(channel, styles, budget)
  return reader === 'properties' ? new PropertyReader(budget) : new DataReader(channel, budget)
}

async function readStyles(pack: Package, inventory: Inventory, context: ExtractContext): Promise<Styles> {
  const styles = new Styles()
  // The main document's own come first; those of the glossary define the same names anew.
  const item = inventory.items.find(({ root }) => root && qualifiedName(root) === 'w:styles')
  if (item) await readPart(pack, item.entry, styles, context)
  return styles
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
