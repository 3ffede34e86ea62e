/** Files of a package that no document names: older versions, deleted pages, things left behind. Read all the same. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { picturePart } from '../embedded-picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { contentKind, contentKindBytes } from '../package/content-kind.ts'
import { childElement } from '../xml/tree.ts'
import { treeLines } from '../xml-text.ts'
import type { OfdPackage } from './ofd-package.ts'
import type { DocumentPages } from './pages.ts'

/** @param pages of the first document, whose resources an old page most likely used; null when there is none. */
export async function* leftoverParts(
  pack: OfdPackage,
  pages: DocumentPages | null,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  for (const entry of pack.unused) {
    const label = `unused ${entry.name}`
    const kind = contentKind(await pack.peek(entry, contentKindBytes))
    if (kind === 'font' || kind === 'empty') continue
    if (kind === 'xml') {
      const file = await pack.xmlEntry(entry, { zh: entry.name, en: entry.name })
      if (!file) continue
      if (pages && childElement(file.root, 'Content')) {
        yield await pages.read({ label, page: null, file, annotations: [] })
        continue
      }
      const lines: Line[] = treeLines(file.root, 'hidden').filter(line => !isLocation(line.text))
      if (lines.length > 0) yield { label, page: null, width: null, height: null, lines, pictures: [] }
      continue
    }
    try {
      const bytes = await pack.bytes(entry)
      if (kind !== 'picture') {
        yield* context.nested(bytes, entry.name)
        continue
      }
      context.spend(bytes.length)
      const part = await picturePart(bytes, label, context)
      if (part) yield part
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      context.problem('part-unread', { part: entry.name, reason: error.details.reason ?? error.code }, label)
    }
  }
}

/** A location of another file in the package, of which such files are full. */
export function isLocation(text: string): boolean {
  return /^[\w./\\-]{1,200}\.\w{1,4}$/.test(text)
}
