/** Legacy workbooks: a file that LibreOffice wrote with a mark in every channel, and streams written by hand. */
import { describe, expect, test } from 'vitest'
import { formulaTexts } from '../../src/extract/legacy/excel/formula-texts.ts'
import { compoundFile, fixture, surviveLies } from './legacy-file.ts'
import { linesOf, read } from './read.ts'

const path = 'xls/channels.xls'

describe('a file from LibreOffice', async () => {
  const result = await read(fixture(path), '名单.xls')
  const lines = linesOf(result)

  test('is read without problems, under its name in WPS as well', async () => {
    expect(result.problems).toEqual([])
    expect((await read(fixture(path), '名单.et')).problems).toEqual([])
    expect(result.parts.map(part => part.label)).toEqual([
      'file name',
      'sheet 名单',
      'sheet 底稿',
      'workbook',
      'picture 1',
      'SummaryInformation',
      'DocumentSummaryInformation',
    ])
  })

  test.each([
    'table: 机密★20年',
    'table: 单元格 秘密★2年',
    'hidden: 隐藏行 秘密★4年',
    'hidden: 隐藏表 秘密★9年',
    'table: 公式 秘密★5年',
    'table: 13912345678',
    'table: 0.25',
    'header: 页眉 秘密★1年',
    'footer: 页脚 秘密★3年',
    'comment: 批注 秘密★8年',
    'textbox: 文本框 秘密★11年',
    'link: https://example.invalid/link-12',
    'metadata: 密件=名称 秘密★6年',
    'metadata: 图一',
    'hidden: 底稿',
    'metadata: title=标题 秘密★21年',
    'metadata: 密级=自定义 秘密★25年',
  ])('%s', line => {
    expect(lines).toContain(line)
  })
})

const u16 = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer)
const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer)
const record = (type: number, ...data: Uint8Array[]) => {
  const content = Buffer.concat(data)
  return Buffer.concat([u16(type, content.length), content])
}
const end = record(0x0a)
const begin = (version: number, kind: number) => record(0x809, u16(version, kind), Buffer.alloc(12))
const wide = (text: string) =>
  Buffer.concat([u16(text.length), Buffer.from([1]), Buffer.from(text, 'utf16le')])
const gbk = (hex: string) => Buffer.from(hex, 'hex')

/** A workbook of one sheet. */
function workbook(globals: Uint8Array[], sheet: Uint8Array[], version = 0x600, state = 0): Buffer {
  const name = version === 0x600 ? Buffer.from([1, 0, 0x53]) : Buffer.from([1, 0x53])
  const entry = (at: number) => record(0x85, u32(at), Buffer.from([state, 0]), name)
  const before = Buffer.concat([begin(version, 5), ...globals])
  const start = before.length + entry(0).length + end.length
  const stream = Buffer.concat([before, entry(start), end, begin(version, 0x10), ...sheet, end])
  return compoundFile({ [version === 0x600 ? 'Workbook' : 'Book']: stream })
}

describe('streams by hand', () => {
  test('encrypted', async () => {
    expect((await read(workbook([record(0x2f, u16(0))], []), '')).problems).toEqual(['encrypted'])
  })

  test('a shared string that goes on in another record, in the other width', async () => {
    const head = Buffer.concat([u32(1, 2), u16(6), Buffer.from([1]), Buffer.from('机密', 'utf16le')])
    const strings = [
      record(0xfc, head),
      record(0x3c, Buffer.from([1]), Buffer.from('★20', 'utf16le')),
      record(0x3c, Buffer.from([1]), Buffer.from('年', 'utf16le'), wide('旧稿 秘密★3年')),
    ]
    const cell = record(0xfd, u16(0, 0, 0), u32(0))
    const result = await read(workbook(strings, [cell]), '')
    expect(linesOf(result)).toContain('table: 机密★20年')
    // A string that no cell uses any more is still in the file.
    expect(linesOf(result)).toContain('hidden: 旧稿 秘密★3年')
  })

  test('numbers in every packing, with the words of their format', async () => {
    const format = record(0x41e, u16(200), wide('"密件"0"号"'))
    const look = record(0xe0, u16(0, 200), Buffer.alloc(16))
    const plain = record(0xe0, u16(0, 0), Buffer.alloc(16))
    const float = Buffer.from(new Float64Array([1.5]).buffer)
    const result = await read(
      workbook(
        [look, plain, format],
        [
          record(0x27e, u16(0, 0, 0), u32((12 << 2) | 2)),
          record(0xbd, u16(1, 0, 1), u32((1234 << 2) | 3), u16(1), u32((7 << 2) | 2), u16(1)),
          record(0x203, u16(2, 0, 1), float),
        ],
      ),
      '',
    )
    expect(linesOf(result).filter(line => line.startsWith('table'))).toEqual([
      'table: 密件12号',
      'table: 12.34',
      'table: 7',
      'table: 1.5',
    ])
  })

  test('a hidden column, white characters, a very hidden sheet', async () => {
    const font = (color: number) => record(0x31, u16(200, 0, color), Buffer.alloc(8))
    const look = (index: number) => record(0xe0, u16(index, 0), Buffer.alloc(16))
    const cell = (column: number, xf: number, text: string) => record(0x204, u16(0, column, xf), wide(text))
    const globals = [font(8), font(9), look(0), look(1)]
    const column = record(0x7d, u16(1, 1, 2048, 0, 1, 0))
    const sheet = [column, cell(0, 0, '甲'), cell(1, 0, '乙'), cell(2, 1, '丙')]
    expect(linesOf(await read(workbook(globals, sheet), ''))).toEqual(
      expect.arrayContaining(['table: 甲', 'hidden: 乙', 'hidden: 丙']),
    )
    expect(linesOf(await read(workbook(globals, sheet, 0x600, 2), ''))).toContain('hidden: 甲')
  })

  test('a sheet that the workbook does not name is read as hidden', async () => {
    const stream = Buffer.concat([
      begin(0x600, 5),
      end,
      begin(0x600, 0x10),
      record(0x204, u16(0, 0, 0), wide('机密★20年')),
      end,
    ])
    expect(linesOf(await read(compoundFile({ Workbook: stream }), ''))).toEqual(['hidden: 机密★20年'])
  })

  test('Excel 95, in the code page of the workbook', async () => {
    const result = await read(
      workbook(
        [record(0x42, u16(936))],
        [
          record(0x204, u16(0, 0, 0, 10), gbk('bbfac3dca1ef3230c4ea')),
          record(0x14, Buffer.from([6]), gbk('2643c3d8c3dc')),
          record(0x1c, u16(0, 0, 4), gbk('c3d8c3dc')),
        ],
        0x500,
      ),
      '',
    )
    expect(linesOf(result)).toEqual(
      expect.arrayContaining(['table: 机密★20年', 'header: 秘密', 'comment: 秘密']),
    )
  })

  test('a choice list of a cell, even headers, a chart title', async () => {
    const list = Buffer.concat([
      Buffer.from([0x17, 6, 1]),
      Buffer.from('甲级\0机密件', 'utf16le').subarray(0, 12),
    ])
    const empty = Buffer.concat([u16(1), Buffer.from([0, 0])])
    const validation = record(0x1be, u32(3), empty, empty, empty, empty, u16(list.length, 0), list)
    const more = record(
      0x89c,
      Buffer.alloc(28),
      u16(0),
      u16(3, 0, 0, 0),
      Buffer.concat([u16(3), Buffer.from([1]), Buffer.from('偶页眉', 'utf16le')]),
    )
    const title = record(0x100d, u16(0), Buffer.from([3, 1]), Buffer.from('图标题', 'utf16le'))
    const lines = linesOf(await read(workbook([], [validation, more, title]), ''))
    expect(lines).toEqual(
      expect.arrayContaining(['hidden: 甲级', 'hidden: 机密件', 'header: 偶页眉', 'textbox: 图标题']),
    )
  })

  test('texts of formulas are found behind references, choices and functions', () => {
    const text = Buffer.concat([Buffer.from([0x17, 2, 1]), Buffer.from('机密', 'utf16le')])
    const tokens = Buffer.concat([
      Buffer.from([0x44, 0, 0, 0, 0, 0x19, 2, 5, 0]),
      text,
      Buffer.from([0x42, 3, 1, 0]),
    ])
    expect(formulaTexts(tokens)).toEqual(['机密'])
  })
})

test('lies in the stream give typed problems only', async () => {
  await surviveLies(path, 'Workbook', 80)
})
