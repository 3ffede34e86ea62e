/** What the streams of a compound file are: by the names that programs give them. */

export type StreamRole =
  /** A file put in by the Packager, or native data. */
  | 'native'
  /** A whole file in a format of its own. */
  | 'file'
  /** Property sets. */
  | 'properties'
  /** Settings and pictures that only repeat the object. */
  | 'silent'
  /** Belongs to a VBA project. */
  | 'macro'
  /** A formula of the Equation Editor or MathType. */
  | 'formula'
  | 'unknown'

/** Without regard to case. */
const roles: Readonly<Record<string, StreamRole>> = {
  '\u0001ole10native': 'native',
  package: 'file',
  contents: 'file',
  embeddedodf: 'file',
  package_stream: 'file',
  '\u0005summaryinformation': 'properties',
  '\u0005documentsummaryinformation': 'properties',
  '\u0001compobj': 'silent',
  '\u0001ole': 'silent',
  '\u0003objinfo': 'silent',
  '\u0003linkinfo': 'silent',
  '\u0003print': 'silent',
  '\u0003eprint': 'silent',
  '\u0003meta': 'silent',
  '\u0001ole10itemname': 'silent',
  'equation native': 'formula',
  project: 'macro',
  projectwm: 'macro',
  projectlk: 'macro',
  '\u0003vbframe': 'macro',
}

/** Streams that make their storage a document (MS-DOC 2.1, MS-XLS 2.1, MS-PPT 2.1, MS-OXMSG 2.2, MS-OFFCRYPTO 2.3). */
const documentStreams = new Set([
  'worddocument',
  'workbook',
  'book',
  'powerpoint document',
  '__properties_version1.0',
  'encryptedpackage',
])

export function streamRole(name: string): StreamRole {
  const key = name.toLowerCase()
  return roles[key] ?? (key.startsWith('\u0002olepres') ? 'silent' : 'unknown')
}

export function isDocumentStream(name: string): boolean {
  return documentStreams.has(name.toLowerCase())
}
