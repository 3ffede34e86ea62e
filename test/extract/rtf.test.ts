/** RTF: a file that LibreOffice wrote with a mark in every channel, and files by hand for what it never writes. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cpuMilliseconds } from '../cpu-time.ts'
import fc from '../fast-check.ts'
import { linesOf, read } from './read.ts'

const written = readFileSync(new URL('../fixtures/rtf/channels.rtf', import.meta.url))
const picture = readFileSync(new URL('../fixtures/image/notice.png', import.meta.url))

/** The lines of an RTF file with this content. */
async function linesIn(content: string | Uint8Array, head = '\\ansi\\ansicpg936'): Promise<string[]> {
  const body = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
  const file = Buffer.concat([Buffer.from(`{\\rtf1${head} `), body, Buffer.from('}')])
  const result = await read(file, '')
  expect(result.problems).toEqual([])
  return linesOf(result)
}

/** `\'xx` for every byte of a text in GBK. */
const gbk = { 机密: "\\'bb\\'fa\\'c3\\'dc", '★': "\\'a1\\'ef", 年: "\\'c4\\'ea" }
const mark = `${gbk.机密}${gbk['★']}20${gbk.年}`

describe('a file from LibreOffice', async () => {
  const result = await read(written, 'a.rtf')
  const lines = linesOf(result)

  test('is read without problems', () => {
    expect(result.problems).toEqual([])
    expect(result.parts.map(part => part.label)).toEqual([
      'file name',
      'body',
      'properties',
      'headers',
      'footers',
      'footnotes',
      'endnotes',
      'comments',
      'picture 1',
    ])
  })

  test.each([
    'body: 机密★20年',
    'header: 页眉 秘密★1年',
    'footer: 页脚 秘密★3年',
    'revision: 删除 秘密★5年',
    'footnote: 脚注 秘密★6年',
    'endnote: 尾注 秘密★7年',
    'comment: 批注 秘密★8年',
    'hidden: 隐藏 秘密★9年',
    'body: 新增 秘密★10年',
    'textbox: 文本框 秘密★11年',
    'link: https://example.invalid/link-12',
    'table: 表格 秘密★13年',
    'alt: 替代文字 秘密★14年',
    'metadata: title=标题 秘密★21年',
    'metadata: subject=主题 秘密★22年',
    'metadata: keywords=关键词 秘密★23年',
    'metadata: doccomm=备注 秘密★24年',
    'metadata: 密级=自定义 秘密★25年',
  ])('%s', line => {
    expect(lines).toContain(line)
  })

  test('gives size and colour', () => {
    const line = result.parts[1]?.lines.find(each => each.text.includes('白字'))
    expect(line).toMatchObject({ size: 12, color: '#ffffff' })
  })

  test('hands its picture on once, without the copy for old readers', async () => {
    const pictures = result.parts.flatMap(part => part.pictures)
    expect(pictures).toHaveLength(1)
    expect((await pictures[0]?.raster())?.width).toBe(240)
  })
})

describe('text', () => {
  test('in the code page of the font, of the document, or of neither', async () => {
    const fonts = '{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 SimSun;}{\\f2\\fcharset136 MingLiU;}}'
    expect(await linesIn(`${fonts}{\\f1 ${mark}}`, '\\ansi\\ansicpg1252')).toContain('body: 机密★20年')
    expect(await linesIn(`${fonts}\\f0 ${mark}`)).toContain('body: 机密★20年')
    expect(await linesIn(`${fonts}\\f2 \\'be\\'f7\\'b1\\'4b`, '\\ansi')).toContain('body: 機密')
    expect(await linesIn(`${fonts}\\f0 ${mark}`, '\\ansi\\ansicpg1252')).toContain('body: 机密★20年')
  })

  test('as raw bytes, in pieces, across groups', async () => {
    expect(await linesIn(Buffer.from('bbfac3dca1ef3230c4ea', 'hex'))).toContain('body: 机密★20年')
    expect(await linesIn("{\\'bb}\n{\\b\\'fa}{\\i\\'c3\\'dc}")).toContain('body: 机密')
    expect(await linesIn('\\u26426?\\u23494?')).toContain('body: 机密')
    expect(await linesIn("\\uc2\\u26426\\'bb\\'fa\\u23494\\'c3\\'dc\\uc0\\u9733 20")).toContain(
      'body: 机密★20',
    )
    expect(await linesIn('\\u-10179?\\u-8704?')).toContain('body: 😀')
  })

  test('in a symbol font: the star of a mark', async () => {
    const fonts = '{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset2 Wingdings;}}\\f0 '
    expect(await linesIn(`${fonts}${gbk.机密}{\\f1 \\'ab}20${gbk.年}`)).toContain('body: 机密★20年')
    expect(await linesIn(`${fonts}${gbk.机密}{\\f1\\u-3925?}20${gbk.年}`)).toContain('body: 机密★20年')
  })

  test('inside destinations nobody knows', async () => {
    expect(await linesIn(`{\\*\\nobodyknows ${mark}}`)).toContain('metadata: nobodyknows=机密★20年')
  })

  test('of field codes, WordArt, bookmarks and variables', async () => {
    const shape = `{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv ${mark}}}}}`
    expect(await linesIn(shape)).toContain('watermark: 机密★20年')
    const field = `{\\field{\\*\\fldinst QUOTE ${mark}}{\\fldrslt shown}}`
    expect(await linesIn(field)).toEqual(['body: shown', `hidden: QUOTE 机密★20年`])
    expect(await linesIn(`{\\*\\bkmkstart ${mark}}`)).toContain('metadata: bkmkstart=机密★20年')
  })

  test('is given alone and in place where a mark is hidden in part', async () => {
    expect(await linesIn(`${gbk.机密}{\\v ${gbk['★']}20${gbk.年}}`)).toEqual([
      'body: 机密',
      'hidden: ★20年',
      'hidden: 机密★20年',
    ])
  })

  test('behind the last brace', async () => {
    const result = await read(Buffer.from(`{\\rtf1 x}\n机密★20年\n`), '')
    expect(linesOf(result)).toContain('hidden: 机密★20年')
    const zip = Buffer.concat([
      Buffer.from('{\\rtf1 x}'),
      readFileSync(new URL('../fixtures/docx/library.docx', import.meta.url)),
    ])
    expect((await read(zip, 'a.rtf')).parts.map(part => part.label)).toContain('after the end › body')
  })
})

describe('binary data', () => {
  test('a picture as raw bytes and as hexadecimal digits', async () => {
    const raw = Buffer.concat([
      Buffer.from(`{\\pict\\pngblip\\bin${picture.length} `),
      picture,
      Buffer.from(`}{\\pict\\pngblip\n${picture.toString('hex')}}`),
    ])
    const result = await read(Buffer.concat([Buffer.from('{\\rtf1 '), raw, Buffer.from('}')]), '')
    expect(result.problems).toEqual([])
    expect(result.parts.flatMap(part => part.pictures)).toHaveLength(2)
  })

  test('a metafile that is cut short is a problem', async () => {
    const result = await read('{\\rtf1{\\pict\\wmetafile8 0100090000030000}}', '')
    expect(result.problems).toEqual(['picture-unread'])
  })

  test('an embedded file is read as a document; a link is not followed', async () => {
    const content = Buffer.from('机密★20年\n')
    const words = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer)
    const name = Buffer.from('Package\0')
    const packaged = Buffer.concat([
      Buffer.from([2, 0]),
      Buffer.from('note.txt\0C:\\note.txt\0'),
      Buffer.from([0, 0, 3, 0]),
      words(4),
      Buffer.from('C:\\\0'),
      words(content.length),
      content,
    ])
    const header = (format: number) => Buffer.concat([words(0x501, format, name.length), name, words(0, 0)])
    const object = Buffer.concat([header(2), words(packaged.length), packaged])
    const result = await read(`{\\rtf1{\\object{\\*\\objdata ${object.toString('hex')}}}}`, '')
    expect(result.problems).toEqual([])
    expect(linesOf(result)).toEqual(['metadata: C:\\note.txt', 'metadata: C:\\', 'body: 机密★20年'])
    const link = await read(`{\\rtf1{\\object{\\*\\objdata ${header(1).toString('hex')}}}}`, '')
    expect(link.problems).toEqual([])
    const broken = await read('{\\rtf1{\\object{\\*\\objdata 0105}}}', '')
    expect(broken.problems).toEqual(['part-unread'])
  })
})

describe('hostile files', () => {
  test('a file without its end is corrupt, and what was there is read', async () => {
    const result = await read('{\\rtf1 {\\b secret', '')
    expect(result.problems).toEqual(['corrupt'])
    expect(linesOf(result)).toContain('body: secret')
  })

  test('groups without end, and more text than allowed', async () => {
    expect((await read(`{\\rtf1 ${'{\\*\\x'.repeat(50_000)}`, '')).problems).toEqual(['corrupt'])
    const long = await read(`{\\rtf1 ${'text\\par '.repeat(5000)}}`, '', { characters: 10_000 })
    expect(long.problems).toEqual(['too-large'])
  })

  test('time grows with size', async () => {
    const time = async (count: number) => {
      const file = `{\\rtf1 ${"{\\f1 \\u26426?\\'bb\\'fa}{\\*\\bkmkstart a}\\par ".repeat(count)}}`
      const start = cpuMilliseconds()
      await read(file, '')
      return cpuMilliseconds(start)
    }
    await time(2000)
    const small = await time(4000)
    expect(await time(32_000)).toBeLessThan(40 * Math.max(5, small))
  })

  test('whatever is cut, doubled or changed gives typed problems only', async () => {
    const edit = fc.record({
      at: fc.nat(written.length),
      length: fc.nat(2000),
      insert: fc.constantFrom(
        '',
        '{',
        '}',
        '\\',
        '\\bin99999999 ',
        '\\u-1',
        "\\'",
        '{\\pict ',
        '{\\*\\objdata 01',
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async edits => {
        let damaged = written.toString('latin1')
        for (const { at, length, insert } of edits) {
          damaged = damaged.slice(0, at) + insert + damaged.slice(at + length)
        }
        const { parts } = await read(Buffer.from(damaged, 'latin1'), 'a.rtf')
        expect(parts[0]?.label).toBe('file name')
      }),
      { seed: 9, numRuns: 60 },
    )
  })
})
