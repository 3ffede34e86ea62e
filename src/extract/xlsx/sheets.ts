/** The sheets of a workbook as parts, in their order; sheets that the workbook does not name come last, as hidden. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Inventory, Item } from '../ooxml/inventory.ts'
import { plainLine } from '../ooxml/line.ts'
import { textPart } from '../ooxml/other-parts.ts'
import type { UniqueLabels } from '../ooxml/part-labels.ts'
import { readPart } from '../ooxml/read-part.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { Package } from '../package/package.ts'
import { CellStyles } from './cell-styles.ts'
import { SharedStrings } from './shared-strings.ts'
import { SheetReader } from './sheet-reader.ts'
import { WorkbookReader } from './workbook-reader.ts'

export interface SheetSettings {
  readonly pack: Package
  readonly inventory: Inventory
  readonly budget: TextBudget
  readonly labels: UniqueLabels
  readonly links: Map<string, Line[]>
  readonly context: ExtractContext
}

const sheetRoots = new Set(['x:worksheet', 'x:chartsheet', 'x:dialogsheet', 'x:macrosheet', 'xm:macrosheet'])

/**
 * Yields `sheet <name>`, then `workbook` (names) and `unused strings`.
 * @param owners is given the label of every sheet by its key, and every part that was read.
 */
export async function* sheetParts(
  settings: SheetSettings,
  owners: Map<string, string>,
): AsyncGenerator<ExtractedPart> {
  const { pack, inventory, budget, labels, links, context } = settings
  const rooted = (root: string) =>
    inventory.items.filter(item => item.root && qualifiedName(item.root) === root)
  const main = inventory.items.find(item => item.key === inventory.main && item.kind === 'xml')
  const workbook = new WorkbookReader(budget)
  for (const item of new Set([...(main ? [main] : []), ...rooted('x:workbook')])) {
    await readPart(pack, item.entry, workbook, context)
  }
  const styles = new CellStyles()
  for (const item of rooted('x:styleSheet')) await readPart(pack, item.entry, styles, context)
  const strings = new SharedStrings(budget)
  for (const item of rooted('x:sst').slice(0, 1)) await readPart(pack, item.entry, strings, context)

  for (const { item, name, hidden } of sheetsInOrder(inventory, workbook)) {
    const label = labels.take(`sheet ${name}`)
    owners.set(item.key, label)
    if (budget.exhausted) continue
    const reader = new SheetReader({ styles, strings, budget, epoch1904: workbook.epoch1904 }, hidden)
    await readPart(pack, item.entry, reader, context, label)
    yield textPart(label, [...reader.lines, ...(links.get(item.key) ?? [])])
    links.delete(item.key)
  }
  if (workbook.lines.length > 0) yield textPart(labels.take('workbook'), workbook.lines)
  const unused = strings.unused().flatMap(text => text.split(/\r\n?|\n/))
  const left = unused.filter(text => text.trim() !== '').map(text => plainLine(text, 'hidden'))
  if (left.length > 0) yield textPart(labels.take('unused strings'), left)
}

interface Sheet {
  readonly item: Item
  readonly name: string
  readonly hidden: boolean
}

function sheetsInOrder(inventory: Inventory, workbook: WorkbookReader): Sheet[] {
  const targets = new Map(
    inventory.relationships
      .filter(each => each.source === inventory.main)
      .map(each => [each.id, each.target]),
  )
  const items = new Map(inventory.items.filter(item => item.kind === 'xml').map(item => [item.key, item]))
  const sheets: Sheet[] = []
  for (const { id, name, hidden } of workbook.sheets) {
    const item = items.get(targets.get(id) ?? '')
    if (item) sheets.push({ item, name, hidden })
  }
  const named = new Set(sheets.map(({ item }) => item))
  for (const item of items.values()) {
    const isSheet = item.root !== null && sheetRoots.has(qualifiedName(item.root))
    if (isSheet && !named.has(item)) sheets.push({ item, name: item.entry.name, hidden: true })
  }
  return sheets
}
