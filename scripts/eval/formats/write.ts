/** Gives a draft bytes in a format. */
import { canEncode, type Encoding, encode } from '../../samples/encode.ts'
import type { Draft, Format, Writer } from '../draft.ts'
import { html } from './html.ts'
import { lines } from './lines.ts'
import { fitsPdf, pdf } from './pdf.ts'
import { word } from './word.ts'

const encodings: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-8-bom', 'big5']

function anyEncoding(text: string, writer: Writer): Uint8Array {
  const possible = encodings.filter(encoding => canEncode(text, encoding))
  // Big5 holds traditional text only, and then it is what such text would be in.
  return encode(text, possible.includes('big5') ? 'big5' : writer.pick(possible))
}

const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** @returns null when the format cannot hold the draft (no glyphs, no table). */
export async function write(draft: Draft, format: Format, writer: Writer): Promise<Uint8Array | null> {
  switch (format) {
    case 'txt':
      return anyEncoding(`${lines(draft).join(writer.pick(['\n', '\r\n']))}\n`, writer)
    case 'csv': {
      if (!draft.table) return null
      const rows = [[draft.title], ...draft.table].map(row => row.map(quote).join(','))
      return anyEncoding(`${rows.join('\r\n')}\r\n`, writer)
    }
    case 'html':
      return Buffer.from(html(draft, writer))
    case 'docx':
      return await word(draft)
    case 'pdf':
      return fitsPdf(draft) ? await pdf(draft) : null
  }
}
