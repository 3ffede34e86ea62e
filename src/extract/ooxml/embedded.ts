/** Files inside an Office package that are read as documents: embedded objects, imported text, macros, drawings. */
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import type { ContentKind } from '../package/content-kind.ts'
import type { Package } from '../package/package.ts'
import type { Inventory, Item } from './inventory.ts'
import { qualifiedName } from './vocabulary.ts'

const documentKinds = new Set<ContentKind>(['compound', 'zip', 'html', 'metafile', 'other'])
/** Parts without text of the document: fonts (obfuscated) and the settings of a printer. */
const silentTypes = new Set(['font', 'printerSettings'])

/** Labels show the nesting: `word/embeddings/oleObject1 › 通知.docx › body`. */
export async function* embeddedParts(
  pack: Package,
  inventory: Inventory,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const typesOf = Map.groupBy(inventory.relationships, each => each.target)
  for (const item of inventory.items) {
    const types = (typesOf.get(item.key) ?? []).map(each => each.type)
    if (!isDocument(item, types)) continue
    const { name } = item.entry
    let bytes: Uint8Array
    try {
      bytes = await pack.read(name)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code === 'too-large') throw error
      context.problem('part-unread', { part: name, reason: error.details.reason ?? error.code }, name)
      continue
    }
    // These say nothing about the content, or name the format before compression: no name can contradict it.
    yield* context.nested(bytes, name.replace(/\.(?:bin|emz|wmz)$/i, ''))
  }
}

/** Imported text (altChunk, ISO/IEC 29500-1, 17.17.2.1) may be of any kind, XML included. */
function isDocument({ kind, root }: Item, types: readonly string[]): boolean {
  if (types.includes('aFChunk')) return kind !== 'empty'
  if (kind === 'other' && types.some(type => silentTypes.has(type))) return false
  return documentKinds.has(kind) || (root !== null && qualifiedName(root) === 'svg:svg')
}
