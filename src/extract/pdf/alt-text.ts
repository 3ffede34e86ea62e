/** Alternative texts that a tagged PDF gives for its figures (ISO 32000-1, 14.9.3): words no reader sees on the page. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Line } from '../../document/document.ts'

interface StructureNode {
  readonly alt?: unknown
  readonly children?: readonly StructureNode[]
}

const mostNodes = 100_000

export async function altTextLines(page: PDFPageProxy): Promise<Line[]> {
  const tree = (await page.getStructTree()) as StructureNode | null
  const lines: Line[] = []
  const waiting: StructureNode[] = tree ? [tree] : []
  for (let index = 0; index < waiting.length && index < mostNodes; index += 1) {
    const { alt, children } = waiting[index] as StructureNode
    if (typeof alt === 'string' && alt.trim() !== '') {
      lines.push({ text: alt.trim(), channel: 'alt', box: null, confidence: 1 })
    }
    for (const child of children ?? []) waiting.push(child)
  }
  return lines
}
