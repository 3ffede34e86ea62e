/** A metafile that is a document of its own, or stands compressed in another one. */
import type { Extractor } from '../extractor.ts'
import { metafileParts } from './metafile.ts'

/** Yields `drawing` and its bitmaps; what may be letters drawn as curves is recorded as `picture-unread`. */
export const extractMetafile: Extractor = (bytes, context) => metafileParts(bytes, 'drawing', context)
