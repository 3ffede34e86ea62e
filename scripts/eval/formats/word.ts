import {
  AlignmentType,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  Footer,
  FootnoteReferenceRun,
  Header,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  Textbox,
  TextRun,
} from 'docx'
import type { Draft } from '../draft.ts'

const { CENTER, RIGHT } = AlignmentType
type Align = (typeof AlignmentType)[keyof typeof AlignmentType]

function paragraph(
  text: string,
  alignment?: Align,
  run: { size?: number; color?: string; vanish?: boolean } = {},
) {
  return new Paragraph({
    ...(alignment ? { alignment } : {}),
    children: [new TextRun({ text, size: 32, font: '仿宋', ...run })],
  })
}

function table(rows: readonly (readonly string[])[]): Table {
  return new Table({
    rows: rows.map(
      row =>
        new TableRow({
          children: row.map(cell => new TableCell({ children: [paragraph(cell, undefined, { size: 24 })] })),
        }),
    ),
  })
}

/** The first paragraph of the body carries the footnote, the last one the comment. */
function bodyParagraphs(draft: Draft): Paragraph[] {
  return draft.body.map((text, index) => {
    const run = new TextRun({ text, size: 32, font: '仿宋' })
    const footnoted = draft.footnote !== undefined && index === 0
    const commented = draft.comment !== undefined && index === draft.body.length - 1
    return new Paragraph({
      indent: { firstLine: 640 },
      children: [
        ...(commented ? [new CommentRangeStart(0)] : []),
        run,
        ...(footnoted ? [new FootnoteReferenceRun(1)] : []),
        ...(commented ? [new CommentRangeEnd(0), new TextRun({ children: [new CommentReference(0)] })] : []),
      ],
    })
  })
}

export async function word(draft: Draft): Promise<Uint8Array> {
  const children = [
    ...(draft.top ?? []).map(text => paragraph(text)),
    ...(draft.corner ? [paragraph(draft.corner, RIGHT)] : []),
    ...(draft.textbox
      ? [new Textbox({ style: { width: '60mm', height: '12mm' }, children: [paragraph(draft.textbox)] })]
      : []),
    ...(draft.head ? [paragraph(draft.head, CENTER, { size: 80, color: 'DD0000' })] : []),
    ...(draft.number ? [paragraph(draft.number, CENTER)] : []),
    paragraph(draft.title, CENTER, { size: 44 }),
    ...(draft.below ?? []).map(text => paragraph(text, CENTER)),
    ...(draft.hidden ? [paragraph(draft.hidden, undefined, { vanish: true })] : []),
    ...bodyParagraphs(draft),
    ...(draft.table ? [table(draft.table)] : []),
    ...(draft.closing ?? []).map(text => paragraph(text, RIGHT)),
    ...(draft.notes ?? []).map(text => paragraph(text)),
  ]
  const properties = Object.entries(draft.properties ?? {}).map(([name, value]) => ({ name, value }))
  const document = new Document({
    title: draft.title,
    creator: '办公室',
    customProperties: properties,
    ...(draft.footnote ? { footnotes: { 1: { children: [paragraph(draft.footnote)] } } } : {}),
    ...(draft.comment
      ? {
          comments: {
            children: [{ id: 0, author: '办公室', date: new Date(), children: [paragraph(draft.comment)] }],
          },
        }
      : {}),
    sections: [
      {
        ...(draft.header
          ? { headers: { default: new Header({ children: [paragraph(draft.header)] }) } }
          : {}),
        ...(draft.footer
          ? { footers: { default: new Footer({ children: [paragraph(draft.footer)] }) } }
          : {}),
        children,
      },
    ],
  })
  return await Packer.toBuffer(document)
}
