/** Legacy Word: a file that LibreOffice wrote with a mark in every channel, numbers of lists, and streams changed by hand. */
import { describe, expect, test } from 'vitest'
import { Binary } from '../../src/extract/legacy/binary.ts'
import { readListTexts } from '../../src/extract/legacy/word/list-texts.ts'
import { compoundFile, fixture, streamOf, surviveLies } from './legacy-file.ts'
import { linesOf, read } from './read.ts'

const path = 'doc/channels.doc'

describe('numbers of lists', () => {
  test('are read where they hold words', async () => {
    expect(linesOf(await read(fixture('doc/list-number.doc'), 'a.doc'))).toContain('body: 机密★1年')
  })

  test('that a paragraph changes are read as well', () => {
    const level = Buffer.concat([Buffer.alloc(28), Buffer.from([5, 0]), Buffer.from('秘密★\0年', 'utf16le')])
    // One list with nothing of its own, of which one level is changed and another begins elsewhere.
    const override = Buffer.concat([Buffer.from([1, 0, 0, 0]), Buffer.alloc(12), Buffer.from([2, 0, 0, 0])])
    const data = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from([7, 0, 0, 0, 0x11, 0, 0, 0]),
      Buffer.from([1, 0, 0, 0, 0x20, 0, 0, 0]),
      level,
    ])
    const table = new Binary(Buffer.concat([Buffer.alloc(2), override, data]))
    const none = { at: 0, length: 0 }
    const listOverrides = { at: 2, length: override.length + data.length }
    expect(readListTexts(table, { lists: none, listOverrides })).toEqual(['秘密★1年'])
  })
})

describe('a file from LibreOffice', async () => {
  const result = await read(fixture(path), '通知.doc')
  const lines = linesOf(result)

  test('is read without problems, under its name in WPS as well', async () => {
    expect(result.problems).toEqual([])
    expect((await read(fixture(path), '通知.wps')).problems).toEqual([])
    expect(result.parts.map(part => part.label)).toEqual([
      'file name',
      'body',
      'footnotes',
      'headers',
      'footers',
      'comments',
      'endnotes',
      'text boxes',
      'properties',
      'picture 1',
      'SummaryInformation',
      'DocumentSummaryInformation',
    ])
  })

  test.each([
    'body: 机密★20年',
    'header: 页眉 秘密★1年',
    'header: 偶数页页眉 秘密★2年',
    'footer: 页脚 秘密★3年',
    'footer: 偶数页页脚 秘密★4年',
    'revision: 删除 秘密★5年',
    'footnote: 脚注 秘密★6年',
    'endnote: 尾注 秘密★7年',
    'comment: 批注 秘密★8年',
    'hidden: 隐藏 秘密★9年',
    'body: 新增 秘密★10年',
    'textbox: 文本框 秘密★11年',
    'link: https://example.invalid/link-12',
    'body: 链接 秘密★12年',
    'table: 表格 秘密★13年',
    'metadata: title=标题 秘密★21年',
    'metadata: subject=主题 秘密★22年',
    'metadata: keywords=关键词 秘密★23年',
    'metadata: description=备注 秘密★24年',
    'metadata: 密级=自定义 秘密★25年',
    'metadata: reviser=王某',
  ])('%s', line => {
    expect(lines).toContain(line)
  })

  test('gives colours, and the picture', async () => {
    const body = result.parts.find(part => part.label === 'body')
    expect(body?.lines.find(line => line.text.includes('白字'))?.color).toBe('#ffffff')
    const [picture] = result.parts.flatMap(part => part.pictures)
    expect((await picture?.raster())?.width).toBe(240)
  })
})

/** The fixture with numbers written into the FIB. */
function withFib(...numbers: readonly (readonly [at: number, value: number])[]): Buffer {
  const document = streamOf(path, 'WordDocument')
  for (const [at, value] of numbers) document.writeUInt32LE(value, at)
  return compoundFile({ WordDocument: document }, path)
}

describe('what the FIB says', () => {
  test('encrypted', async () => {
    const flags = streamOf(path, 'WordDocument').readUInt32LE(10)
    expect((await read(withFib([10, flags | 0x0100]), '')).problems).toEqual(['encrypted'])
    const managed = compoundFile({ '\u0009DRMContent': Buffer.from('x') }, path)
    expect((await read(managed, '')).problems).toEqual(['encrypted'])
  })

  test('text that no length claims is read as hidden', async () => {
    const lines = linesOf(await read(withFib([0x4c, 0]), ''))
    expect(lines.filter(line => line.includes('机密★20年'))).toHaveLength(1)
    const cut = linesOf(await read(withFib([0x4c, 3], [0x54, 0]), ''))
    expect(cut.join('\n')).toContain('秘密★1年')
  })

  test('no piece table, no FIB: corrupt', async () => {
    expect((await read(withFib([0x1a6, 0]), '')).problems).toContain('corrupt')
    expect((await read(withFib([0, 0]), '')).problems).toContain('corrupt')
  })

  test('text that is cut short, or repeated without end: corrupt, and what there is is read', async () => {
    const whole = streamOf(path, 'WordDocument')
    const cut = whole.subarray(0, whole.indexOf(Buffer.from('安澜市', 'utf16le')) + 2)
    const short = await read(compoundFile({ WordDocument: cut }, path), '')
    expect(short.problems).toContain('corrupt')
    expect(linesOf(short)).toContain('body: 机密★20年')
    const document = streamOf(path, 'WordDocument')
    const place = streamOf(path, '1Table').readUInt32LE(document.readUInt32LE(0x1a2) + 5 + 8 + 2)
    const count = 20_000
    const clx = Buffer.alloc(5 + 4 * (count + 1) + 8 * count)
    clx[0] = 2
    clx.writeUInt32LE(clx.length - 5, 1)
    for (let i = 0; i <= count; i++) clx.writeUInt32LE(i * 400, 5 + 4 * i)
    for (let i = 0; i < count; i++) clx.writeUInt32LE(place, 5 + 4 * (count + 1) + 8 * i + 2)
    const table = streamOf(path, '1Table')
    document.writeUInt32LE(table.length, 0x1a2)
    document.writeUInt32LE(clx.length, 0x1a6)
    document.writeUInt32LE(400 * count, 0x4c)
    const repeated = await read(
      compoundFile({ WordDocument: document, '1Table': Buffer.concat([table, clx]) }, path),
      '',
    )
    expect(repeated.problems).toContain('corrupt')
    expect(linesOf(repeated).join('').length).toBeLessThan(100_000)
  })

  test('fast-saved: text between the pieces is what was replaced', async () => {
    const document = streamOf(path, 'WordDocument')
    document.writeUInt16LE(document.readUInt16LE(10) | 4, 10)
    const start = document.indexOf(Buffer.from('安澜市', 'utf16le'))
    const table = streamOf(path, '1Table')
    const pieces = document.readUInt32LE(0x1a2)
    const count = (table.readUInt32LE(pieces + 1) - 4) / 12
    expect(count).toBe(1)
    // The one piece becomes two, with a gap of 20 characters between them.
    const cps = [0, 8, 16]
    const old = table.readUInt32LE(pieces + 5 + 8 + 2)
    const characterBytes = (old & 0x40000000) === 0 ? 2 : 1
    expect(characterBytes).toBe(2)
    const clx = Buffer.alloc(5 + 12 + 16)
    clx[0] = 2
    clx.writeUInt32LE(28, 1)
    for (const [i, cp] of cps.entries()) clx.writeUInt32LE(cp, 5 + 4 * i)
    clx.writeUInt32LE(old, 17 + 2)
    clx.writeUInt32LE(old + 2 * 28, 25 + 2)
    document.writeUInt32LE(table.length, 0x1a2)
    document.writeUInt32LE(clx.length, 0x1a6)
    expect(start).toBeGreaterThan(0)
    const bytes = compoundFile({ WordDocument: document, '1Table': Buffer.concat([table, clx]) }, path)
    const lines = linesOf(await read(bytes, ''))
    expect(lines).toContain('body: 机密★20年')
    expect(lines.find(line => line.startsWith('hidden:') && line.includes('某局关于'))).toBeDefined()
  })
})

describe('Word 95', () => {
  /** A stream as Word 6 and 95 write it, without a piece table. */
  function oldDocument(text: Buffer, flags: number, characters: number): Buffer {
    const stream = Buffer.alloc(0x300)
    stream.writeUInt16LE(0xa5dc, 0)
    stream.writeUInt16LE(104, 2)
    stream.writeUInt16LE(2052, 6)
    stream.writeUInt16LE(flags, 10)
    stream.writeUInt32LE(0x300, 0x18)
    stream.writeUInt32LE(characters, 0x34)
    return Buffer.concat([stream, text])
  }

  test('in the code page of its language, or with two bytes a character', async () => {
    const gbk = Buffer.from('bbfac3dca1ef3230c4ea0d', 'hex')
    const narrow = compoundFile({ WordDocument: oldDocument(gbk, 0, gbk.length) })
    expect(linesOf(await read(narrow, ''))).toContain('body: 机密★20年')
    const wide = Buffer.from('机密★20年\r', 'utf16le')
    const unicode = compoundFile({ WordDocument: oldDocument(wide, 0x1000, 7) })
    expect(linesOf(await read(unicode, ''))).toContain('body: 机密★20年')
  })
})

describe('objects', () => {
  test('an embedded workbook is read as a document of its own', async () => {
    const workbook = streamOf('xls/channels.xls', 'Workbook')
    const result = await read(compoundFile({ 'ObjectPool/_1/Workbook': workbook }, path), '')
    expect(result.problems).toEqual([])
    expect(result.parts.map(part => part.label)).toContain('ObjectPool/_1 › sheet 名单')
  })

  test('custom XML of later versions is no problem, and is read', async () => {
    const xml = Buffer.from('<?xml version="1.0"?><a><b>机密★10年</b></a>')
    const result = await read(compoundFile({ 'MsoDataStore/X/Item': xml }, path), '')
    expect(result.problems).toEqual([])
    expect(linesOf(result).join('\n')).toContain('机密★10年')
  })
})

test.each(['WordDocument', '1Table'])('lies in %s give typed problems only', async stream => {
  await surviveLies(path, stream, 60)
})
