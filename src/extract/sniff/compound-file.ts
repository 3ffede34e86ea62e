/** What kind of document an OLE compound file is, by the names in its directory (MS-CFB 2.6). */
import { compoundFileNames } from '../package/compound-file.ts'

/** The type of a password-protected docx, xlsx or pptx: which of them shows only after decryption. */
export const encryptedOffice = 'application/x-ole-encrypted'

/** Names of streams that tell the format (MS-OFFCRYPTO 2.3, MS-DOC 2.1, MS-XLS 2.1, MS-PPT 2.1, MS-OXMSG 2.2). */
const streams: readonly (readonly [name: string, type: string])[] = [
  ['EncryptedPackage', encryptedOffice],
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['__properties_version1.0', 'application/vnd.ms-outlook'],
]

/** The media type; `application/x-ole-storage` when the names tell nothing. */
export function typeOfCompoundFile(bytes: Uint8Array): string {
  const names = new Set(compoundFileNames(bytes))
  return streams.find(([name]) => names.has(name))?.[1] ?? 'application/x-ole-storage'
}
