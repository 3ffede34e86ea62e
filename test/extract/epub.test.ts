import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { read } from './read.ts'

const book = readFileSync(new URL('../fixtures/epub/book.epub', import.meta.url))

/** The book with some files changed; null removes one. */
function changed(changes: Readonly<Record<string, string | null>>): Uint8Array {
  const files: Record<string, Uint8Array> = unzipSync(book)
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) delete files[path]
    else files[path] = strToU8(content)
  }
  return zipSync(files)
}

const encryption = (algorithm: string) =>
  `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`

describe('every place of a book', async () => {
  const { parts, problems } = await read(book, 'book.epub')
  const said = new Map(
    parts.map(part => [part.label, part.lines.map(line => `${line.channel} ${line.text}`)]),
  )

  test.each([
    ['metadata', 'metadata title=书名 秘密★1年'],
    ['metadata', 'metadata subject=主题 秘密★2年'],
    ['metadata', 'metadata 密级=秘密★3年'],
    ['OEBPS/ch1.xhtml › text', 'body 机密★20年'],
    ['OEBPS/ch1.xhtml › text', 'hidden 隐藏 秘密★6年'],
    ['OEBPS/第二章.xhtml › text', 'body 第二章 秘密★5年'],
    ['OEBPS/unlisted.xhtml › text', 'body 未列入 秘密★7年'],
    ['OEBPS/toc.ncx', 'outline 目录 秘密★4年'],
  ])('%s: %s', (label, line) => expect(said.get(label)).toContain(line))

  test('chapters come in the order of the spine, then the rest; the cover is a picture', () => {
    expect(problems).toEqual([])
    expect([...said.keys()].filter(label => label.endsWith('text'))).toEqual([
      'OEBPS/ch1.xhtml › text',
      'OEBPS/第二章.xhtml › text',
      'OEBPS/unlisted.xhtml › text',
    ])
    expect(parts.find(part => part.pictures.length > 0)).toMatchObject({ width: 240, height: 120 })
  })
})

test.each<[string, Record<string, string | null>, string[]]>([
  ['with a chapter that is gone', { 'OEBPS/ch1.xhtml': null }, ['part-unread']],
  ['without its list of files', { 'OEBPS/content.opf': null }, ['corrupt']],
  ['without a container', { 'META-INF/container.xml': null }, ['corrupt']],
  [
    'locked',
    { 'META-INF/encryption.xml': encryption('http://www.w3.org/2001/04/xmlenc#aes256-cbc') },
    ['encrypted'],
  ],
  [
    'with obfuscated fonts',
    { 'META-INF/encryption.xml': encryption('http://www.idpf.org/2008/embedding') },
    [],
  ],
])('a book %s', async (_, changes, problems) => {
  expect((await read(changed(changes), 'book.epub')).problems).toEqual(problems)
})
