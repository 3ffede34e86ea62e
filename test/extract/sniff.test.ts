import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { sniff } from '../../src/extract/sniff.ts'
import { zipOf } from './zip.ts'

const bytes = (...parts: (string | number[] | Uint8Array)[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const typeOf = async (content: Uint8Array | string) =>
  (await sniff(typeof content === 'string' ? Buffer.from(content) : content))?.type ?? null
const openxml = 'application/vnd.openxmlformats-officedocument'
const contentTypes = (main: string) =>
  `<Types xmlns="x"><Default Extension="xlsx" ContentType="${openxml}.spreadsheetml.sheet"/><Override PartName="/x.xml" ContentType="${main}+xml"/></Types>`
const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n'

describe('binary formats by their signature', () => {
  test.each([
    ['image/png', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13])],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['image/gif', bytes('GIF89a', [1, 0, 1, 0])],
    ['image/webp', bytes('RIFF', [4, 0, 0, 0], 'WEBP')],
    ['image/tiff', bytes('II', [42, 0, 8, 0, 0, 0])],
    ['image/tiff', bytes('MM', [0, 42, 0, 0, 0, 8])],
    ['image/bmp', bytes('BM', new Uint8Array(12), [40, 0, 0, 0], new Uint8Array(36))],
    ['application/pdf', pdf],
    ['application/pdf', bytes('junk\n'.repeat(190), pdf)],
    ['application/rtf', '{\\rtf1\\ansi x}'],
    ['application/postscript', '%!PS-Adobe-3.0\n'],
    ['application/x-7z-compressed', bytes([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4], new Uint8Array(40))],
    ['application/x-rar-compressed', bytes('Rar!', [0x1a, 7, 1, 0], new Uint8Array(40))],
  ])('%s', async (type, content) => {
    expect(await typeOf(content as Uint8Array)).toBe(type)
  })

  test('noise is of no known type', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + i * 7) % 256))
    expect(await typeOf(noise)).toBeNull()
  })

  test('a text that quotes a PDF header or begins with BM is a text', async () => {
    expect(await typeOf('文件开头应为 %PDF-1.7，否则无法打开。')).toBe('text/plain')
    expect(await typeOf('BMW 展厅消防检查情况的通报，请各单位参会。')).toBe('text/plain')
  })
})

describe('zip packages by their main part', () => {
  test.each([
    [`${openxml}.wordprocessingml.document`, `${openxml}.wordprocessingml.document.main`],
    [`${openxml}.wordprocessingml.template`, `${openxml}.wordprocessingml.template.main`],
    [
      'application/vnd.ms-word.document.macroenabled.12',
      'application/vnd.ms-word.document.macroEnabled.main',
    ],
    [`${openxml}.spreadsheetml.sheet`, `${openxml}.spreadsheetml.sheet.main`],
    [`${openxml}.presentationml.presentation`, `${openxml}.presentationml.slideshow.main`],
  ])('%s', async (type, main) => {
    const zip = zipOf({ 'X.xml': '<x/>', '[content_types].XML': contentTypes(main) })
    expect(await typeOf(zip)).toBe(type)
    expect(await typeOf(Buffer.concat([Buffer.from('\x01\x02prefix\0'), zip]))).toBe(type)
  })

  test('a package cut off before its directory is known by its names', async () => {
    const zip = zipOf({ 'word/document.xml': 'x'.repeat(2000), 'docProps/core.xml': 'y' })
    expect(await typeOf(zip.subarray(0, zip.length / 2))).toBe(`${openxml}.wordprocessingml.document`)
  })

  test('a package that claims to be two things is neither', async () => {
    const both =
      contentTypes(`${openxml}.wordprocessingml.document.main`) +
      contentTypes(`${openxml}.spreadsheetml.sheet.main`)
    expect(await typeOf(zipOf({ '[Content_Types].xml': both }))).toBe('application/zip')
  })

  test('OFD, OpenDocument and a plain archive', async () => {
    expect(await typeOf(zipOf({ 'OFD.xml': '<OFD/>' }))).toBe('application/ofd')
    expect(await typeOf(zipOf({ mimetype: 'application/vnd.oasis.opendocument.text' }))).toBe(
      'application/vnd.oasis.opendocument.text',
    )
    expect(await typeOf(zipOf({ 'a.txt': 'x' }))).toBe('application/zip')
  })

  test('a content-types part that inflates without end is not inflated', async () => {
    const bomb = zipOf({ '[Content_Types].xml': ' '.repeat(20_000_000), 'xl/a.xml': '' })
    expect(deflateRawSync(Buffer.alloc(1)).length).toBeGreaterThan(0)
    expect(await typeOf(bomb)).toBe(`${openxml}.spreadsheetml.sheet`)
  })
})

describe('texts by how they begin', () => {
  test.each([
    ['text/html', '<!DOCTYPE html>\n<p>x'],
    ['text/html', '\ufeff\n <!-- 注释 <b> --> <!doctype HTML PUBLIC "-//W3C//DTD"><html>'],
    ['text/html', '<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"/>'],
    ['text/html', '<div class="article">正文</div>'],
    ['text/html', '停水通知<br><p>因管网检修</p>'],
    ['text/plain', '当 a < b 且 c > d 时，<机密> 二字不应出现。'],
    ['text/plain', '请在 <p> 处签字'],
    ['text/plain', '<T> 是类型参数'],
    ['image/svg+xml', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['application/xml', '<?xml version="1.0"?><rss/>'],
    [
      'application/vnd.ms-wordml',
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
    ],
    ['message/rfc822', 'From: a@example.cn\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\ny'],
    ['application/json', ' {"a": [1, "通知"]}'],
    ['text/plain', '[2031] 3号 {草稿}'],
    ['text/plain', '通知：\n今日停水。'],
  ])('%s: %s', async (type, text) => {
    expect(await typeOf(text)).toBe(type)
  })

  test.each(['utf-16le', 'gb18030'])('%s', async encoding => {
    const text = '<html><title>通知</title></html>'
    const content =
      encoding === 'utf-16le'
        ? Buffer.from(text, 'utf16le')
        : bytes('<html><title>', [0xcd, 0xa8, 0xd6, 0xaa], '</title></html>')
    expect(await typeOf(content)).toBe('text/html')
  })
})
