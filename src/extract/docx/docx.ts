/**
 * Word packages (docx, docm, dotx). Parts are found by their content, not by their names or content types: a
 * renamed part once hid a whole body from another scanner. Whatever cannot be read is a problem, never a silence.
 */
import { ProblemError } from '../../document/problem.ts'
import type { Extractor } from '../extractor.ts'
import { openPackage } from '../package/package.ts'
import { importedParts } from './imported-html.ts'
import { takeInventory } from './inventory.ts'
import { pictureParts } from './pictures.ts'
import { textParts } from './text-parts.ts'
import { reportUnread } from './unread.ts'

/**
 * Yields `body`, `header 1`, …, `properties`, then one part for every picture; none has pages or boxes.
 * @throws {ProblemError} `corrupt` (no zip, false headers, no main document), `encrypted`, `too-large`.
 */
export const extractDocx: Extractor = async function* (bytes, context) {
  const pack = await openPackage(bytes, context.limits)
  const inventory = await takeInventory(pack, context)
  if (!inventory.hasDocument) {
    throw new ProblemError('corrupt', { reason: '找不到正文部件 / there is no main document part' })
  }
  reportUnread(inventory, context)
  yield* textParts(pack, inventory, context)
  yield* importedParts(pack, inventory, context)
  yield* pictureParts(pack, inventory, context)
}
