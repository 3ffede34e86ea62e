/** Legacy presentations: a file that LibreOffice wrote with a mark in every channel, and streams written by hand. */
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { compoundFile, fixture, streamOf, surviveLies } from './legacy-file.ts'
import { linesOf, read } from './read.ts'

const path = 'ppt/channels.ppt'
const linesOfPart = async (bytes: Uint8Array, label: string) => {
  const { parts } = await read(bytes, '')
  return parts.find(part => part.label === label)?.lines.map(line => `${line.channel}: ${line.text}`)
}

describe('a file from LibreOffice', async () => {
  const result = await read(fixture(path), '汇报.ppt')
  const lines = linesOf(result)

  test('is read without problems, under its name in WPS as well', async () => {
    expect(result.problems).toEqual([])
    expect((await read(fixture(path), '汇报.dps')).problems).toEqual([])
    const labels = result.parts.map(part => part.label)
    expect(labels.slice(0, 5)).toEqual(['file name', 'slide 1', 'slide 2', 'master 1', 'notes 1'])
    expect(labels).toContain('picture 1')
  })

  test.each([
    'body: 机密★20年',
    'body: 文本框 秘密★2年',
    'body: 母版 秘密★1年',
    'footer: 页脚 秘密★3年',
    'body: 备注页 秘密★6年',
    'hidden: 隐藏页 秘密★9年',
    'body: 链接 秘密★12年',
    'link: https://example.invalid/link-12',
    'body: Plain latin text SECRET//NOFORN',
    'metadata: title=标题 秘密★21年',
    'metadata: 密级=自定义 秘密★25年',
  ])('%s', line => {
    expect(lines).toContain(line)
  })
})

const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer)

function record(type: number, content: Uint8Array, instance = 0, version = 0): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(instance * 16 + version, 0)
  head.writeUInt16LE(type, 2)
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content])
}
const container = (type: number, content: Uint8Array[], instance = 0) =>
  record(type, Buffer.concat(content), instance, 15)
const characters = (text: string) => record(0xfa0, Buffer.from(text, 'utf16le'))
const cString = (text: string, instance = 0) => record(0xfba, Buffer.from(text, 'utf16le'), instance)
const slide = (...content: Buffer[]) => container(0x3ee, content)

interface Saved {
  readonly stream: Buffer
  readonly user: Buffer
}

/** A stream with one record behind another, and a save that names those with a number. */
function saved(records: readonly (readonly [reference: number | null, record: Buffer])[]): Saved {
  const places: number[] = []
  let at = 0
  for (const [reference, bytes] of records) {
    if (reference !== null) places.push(1 * 2 ** 20 + reference, at)
    at += bytes.length
  }
  const directory = record(0x1772, u32(...places))
  const edit = record(0xff5, u32(0, 0, 0, at, 1, 0, 0))
  const stream = Buffer.concat([...records.map(([, bytes]) => bytes), directory, edit])
  const user = Buffer.concat([Buffer.alloc(8), u32(20, 0xe391c05f, at + directory.length)])
  return { stream, user }
}
const file = ({ stream, user }: Saved, more = {}) =>
  compoundFile({ 'PowerPoint Document': stream, 'Current User': user, ...more })

const list = (...content: Buffer[]) => container(0xff0, content)
const listed = (reference: number) => record(0x3f3, u32(reference, 0, 0, 256, 0))

describe('streams by hand', () => {
  test('placeholder texts of the list belong to their slide, titles first', async () => {
    const title = record(0xf9f, u32(0))
    const document = container(0x3e8, [
      list(listed(3), title, characters('第二张'), listed(2), characters('机密★20年')),
    ])
    const bytes = file(
      saved([
        [1, document],
        [2, slide(characters('甲'))],
        [3, slide(characters('乙'))],
      ]),
    )
    expect(await linesOfPart(bytes, 'slide 1')).toEqual(['title: 第二张', 'body: 乙'])
    expect(await linesOfPart(bytes, 'slide 2')).toEqual(['body: 机密★20年', 'body: 甲'])
  })

  test('what a later save replaced is hidden', async () => {
    const document = container(0x3e8, [list(listed(2))])
    const bytes = file(
      saved([
        [1, document],
        [null, slide(characters('机密★20年'))],
        [2, slide(characters('甲'))],
      ]),
    )
    expect(await linesOfPart(bytes, 'slide 1')).toEqual(['body: 甲'])
    expect(await linesOfPart(bytes, 'earlier slide 1')).toEqual(['hidden: 机密★20年'])
  })

  test('comments, 8-bit text, line breaks', async () => {
    const comment = container(0x2ee0, [cString('王某', 0), cString('批注 秘密★8年', 1)])
    const bytes = file(
      saved([
        [1, container(0x3e8, [])],
        [2, slide(comment, record(0xfa8, Buffer.from('TOP SECRET\rb\vc')))],
      ]),
    )
    expect(await linesOfPart(bytes, 'slide 1')).toEqual([
      'metadata: 王某',
      'comment: 批注 秘密★8年',
      'body: TOP SECRET',
      'body: b',
      'body: c',
    ])
  })

  test('WordArt and alternative text of shapes', async () => {
    const value = (text: string) => Buffer.from(`${text}\0`, 'utf16le')
    const [art, alt] = [value('绝密文件'), value('替代文字')]
    const property = (id: number, bytes: Buffer) =>
      Buffer.concat([Buffer.from(new Uint16Array([id | 0x8000]).buffer), u32(bytes.length)])
    const table = record(0xf00b, Buffer.concat([property(192, art), property(897, alt), art, alt]), 2, 3)
    const bytes = file(
      saved([
        [1, container(0x3e8, [])],
        [2, slide(container(0xf004, [table]))],
      ]),
    )
    expect(await linesOfPart(bytes, 'shapes')).toEqual(['watermark: 绝密文件', 'alt: 替代文字'])
  })

  test('encrypted', async () => {
    const user = streamOf(path, 'Current User')
    user.writeUInt32LE(0xf3d1c4df, 12)
    expect((await read(compoundFile({ 'Current User': user }, path), '')).problems).toEqual(['encrypted'])
    const crypt = file(
      saved([
        [1, container(0x3e8, [])],
        [2, container(0x2f14, [])],
      ]),
    )
    expect((await read(crypt, '')).problems).toEqual(['encrypted'])
  })

  test('an embedded object is inflated and read; a damaged one is a problem', async () => {
    const inner = fixture('xls/channels.xls')
    const packed = Buffer.concat([u32(inner.length), deflateSync(inner)])
    const object = (content: Buffer) =>
      file(
        saved([
          [1, container(0x3e8, [])],
          [2, record(0x1011, content, 1)],
        ]),
      )
    const whole = await read(object(packed), '')
    expect(whole.problems).toEqual([])
    expect(whole.parts.map(part => part.label)).toContain('object 1 › sheet 名单')
    expect((await read(object(packed.subarray(0, 200)), '')).problems).toEqual(['part-unread'])
  })

  test('containers in containers without end: corrupt', async () => {
    let deep = characters('甲')
    for (let i = 0; i < 200; i++) deep = container(0xf003, [deep])
    const bytes = file(
      saved([
        [1, container(0x3e8, [])],
        [2, slide(deep)],
      ]),
    )
    expect((await read(bytes, '')).problems).toEqual(['corrupt'])
  })

  test('the thumbnail among the properties is read as a picture or a drawing', async () => {
    const summary = (format: number, content: Buffer) =>
      Buffer.concat([
        Buffer.alloc(44),
        u32(48, 24 + content.length, 1, 17, 16, 71, content.length + 8, 0xffffffff, format),
        content,
      ])
    const document = saved([[1, container(0x3e8, [])]])
    const withSummary = (format: number, content: Buffer) =>
      read(file(document, { '\u0005SummaryInformation': summary(format, content) }), '')
    const bitmap = fixture('image/notice.bmp').subarray(14)
    const drawn = await withSummary(8, bitmap)
    expect(drawn.problems).toEqual([])
    expect(drawn.parts.map(part => part.label)).toContain('thumbnail')
    const metafile = Buffer.concat([Buffer.alloc(8), fixture('metafile/drawing.wmf').subarray(22)])
    expect(linesOf(await withSummary(3, metafile))).toContain('textbox: 机密★20年')
  })

  test('no document: corrupt', async () => {
    expect((await read(file(saved([[1, slide(characters('甲'))]])), '')).problems).toEqual(['corrupt'])
  })
})

test('lies in the stream give typed problems only', async () => {
  await surviveLies(path, 'PowerPoint Document', 60)
})
