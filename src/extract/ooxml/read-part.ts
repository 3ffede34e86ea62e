/** Reads one XML part; what is wrong with that part alone is recorded, so that the others are still read. */
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Package, PackageEntry } from '../package/package.ts'
import type { XmlHandler } from '../xml/read.ts'
import { readXml } from '../xml/read.ts'

/**
 * Feeds the handler as far as the part can be read; damage and limits are recorded under the part's label.
 * @param chunks the content, where it is not to be taken as it stands.
 */
export async function readPart(
  pack: Package,
  entry: PackageEntry,
  handler: XmlHandler,
  context: ExtractContext,
  label = entry.name,
  chunks: AsyncIterable<Uint8Array> = pack.stream(entry.name),
): Promise<void> {
  try {
    await readXml(chunks, handler)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code !== 'corrupt') context.problem(error.code, error.details, label)
    else context.problem('part-unread', { part: label, reason: error.details.reason ?? error.code }, label)
  }
}
