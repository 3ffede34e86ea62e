/** What the glyphs of a document's fonts look like, as pdf.js compiles them for painting. */
import { hash } from 'node:crypto'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ClaimedGlyph } from '../../document/claimed-text.ts'

/** Under which pdf.js 6.5 keeps an outline among the common objects (`buildFontPaths`). */
export function outlineName(font: string, fontChar: string): string {
  return `${font}_path_${fontChar}`
}

interface Outline {
  readonly digest: string
  readonly path: ArrayLike<number>
  /** What it was said to mean so far; mostly one meaning. */
  readonly glyphs: ClaimedGlyph[]
}

/** Each outline is handed over once, with the first page that uses it, and is gone when a page has been painted. */
export class GlyphOutlines {
  readonly #known = new Map<string, Outline>()

  /** @returns the same glyph for the same outline and text; null where nothing is painted, or it is not known what. */
  glyph(page: PDFPageProxy, name: string, text: string): ClaimedGlyph | null {
    const outline = this.#known.get(name) ?? this.#outlineOf(page, name)
    if (!outline || outline.path.length === 0) return null
    const known = outline.glyphs.find(glyph => glyph.text === text)
    if (known) return known
    const glyph: ClaimedGlyph = { text, path: outline.path, key: `${outline.digest} ${text}` }
    outline.glyphs.push(glyph)
    return glyph
  }

  /** None for a glyph of a font that is not embedded, and of one that could not be compiled. */
  #outlineOf(page: PDFPageProxy, name: string): Outline | null {
    if (!page.commonObjs.has(name)) return null
    const { path } = page.commonObjs.get(name) as { path?: unknown }
    // Half or single floats, as the platform has them; pdf.js draws from the same numbers.
    if (!ArrayBuffer.isView(path) || !('length' in path)) return null
    const bytes = new Uint8Array(path.buffer, path.byteOffset, path.byteLength)
    // The numbers themselves are typed as the view that holds them.
    const numbers = path as unknown as ArrayLike<number>
    const outline = { digest: hash('sha256', bytes, 'base64'), path: numbers, glyphs: [] }
    this.#known.set(name, outline)
    return outline
  }
}
