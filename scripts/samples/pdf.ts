/** Writes pages as PDF: with a text layer, or as pictures of pages only. */
import { readFileSync } from 'node:fs'
import fontkit from '@pdf-lib/fontkit'
import {
  PDFDocument,
  type PDFFont,
  popGraphicsState,
  pushGraphicsState,
  rgb,
  setLineWidth,
  setStrokingColor,
  setTextRenderingMode,
  TextRenderingMode,
} from 'pdf-lib'
import { fixedTime } from './deterministic.ts'
import { type Face, pdfFonts } from './fonts.ts'
import { type Page, sheet, typeArea } from './layout.ts'

const points = (millimetres: number) => (millimetres / 25.4) * 72
const inks = { black: rgb(0, 0, 0), red: rgb(0.86, 0, 0) }

async function newDocument(title: string): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(title)
  document.setProducer('baoshen samples')
  document.setCreationDate(new Date(fixedTime))
  document.setModificationDate(new Date(fixedTime))
  return document
}

type FontProgram = ReturnType<typeof fontkit.create>
const programs = new Map<string, FontProgram>()

/** Parses a font file once a process: an eval corpus has hundreds of documents in it. */
function programOf(face: Face): FontProgram {
  const { file } = pdfFonts[face]
  const known = programs.get(file)
  if (known) return known
  const program = fontkit.create(readFileSync(file))
  programs.set(file, program)
  return program
}

/** Whether the body font has all characters of the text (it is GB 2312 with a few symbols). */
export function canSet(text: string): boolean {
  return [...text].every(character => programOf('body').hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
}

/** @returns a PDF whose text can be read and copied. */
export async function textPdf(title: string, pages: readonly Page[]): Promise<Uint8Array> {
  const document = await newDocument(title)
  document.registerFontkit(fontkit)
  const embedded = new Map<string, PDFFont>()
  for (const page of pages) {
    for (const run of page.runs) {
      const { file } = pdfFonts[run.face]
      if (!embedded.has(file))
        embedded.set(file, await document.embedFont(readFileSync(file), { subset: true }))
    }
  }
  const fontOf = (face: Face) => embedded.get(pdfFonts[face].file) as PDFFont

  for (const page of pages) {
    const target = document.addPage([points(sheet.width), points(sheet.height)])
    for (const run of page.runs) {
      if (run.text === '') continue
      const font = fontOf(run.face)
      const color = inks[run.color]
      const shift =
        { left: 0, center: 0.5, right: 1 }[run.anchor] * font.widthOfTextAtSize(run.text, run.size)
      const stroke = pdfFonts[run.face].stroke * run.size
      target.pushOperators(pushGraphicsState(), setStrokingColor(color), setLineWidth(stroke))
      target.pushOperators(
        setTextRenderingMode(stroke > 0 ? TextRenderingMode.FillAndOutline : TextRenderingMode.Fill),
      )
      const place = { x: points(run.x) - shift, y: points(sheet.height - run.y) }
      target.drawText(run.text, { ...place, size: run.size, font, color })
      target.pushOperators(popGraphicsState())
    }
    for (const rule of page.rules) {
      const y = points(sheet.height - rule.y)
      target.drawLine({
        start: { x: points(typeArea.left), y },
        end: { x: points(typeArea.left + typeArea.width), y },
        thickness: points(rule.thickness),
        color: inks[rule.color],
      })
    }
  }
  return await document.save()
}

/** @returns a PDF of A4 pages that hold one JPEG each and no text, as a copier's scan-to-mail gives. */
export async function imagePdf(title: string, pictures: readonly Uint8Array[]): Promise<Uint8Array> {
  const document = await newDocument(title)
  for (const picture of pictures) {
    const image = await document.embedJpg(picture)
    const size = { width: points(sheet.width), height: points(sheet.height) }
    document.addPage([size.width, size.height]).drawImage(image, { x: 0, y: 0, ...size })
  }
  return await document.save()
}
