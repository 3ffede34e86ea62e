/** Remembers what a document shows now, to tell what only its earlier revisions hold. */
import { createHash } from 'node:crypto'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { decodedImage } from './image-raster.ts'
import type { PlannedPicture } from './page-pictures.ts'
import type { ReadPage } from './pages.ts'

/** Characters in which a line is looked for: a paragraph set anew breaks its lines elsewhere. */
const mostSearched = 2_000_000_000

export class SeenContent {
  readonly #lines = new Set<string>()
  readonly #pictures = new Set<string>()
  #text = ''
  #searched = 0

  addLines(lines: readonly Line[]): void {
    for (const line of lines) {
      const text = plain(line.text)
      if (!this.#lines.has(text)) this.#text += text
      this.#lines.add(text)
    }
  }

  hasLine(line: Line): boolean {
    const text = plain(line.text)
    if (text === '' || this.#lines.has(text)) return true
    this.#searched += this.#text.length
    return this.#searched <= mostSearched && this.#text.includes(text)
  }

  async addPage({ page, part, planned }: ReadPage): Promise<void> {
    this.addLines(part.lines)
    for (const picture of planned) this.#pictures.add(await fingerprint(page, picture, part))
  }

  async hasPicture({ page, part }: ReadPage, picture: PlannedPicture): Promise<boolean> {
    return this.#pictures.has(await fingerprint(page, picture, part))
  }
}

const plain = (text: string) => text.replaceAll(/\s+/g, '')

/** Of the pixels of its images; a page that is painted anew without images, of the lines on it. */
async function fingerprint(
  page: PDFPageProxy,
  { from, box }: PlannedPicture,
  { lines }: ExtractedPart,
): Promise<string> {
  const images = 'region' in from ? from.images : [from]
  const hash = createHash('sha256')
  if (images.length === 0) hash.update(JSON.stringify([box, lines]))
  for (const image of images) {
    const decoded = await decodedImage(page, image.source)
    hash.update(`${image.width} ${image.height} `)
    if (decoded?.data) hash.update(decoded.data)
  }
  return hash.digest('base64')
}
