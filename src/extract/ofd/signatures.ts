/** Signatures (GB/T 33190-2016, clause 18): the names and pictures of seals. Whether they are valid does not matter. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { picturePart } from '../embedded-picture.ts'
import type { ExtractContext } from '../extractor.ts'
import { contentKind } from '../package/content-kind.ts'
import type { PackageEntry } from '../package/package.ts'
import { linesOf } from '../text.ts'
import { attribute } from '../xml/read.ts'
import { childElements, descendants, textOf, type XmlNode } from '../xml/tree.ts'
import { readDer } from './asn1.ts'
import type { OfdPackage } from './ofd-package.ts'

const what = { zh: '签名', en: 'signatures' }

/** @param body a DocBody of OFD.xml. @returns the entries that hold seals and signed values, each once. */
export async function signatureEntries(body: XmlNode, pack: OfdPackage): Promise<PackageEntry[]> {
  const found = new Set<PackageEntry>()
  for (const element of childElements(body, 'Signatures')) {
    const list = await pack.xml(textOf(element), 'OFD.xml', what)
    if (!list) continue
    for (const signature of childElements(list.root, 'Signature')) {
      const file = await pack.xml(attribute(signature, 'BaseLoc'), list.name, what)
      if (!file) continue
      for (const node of descendants(file.root)) {
        if (node.name !== 'SignedValue' && node.name !== 'BaseLoc') continue
        const entry = pack.find(textOf(node), file.name)
        if (entry) found.add(entry)
      }
      const beside = pack.find('SignedValue.dat', file.name)
      if (beside) found.add(beside)
    }
  }
  return [...found]
}

/** The part `signatures` with the texts of all seals, then a part for each picture of one. */
export async function* sealParts(
  entries: readonly PackageEntry[],
  pack: OfdPackage,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const texts = new Set<string>()
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) {
    try {
      const bytes = await pack.bytes(entry)
      context.spend(bytes.length)
      const found = readDer(bytes)
      for (const text of found.texts) if (/\p{L}{2}/u.test(text)) texts.add(text)
      // A seal stands in its own file and in every signed value again.
      for (const file of found.files)
        files.set(`${file.length} ${Buffer.from(file).toString('base64', 0, 96)}`, file)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      context.problem('part-unread', { part: what, reason: error.details.reason ?? error.code }, entry.name)
    }
  }
  const lines: Line[] = [...texts].flatMap(text => linesOf(text.trim(), 'metadata'))
  if (lines.length > 0)
    yield { label: 'signatures', page: null, width: null, height: null, lines, pictures: [] }
  let count = 0
  for (const file of files.values()) {
    const label = `seal ${++count}`
    if (contentKind(file.subarray(0, 4096)) === 'picture') {
      const part = await picturePart(file, label, context)
      if (part) yield part
    } else yield* context.nested(file, label)
  }
}
