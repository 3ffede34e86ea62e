/** OLE compound files that are no document: embedded objects and macro projects, inside Office packages mostly. */
import type { Extractor } from '../extractor.ts'
import { openCompoundFile } from './compound-file.ts'
import { objectParts } from './objects.ts'

/**
 * Yields what stands in the object: files as nested documents, macros as `VBA`, properties.
 * @throws {ProblemError} `corrupt`, `too-large`.
 */
export const extractOle: Extractor = async function* (bytes, context) {
  yield* objectParts(openCompoundFile(bytes), () => false, context)
}
