/** Writes a paper as .docx the way an office's template does: marks, red head and number are ordinary paragraphs. */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { sheet, typeArea } from './layout.ts'
import { isHeading, type Paper } from './paper.ts'

const fangsong = '仿宋_GB2312'
const hei = '黑体'
const biaosong = '方正小标宋简体'
const red = 'DD0000'

interface Look {
  font?: string
  /** Points. */
  size?: number
  color?: string
  align?: (typeof AlignmentType)[keyof typeof AlignmentType]
  /** Indent of the first line, in characters of 3号. */
  first?: number
  /** Indent from the right edge, in characters of 3号. */
  fromRight?: number
  /** Points before the paragraph. */
  before?: number
  after?: number
  redRule?: boolean
  keepNext?: boolean
}

function paragraph(text: string, look: Look = {}): Paragraph {
  const size = look.size ?? 16
  return new Paragraph({
    keepNext: look.keepNext ?? false,
    alignment: look.align ?? AlignmentType.LEFT,
    indent: { firstLine: (look.first ?? 0) * 320, right: (look.fromRight ?? 0) * 320 },
    spacing: {
      before: (look.before ?? 0) * 20,
      after: (look.after ?? 0) * 20,
      line: size > 30 ? 900 : 560,
      lineRule: 'exact',
    },
    ...(look.redRule
      ? { border: { bottom: { style: BorderStyle.SINGLE, size: 16, color: red, space: 6 } } }
      : {}),
    children: [
      new TextRun({ text, font: look.font ?? fangsong, size: size * 2, color: look.color ?? '000000' }),
    ],
  })
}

function paragraphs(paper: Paper): Paragraph[] {
  const { CENTER, RIGHT } = AlignmentType
  const out: Paragraph[] = []
  if (paper.copyNumber) out.push(paragraph(paper.copyNumber))
  if (paper.level) out.push(paragraph(paper.level, { font: hei }))
  if (paper.urgency) out.push(paragraph(paper.urgency, { font: hei }))
  if (paper.head) {
    out.push(
      paragraph(paper.head, { font: biaosong, size: 44, color: red, align: CENTER, before: 40, after: 30 }),
    )
  }
  if (paper.number) out.push(paragraph(paper.number, { align: CENTER, redRule: paper.head !== undefined }))
  for (const [index, row] of paper.title.entries()) {
    out.push(paragraph(row, { font: biaosong, size: 22, align: CENTER, before: index === 0 ? 28 : 0 }))
  }
  if (paper.addressee) out.push(paragraph(paper.addressee, { before: 14 }))
  for (const text of paper.body)
    out.push(paragraph(text, { first: 2, ...(isHeading(text) ? { font: hei, keepNext: true } : {}) }))
  if (paper.issuer) out.push(paragraph(paper.issuer, { align: RIGHT, fromRight: 4, before: 28 }))
  if (paper.date) out.push(paragraph(paper.date, { align: RIGHT, fromRight: 4 }))
  if (paper.note) out.push(paragraph(paper.note, { first: 2 }))
  if (paper.copiesTo) out.push(paragraph(`抄送：${paper.copiesTo}`, { size: 14, before: 28 }))
  if (paper.imprint)
    out.push(paragraph(`${paper.imprint[0]}　　　　　　${paper.imprint[1]}印发`, { size: 14 }))
  return out
}

/** @param header what stands in the page header of every page. */
export async function wordFile(paper: Paper, header?: string): Promise<Uint8Array> {
  const twip = convertMillimetersToTwip
  const side = { right: twip(sheet.width - typeArea.left - typeArea.width), left: twip(typeArea.left) }
  const bottom = twip(sheet.height - typeArea.top - typeArea.height)
  const pageNumber = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28, font: '宋体' })],
  })
  const document = new Document({
    title: paper.title.join(''),
    creator: paper.issuer ?? '',
    lastModifiedBy: paper.issuer ?? '',
    sections: [
      {
        properties: {
          page: {
            size: { width: twip(sheet.width), height: twip(sheet.height) },
            margin: { top: twip(typeArea.top), bottom, ...side },
          },
        },
        ...(header
          ? { headers: { default: new Header({ children: [paragraph(header, { font: hei, size: 14 })] }) } }
          : {}),
        footers: { default: new Footer({ children: [pageNumber] }) },
        children: paragraphs(paper),
      },
    ],
  })
  return await Packer.toBuffer(document)
}
