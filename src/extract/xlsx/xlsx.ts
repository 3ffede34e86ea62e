/**
 * Excel workbooks (xlsx, xlsm, xltx, xltm). Parts are found by their content and their relationships, and every other
 * part with text is read as well; what cannot be read is a problem.
 */
import type { Channel } from '../../document/document.ts'
import { ProblemError } from '../../document/problem.ts'
import type { Extractor } from '../extractor.ts'
import type { DrawingChannels } from '../ooxml/drawing-reader.ts'
import { embeddedParts } from '../ooxml/embedded.ts'
import type { Item } from '../ooxml/inventory.ts'
import { hasMainPart, takeInventory } from '../ooxml/inventory.ts'
import { linksBySource } from '../ooxml/links.ts'
import { otherParts } from '../ooxml/other-parts.ts'
import { ownerLabels, partWord, UniqueLabels } from '../ooxml/part-labels.ts'
import { pictureParts } from '../ooxml/pictures.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import { openPackage } from '../package/package.ts'
import { sheetParts } from './sheets.ts'

const all = (channel: Channel): DrawingChannels => ({ text: channel, values: channel, attributes: channel })

/** By root element; other parts of Office are `textbox`, `hidden` and `metadata`. */
const channels: Readonly<Record<string, DrawingChannels>> = {
  'x:comments': all('comment'),
  'tc:ThreadedComments': all('comment'),
  'tc:personList': all('metadata'),
  'xdr:wsDr': { text: 'textbox', values: 'textbox', attributes: 'hidden' },
  'c:chartSpace': { text: 'textbox', values: 'textbox', attributes: 'hidden' },
  'x:revisions': all('revision'),
  'x:headers': all('metadata'),
  'x:externalLink': all('hidden'),
  'x:pivotCacheDefinition': all('hidden'),
  'x:pivotCacheRecords': all('hidden'),
}
/** Read with the sheets, or without a word of the author. */
const readElsewhere = new Set(['x:workbook', 'x:sst', 'x:calcChain', 'x:styleSheet'])

/**
 * Yields `sheet <name>` for every sheet, `workbook`, what belongs to sheets (`sheet <name> comments`), `properties`,
 * pictures, embedded documents. No part has pages or boxes.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`, `unsupported-type` (xlsb).
 */
export const extractXlsx: Extractor = async function* (bytes, context) {
  const pack = await openPackage(bytes, context.limits)
  const inventory = await takeInventory(pack, context)
  if (!hasMainPart(inventory, 'x:workbook')) {
    if (inventory.main?.endsWith('.bin')) throw new ProblemError('unsupported-type', { type: 'xlsb' })
    const reason = { zh: '找不到工作簿部件', en: 'there is no workbook part' }
    throw new ProblemError('corrupt', { reason })
  }
  const budget = new TextBudget(context.limits.characters)
  const labels = new UniqueLabels()
  const links = linksBySource(inventory.relationships)
  const owners = new Map<string, string>()
  yield* sheetParts({ pack, inventory, budget, labels, links, context }, owners)

  const ownerOf = ownerLabels(inventory.relationships, owners)
  const isRead = ({ key, root }: Item) =>
    key === inventory.main || owners.has(key) || (root !== null && readElsewhere.has(qualifiedName(root)))
  const label = ({ entry, key }: Item) => {
    const owner = ownerOf(key)
    return labels.take(owner === undefined ? entry.name : `${owner} ${partWord(entry.name)}`)
  }
  const items = inventory.items.filter(item => !isRead(item))
  yield* otherParts(pack, { items, budget, channels, links, label }, context)
  yield* pictureParts(pack, inventory, context)
  yield* embeddedParts(pack, inventory, context)
}
