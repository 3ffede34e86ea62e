/**
 * Word packages (docx, docm, dotx). Parts are found by their content, not by their names or content types: a
 * renamed part once hid a whole body from another scanner. Whatever cannot be read is a problem, never a silence.
 */
import { ProblemError } from '../../document/problem.ts'
import type { Extractor } from '../extractor.ts'
import { embeddedParts } from '../ooxml/embedded.ts'
import { hasMainPart, takeInventory } from '../ooxml/inventory.ts'
import { pictureParts } from '../ooxml/pictures.ts'
import { openPackage } from '../package/package.ts'
import { inReadingOrder } from './reading-order.ts'
import { textParts } from './text-parts.ts'

/**
 * Yields `body`, `header 1`, …, `properties`, then one part for every picture, then embedded documents; none has
 * pages or boxes of its own.
 * @throws {ProblemError} `corrupt` (no zip, false headers, no main document), `encrypted`, `too-large`.
 */
export const extractDocx: Extractor = async function* (bytes, context) {
  const pack = await openPackage(bytes, context.limits)
  const inventory = inReadingOrder(await takeInventory(pack, context))
  if (!hasMainPart(inventory, 'w:document')) {
    const reason = { zh: '找不到正文部件', en: 'there is no main document part' }
    throw new ProblemError('corrupt', { reason })
  }
  yield* textParts(pack, inventory, context)
  yield* pictureParts(pack, inventory, context)
  yield* embeddedParts(pack, inventory, context)
}
