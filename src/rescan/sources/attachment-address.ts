/** Whether an address looks like a document or a picture and not like a page, before anything is asked for. */
import { extensionOf, formatOfExtension } from '../../extract/formats.ts'

/** Programs that hand out files: `download.jsp?id=7`, `/upload/getFile.do?x=1`. */
const handsOut = /down|attach|annex|file|fujian|upload/i

export function isAttachment(address: string): boolean {
  const url = new URL(address)
  const last = url.pathname.split('/').at(-1) ?? ''
  if (isDocumentName(last)) return true
  if (url.search === '') return false
  return handsOut.test(last) || [...url.searchParams.values()].some(isDocumentName)
}

function isDocumentName(name: string): boolean {
  const format = formatOfExtension(extensionOf(name))
  return format !== undefined && format.type !== 'text/html'
}
