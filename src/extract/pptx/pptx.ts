/**
 * PowerPoint presentations (pptx, pptm, ppsx, potx). Parts are found by their content and their relationships, and
 * every other part with text is read as well; what cannot be read is a problem.
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
import { openPackage } from '../package/package.ts'
import { Presentation } from './slides.ts'

const all = (channel: Channel): DrawingChannels => ({ text: channel, values: channel, attributes: channel })

/** By root element; other parts of Office are `textbox`, `hidden` and `metadata`. */
const channels: Readonly<Record<string, DrawingChannels>> = {
  'p:cmLst': all('comment'),
  'p188:cmLst': all('comment'),
  'p:cmAuthorLst': all('metadata'),
  'p188:authorLst': all('metadata'),
  'p:notes': all('body'),
  'c:chartSpace': { text: 'textbox', values: 'textbox', attributes: 'hidden' },
}

/**
 * Yields `slide N` (with its size, and lines with estimated places) and `slide N notes`, masters and layouts, what
 * belongs to slides (`slide N comment`), `properties`, pictures, embedded documents.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`.
 */
export const extractPptx: Extractor = async function* (bytes, context) {
  const pack = await openPackage(bytes, context.limits)
  const inventory = await takeInventory(pack, context)
  if (!hasMainPart(inventory, 'p:presentation')) {
    const reason = { zh: '找不到演示文稿部件', en: 'there is no presentation part' }
    throw new ProblemError('corrupt', { reason })
  }
  const budget = new TextBudget(context.limits.characters)
  const labels = new UniqueLabels()
  const links = linksBySource(inventory.relationships)
  const presentation = new Presentation({ pack, inventory, budget, labels, links, context })
  yield* presentation.parts()

  const { owners } = presentation
  const ownerOf = ownerLabels(inventory.relationships, owners)
  const label = ({ entry, key }: Item) => {
    const owner = ownerOf(key)
    return labels.take(owner === undefined ? entry.name : `${owner} ${partWord(entry.name)}`)
  }
  const items = inventory.items.filter(({ key }) => key !== inventory.main && !owners.has(key))
  yield* otherParts(pack, { items, budget, channels, links, label }, context)
  yield* pictureParts(pack, inventory, context)
  yield* embeddedParts(pack, inventory, context)
}
