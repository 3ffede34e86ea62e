/** Attachments (GB/T 33190-2016, clause 20): documents of their own inside the package. */
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import { extensionOf } from '../formats.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, textOf, type XmlNode } from '../xml/tree.ts'
import type { OfdFile, OfdPackage } from './ofd-package.ts'

const what = { zh: '附件', en: 'attachments' }

/** The parts of every attachment, shown or not; labels show the nesting. */
export async function* attachmentParts(
  document: OfdFile,
  pack: OfdPackage,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  for (const element of childElements(document.root, 'Attachments')) {
    const list = await pack.xml(textOf(element), document.name, what)
    if (!list) continue
    for (const node of childElements(list.root, 'Attachment')) {
      const location = textOf(childElement(node, 'FileLoc')).trim() || textOf(node).trim()
      const entry = pack.find(location, list.name)
      const name = nameOf(node, location)
      if (!entry) {
        const reason = { zh: `包内没有 ${location}`, en: `${location} is not in the package` }
        context.problem('part-unread', { part: name, reason }, name)
        continue
      }
      try {
        yield* context.nested(await pack.bytes(entry), name)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        context.problem('part-unread', { part: name, reason: error.details.reason ?? error.code }, name)
      }
    }
  }
}

/** The name that readers show; the extension of the file where the name has none. */
function nameOf(node: XmlNode, location: string): string {
  const name = attribute(node, 'Name')?.trim() || (location.split(/[\\/]/).at(-1) ?? location)
  const extension = extensionOf(location) || (attribute(node, 'Format')?.trim().toLowerCase() ?? '')
  return extensionOf(name) !== '' || !/^[a-z0-9]{1,5}$/.test(extension) ? name : `${name}.${extension}`
}
