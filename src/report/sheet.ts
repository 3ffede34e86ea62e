/** A form as it is printed: a title and a table of two columns, and lists below. */
import {
  AlignmentType,
  Document,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { printable } from './printable.ts'

export type SheetRow = readonly [label: string, value: string]

export interface Sheet {
  readonly title: string
  readonly rows: readonly SheetRow[]
  /** Tables below the form: heading, column titles, rows. */
  readonly lists: readonly {
    readonly heading: string
    readonly columns: readonly string[]
    readonly rows: readonly (readonly string[])[]
    /** Widths of the columns in percent; equal when absent. */
    readonly widths?: readonly number[]
  }[]
  /** Pictures below the tables. */
  readonly pictures?: readonly SheetPicture[]
  /** Lines to sign on. */
  readonly signatures: readonly string[]
}

export interface SheetPicture {
  readonly caption: string
  readonly jpeg: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** Between the margins of an A4 page, in pixels of the file format (96 to the inch). */
const pageWidth = 600

const font = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman', cs: 'Times New Roman' }
const paragraph = (text: string, bold = false) =>
  new Paragraph({ children: [new TextRun({ text: printable(text), bold, font, size: 22 })] })

function cell(text: string, percent: number, bold = false): TableCell {
  return new TableCell({
    width: { size: percent, type: WidthType.PERCENTAGE },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: text.split('\n').map(line => paragraph(line, bold)),
  })
}

/** Of a form: labels, and what is filled in. */
const formWidths = [26, 74]

function table(rows: readonly (readonly string[])[], heading: boolean, widths?: readonly number[]): Table {
  const columns = rows[0]?.length ?? 1
  const percent = (index: number) => widths?.[index] ?? Math.floor(100 / columns)
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, at) =>
        new TableRow({
          tableHeader: heading && at === 0,
          // A row of a list is read as one; a form may hold a long text.
          cantSplit: heading,
          children: row.map((text, index) =>
            cell(text, percent(index), (heading && at === 0) || (!heading && index === 0)),
          ),
        }),
    ),
  })
}

function picture({ caption, jpeg, width, height }: SheetPicture): Paragraph[] {
  const scale = Math.min(1, pageWidth / width)
  const transformation = { width: width * scale, height: height * scale }
  const image = new ImageRun({ type: 'jpg', data: jpeg, transformation })
  const title = new TextRun({ text: printable(caption), font, size: 22 })
  return [
    new Paragraph({ keepNext: true, children: [title] }),
    new Paragraph({ spacing: { after: 200 }, children: [image] }),
  ]
}

/** @returns the bytes of a .docx. */
export async function printSheet(sheet: Sheet): Promise<Buffer> {
  const title = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 240 },
    children: [new TextRun({ text: sheet.title, bold: true, size: 36, font: { ...font, eastAsia: '黑体' } })],
  })
  const lists = sheet.lists.flatMap(({ heading, columns, rows, widths }) => [
    new Paragraph({
      keepNext: true,
      spacing: { before: 240, after: 80 },
      children: [new TextRun({ text: heading, bold: true, font, size: 24 })],
    }),
    table([columns, ...rows], true, widths),
  ])
  const pictures = (sheet.pictures ?? []).flatMap(picture)
  const signatures = sheet.signatures.map(
    text => new Paragraph({ spacing: { before: 360 }, children: [new TextRun({ text, font, size: 22 })] }),
  )
  const children = [title, table(sheet.rows, false, formWidths), ...lists, ...pictures, ...signatures]
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}
