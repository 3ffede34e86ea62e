/** A small Word file, written by hand: a hundred thousand of them take seconds, not hours. */
import { strToU8, zipSync } from 'fflate'
import type { Draft } from '../eval/draft.ts'
import { lines } from '../eval/formats/lines.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const package_ = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const fixed = {
  '[Content_Types].xml': strToU8(
    `${head}<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  ),
  '_rels/.rels': strToU8(
    `${head}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
  ),
}
/** Zip dates begin in 1980; equal sites are equal to the byte. */
const mtime = new Date(1980, 0, 1)

export function simpleWord(draft: Draft): Uint8Array {
  const paragraphs = lines(draft).map(
    line =>
      `<w:p><w:r><w:t xml:space="preserve">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r></w:p>`,
  )
  const body = `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}<w:sectPr/></w:body></w:document>`
  return zipSync({ ...fixed, 'word/document.xml': strToU8(body) }, { level: 6, mtime })
}
