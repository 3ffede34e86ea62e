/** What every extractor owes the rest of the program, checked for every row of the table that can be read. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { channelSchema, partSchema } from '../../src/document/document.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import { extract } from '../../src/extract/extract.ts'
import { type Format, formats } from '../../src/extract/formats.ts'
import fc from '../fast-check.ts'
import { type Read, read } from './read.ts'

/** A file of each format that says 机密★20年 somewhere (a BMP has no place for text). */
const fixtures: Readonly<Record<string, string>> = {
  docx: 'docx/channels.docx',
  PDF: 'pdf/gbk-euc-h.pdf',
  PNG: 'image/notice.png',
  JPEG: 'image/notice.jpg',
  WebP: 'image/notice.webp',
  GIF: 'image/frames.gif',
  BMP: 'image/notice.bmp',
  AVIF: 'image/notice.avif',
  TIFF: 'image/pages.tif',
  HTML: 'html/notice.html',
  text: 'text/notice.gb18030.txt',
  Markdown: 'text/notice.md',
  CSV: 'text/table.csv',
  JSON: 'text/notice.json',
  XML: 'xml/feed.xml',
  SVG: 'svg/notice.svg',
  doc: 'doc/channels.doc',
  RTF: 'rtf/channels.rtf',
  odt: 'odf/letter.odt',
  xlsx: 'xlsx/libreoffice.xlsx',
  xls: 'xls/channels.xls',
  ods: 'odf/workbook.ods',
  pptx: 'pptx/libreoffice.pptx',
  ppt: 'ppt/channels.ppt',
  odp: 'odf/slides.odp',
  odg: 'odf/drawing.odg',
  OLE: 'ole/objects.ole',
  OFD: 'ofd/channels.ofd',
  zip: 'archive/marks.zip',
  rar: 'archive/marks.rar',
  '7z': 'archive/marks.7z',
  gzip: 'archive/notice.txt.gz',
  tar: 'archive/marks.tar',
  bzip2: 'archive/marks.tar.bz2',
  xz: 'archive/marks.tar.xz',
  EPUB: 'epub/book.epub',
  eml: 'mail/channels.eml',
  msg: 'mail/channels.msg',
  EMF: 'metafile/drawing.emf',
  WMF: 'metafile/drawing.wmf',
  ICO: 'image/notice.ico',
  TTF: 'font/notice.ttf',
  OTF: 'font/notice.otf',
  TTC: 'font/notice.ttc',
  WOFF: 'font/notice.woff',
  WOFF2: 'font/notice.woff2',
  EOT: 'font/notice.eot',
}
const wordless = ['BMP']
/** Read by the extractor of docx, and told apart from it by a content type alone (sniff.test.ts). */
const variants = ['docm', 'dotx', 'dotm']

const readable = formats.filter(format => format.load && !variants.includes(format.label))
/** Small limits keep what damaged files ask for small. */
const limits = { pixels: 4_000_000, inflatedBytes: 64 * 2 ** 20, pages: 50, characters: 2_000_000 }

const fixtureOf = ({ label }: Format) => readFile(new URL(`../fixtures/${fixtures[label]}`, import.meta.url))
const nameOf = (format: Format) => `文稿.${format.extensions[0]}`

/** Everything that comes out must be well formed, however damaged the file was. */
function checkShape({ parts }: Read): void {
  for (const part of parts) {
    partSchema.parse(part)
    expect(part.label).not.toBe('')
    for (const line of part.lines) {
      channelSchema.parse(line.channel)
      expect(line.text.trim()).not.toBe('')
      if (line.box === null) continue
      expect(line.box.every(Number.isFinite)).toBe(true)
      expect(part.width).not.toBeNull()
      expect(part.height).not.toBeNull()
    }
  }
}

test('the table: types and extensions are unique, every readable row has a fixture', () => {
  const types = formats.map(format => format.type)
  const extensions = formats.flatMap(format => format.extensions)
  expect(new Set(types).size).toBe(types.length)
  expect(new Set(extensions).size).toBe(extensions.length)
  expect(Object.keys(fixtures)).toEqual(readable.map(format => format.label))
})

describe.each(readable)('$label', format => {
  test('is recognised, and its mark is read in one piece', async () => {
    const result = await read(await fixtureOf(format), nameOf(format))
    checkShape(result)
    expect(result.type).toBe(format.type)
    expect(result.parts[0]?.label).toBe('file name')
    const labels = result.parts.map(part => part.label)
    expect(new Set(labels).size).toBe(labels.length)
    const lines = result.parts.slice(1).flatMap(part => part.lines)
    if (!wordless.includes(format.label)) expect(lines.map(line => line.text)).toContain('机密★20年')
    for (const picture of result.parts.flatMap(part => part.pictures)) {
      const { width, height, channels, data } = await picture.raster()
      expect(data.length).toBe(width * height * channels)
    }
  })

  test('lets its reader stop early', async () => {
    const { parts } = await extract(await fixtureOf(format), {
      name: nameOf(format),
      limits: defaultLimits,
      problem: () => {},
    })
    let count = 0
    for await (const _ of parts) if (++count === 2) break
    expect(count).toBe(2)
  })

  test('cut short or changed, gives typed problems only', async () => {
    const whole = await fixtureOf(format)
    const cut = await read(whole.subarray(0, whole.length / 2), nameOf(format), limits)
    checkShape(cut)
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async changes => {
        const damaged = Buffer.from(whole)
        for (const [at, value] of changes) damaged[at] = value
        const result = await read(damaged, nameOf(format), limits)
        checkShape(result)
        for (const picture of result.parts.flatMap(part => part.pictures)) {
          await picture.raster().catch(error => expect(error.name).toBe('ProblemError'))
        }
      }),
      { seed: 20, numRuns: 15 },
    )
  })
})
