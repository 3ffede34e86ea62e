import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formulaStrings } from '../../src/extract/formula-strings.ts'
import { headerFooterTexts } from '../../src/extract/xlsx/header-footer.ts'
import { showNumber, showText } from '../../src/extract/xlsx/number-format.ts'
import { linesOf, read } from './read.ts'
import { zipOf } from './zip.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/xlsx/${name}`, import.meta.url))

describe('a workbook of LibreOffice', async () => {
  const result = await read(fixture('libreoffice.xlsx'), '名单.xlsx')
  const lines = linesOf(result)
  const marks = (years: string) => lines.filter(line => line.includes(years))

  test('is read without a problem, sheet by sheet', () => {
    expect(result.problems).toEqual([])
    expect(result.parts.map(part => part.label)).toEqual(
      expect.arrayContaining(['sheet 名单', 'sheet 底稿', 'workbook', 'sheet 名单 comments', 'properties']),
    )
  })

  test.each([
    ['table', '机密★20年'],
    ['metadata', 'title=表格 秘密★1年'],
    ['metadata', 'keywords=秘密★2年'],
    ['metadata', 'MSIP_Label_1_Name=机密'],
    ['header', '秘密★3年'],
    ['footer', '秘密★4年'],
    ['hidden', '公开,秘密★5年'],
    ['textbox', '秘密★7年'],
    ['hidden', '秘密★8年'],
    ['comment', '秘密★9年'],
    ['link', 'https://anlan.example/秘密10'],
    ['hidden', '秘密★11年'],
    ['hidden', '秘密★12年'],
    ['hidden', '秘密★13年'],
    ['table', '秘密★14年'],
    ['hidden', '秘密★15年'],
    ['metadata', '密级="秘密★16年"'],
  ])('%s: %s', (channel, text) => {
    expect(lines).toContain(`${channel}: ${text}`)
  })

  test('rows keep their order, long numbers all their digits, hidden text is not also shown', () => {
    const sheet = result.parts.find(part => part.label === 'sheet 名单')
    expect(sheet?.lines.slice(0, 5).map(line => line.text)).toEqual([
      '安澜市某局',
      '机密★20年',
      '秘密★8年',
      '第一行',
      '第二行',
    ])
    expect(sheet?.lines[0]).toMatchObject({ size: 22, color: '#ff0000' })
    expect(lines).toContain('table: 110101199003074258')
    expect(marks('秘密★12年')).toEqual(['hidden: 秘密★12年'])
  })
})

describe('what Excel writes', async () => {
  const result = await read(fixture('written.xlsx'), '格式.xlsx')
  const lines = linesOf(result)

  test('every mark is found under its channel', () => {
    expect(result.problems).toEqual([])
    const expected: Readonly<Record<string, readonly (number | string)[]>> = {
      table: [2, 4, 5],
      hidden: [3, 6, 7, 8, 9, 10, 11, 12, '14', 16, 17, 26, 27],
      header: [15],
      comment: [18, 19],
      alt: [21],
      textbox: [22, 23, 24, 31],
      metadata: [25, 30],
      revision: [28],
      body: [29],
    }
    for (const [channel, years] of Object.entries(expected)) {
      for (const year of years) {
        expect(
          lines.filter(line => line.startsWith(`${channel}: `) && line.includes(`秘密★${year}年`)),
        ).toHaveLength(1)
      }
    }
    expect(lines).toContain('hidden: 藏名="秘密★1年"')
    expect(lines).toContain('hidden: 公开,秘密★13年')
  })

  test('formats: words, zeros, dates, exponents; white on blue is seen', () => {
    for (const text of ['000123', '2021年1月1日', '110101199003074000', '110101199003074258', '蓝底白字']) {
      expect(lines).toContain(`table: ${text}`)
    }
    expect(lines).toContain('hidden: 20210015')
  })

  test('what belongs to a sheet says so; a sheet nobody names is read as hidden', () => {
    const labels = result.parts.map(part => part.label)
    expect(labels).toEqual(
      expect.arrayContaining(['sheet 格式 chart', 'sheet xl/worksheets/lost.xml', 'unused strings']),
    )
    expect(labels).toContain('xl/embeddings/oleObject1 › text')
  })
})

describe('codes', () => {
  test('of headers and footers', () => {
    expect(headerFooterTexts('&L&"宋体,加粗"&14秘密&C&K00-024乙&R&P / &N')).toEqual(['秘密', '乙', ' / '])
    expect(headerFooterTexts('无代码\n甲&&乙')).toEqual(['无代码', '甲&乙'])
  })

  test('of number formats', () => {
    const text = (raw: string, code: string) => showNumber(raw, code, false).text
    expect(text('20', '"机密★"0"年"')).toBe('机密★20年')
    expect(text('-5', '0;"负"0')).toBe('负-5')
    expect(text('7', '[红色]\\№000')).toBe('№007')
    expect(text('1234.5', '[$¥-804]#,##0.00')).toBe('¥1234.5')
    expect(text('45658', 'yyyy"年"m"月"d"日"')).toBe('2025年1月1日')
    expect(text('1', 'yyyy-mm-dd')).toBe('1900-01-01')
    expect(showNumber('0', 'yyyy-mm-dd', true).text).toBe('1904-01-01')
    expect(text('1E400', 'yyyy')).toBe('1E400')
    expect(showNumber('5', ';;;', false).concealed).toBe(true)
    expect(showText('★5年', '"秘密"@').text).toBe('秘密★5年')
    expect(showText('甲', '0;0;0;').concealed).toBe(true)
  })

  test('texts in formulas', () => {
    expect(formulaStrings('IF(A1="密","他说""好""",B1&"密")')).toEqual(['密', '他说"好"'])
    for (const formula of [
      '"机"&"密"&"★20年"',
      '_xlfn.CONCAT("机密", "★", "20年")',
      'CONCATENATE("机密";"★20年")',
      '_xlfn.UNICHAR(26426)&_xlfn.UNICHAR( 23494 )&_xlfn.UNICHAR(9733)&"20年"',
    ]) {
      expect(formulaStrings(formula)).toContain('机密★20年')
    }
    expect(formulaStrings('IF(A1>0,"秘密","机密")&B1&"★"')).toEqual(['秘密', '机密'])
    expect(formulaStrings('"x"&"秘密★9年"')).toEqual(['x', '秘密★9年'])
  })
})

test('a binary workbook is named as what it is; a package without a workbook is refused', async () => {
  const types = (type: string) =>
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.bin" ContentType="${type}"/></Types>`
  const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`
  const binary = zipOf({
    '[Content_Types].xml': types('application/vnd.ms-excel.sheet.binary.macroEnabled.main'),
    '_rels/.rels': rels,
    'xl/workbook.bin': '\u0083\u0001',
  })
  expect((await read(binary, '表.xlsb')).problems).toEqual(['unsupported-type'])
  const none = zipOf({ 'xl/a.xml': '<a/>', '[Content_Types].xml': types('x/spreadsheetml.sheet.main+xml') })
  expect((await read(none, '表.xlsx')).problems).toEqual(['corrupt'])
})
