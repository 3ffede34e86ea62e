/** A one-page PDF, written by hand in the way of old office programs: a Chinese font by name, text in UCS-2. */
import type { Draft } from '../eval/draft.ts'
import { lines } from '../eval/formats/lines.ts'
import { rawPdf, stream } from '../fixtures/raw-pdf.ts'

const charactersALine = 34
const size = 12
const leading = 20

const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()

function wrap(line: string): string[] {
  const characters = [...line]
  const rows = Math.max(1, Math.ceil(characters.length / charactersALine))
  return Array.from({ length: rows }, (_, row) =>
    characters.slice(row * charactersALine, (row + 1) * charactersALine).join(''),
  )
}

export function simplePdf(draft: Draft): Uint8Array {
  const rows = lines(draft).flatMap(wrap).slice(0, 36)
  const content = rows.map((row, at) => `1 0 0 1 72 ${770 - at * leading} Tm <${hex(row)}> Tj`).join('\n')
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    stream('', Buffer.from(`BT /F1 ${size} Tf\n${content}\nET`, 'latin1')),
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ])
}
