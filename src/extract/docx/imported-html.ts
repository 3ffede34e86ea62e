/** HTML that was put into a Word file as a whole (altChunk, ISO/IEC 29500-1, 17.17.2.1), read as a page of its own. */
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Package } from '../package/package.ts'
import type { Inventory } from './inventory.ts'

/** Labels show the nesting: `word/afchunk.html › text`. */
export async function* importedParts(
  pack: Package,
  inventory: Inventory,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  for (const { entry, kind } of inventory.items) {
    if (kind !== 'html') continue
    const { extractHtml } = await import('../html/html.ts')
    const inside = (label: string) => `${entry.name} › ${label}`
    const own: ExtractContext = {
      ...context,
      name: entry.name,
      problem: (code, details, part) => context.problem(code, details, part ? inside(part) : entry.name),
    }
    try {
      const parts = extractHtml(await pack.read(entry.name), own)
      for await (const part of parts) yield { ...part, label: inside(part.label) }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      context.problem(error.code, error.details, entry.name)
    }
  }
}
