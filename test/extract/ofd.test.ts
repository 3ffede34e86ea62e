import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readDer } from '../../src/extract/ofd/asn1.ts'
import { parsePath } from '../../src/extract/ofd/path-data.ts'
import { colorOf, deltasOf } from '../../src/extract/ofd/values.ts'
import fc from '../fast-check.ts'
import { type Read, read } from './read.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/ofd/${name}`, import.meta.url))

/** The fixture with some of its files changed; null removes one. */
function changed(
  name: string,
  changes: Record<string, ((content: string) => string) | string | Uint8Array | null>,
) {
  const files: Record<string, Uint8Array> = unzipSync(fixture(name))
  for (const [path, change] of Object.entries(changes)) {
    const before = Buffer.from(files[path] ?? []).toString()
    const after = typeof change === 'function' ? change(before) : change
    if (after === null) delete files[path]
    else files[path] = typeof after === 'string' ? strToU8(after) : after
  }
  return zipSync(files)
}

const content = 'Doc_0/Pages/Page_0/Content.xml'

function part(result: Read, label: string) {
  const found = result.parts.find(each => each.label === label)
  if (!found)
    throw new Error(`no part ${label}; there are ${result.parts.map(each => each.label).join(', ')}`)
  return found
}
const said = (result: Read, label: string) =>
  part(result, label).lines.map(line => `${line.channel} ${line.text}`)

describe('every place of an OFD', async () => {
  const result = await read(fixture('channels.ofd'), '通知.ofd')

  test('is read without a problem', () => {
    expect(result.problems).toEqual([])
    expect(result.parts.map(each => each.label)).toEqual([
      'file name',
      'page 1',
      'page 2',
      'properties',
      '名单.txt › file name',
      '名单.txt › text',
      'signatures',
      'seal 1',
      'unused Doc_0/Versions/Page_0.xml',
    ])
  })

  test.each([
    ['page 1', 'body 机密★20年'],
    ['page 1', 'body 安澜市某局文件'],
    ['page 1', 'body 安澜办发〔2026〕7号'],
    ['page 1', 'body 嵌套块 秘密★18年'],
    ['page 1', 'body 复合图元 秘密★17年'],
    ['page 1', 'body 竖排秘密★19年'],
    ['page 1', 'body 深底白字标题'],
    ['page 1', 'header 页眉 秘密★1年'],
    ['page 1', 'footer 页脚 秘密★2年'],
    ['page 1', 'watermark 斜排水印 秘密★3年'],
    ['page 1', 'watermark 注释水印 秘密★25年'],
    ['page 1', 'annotation 图章 秘密★4年'],
    ['page 1', 'annotation 图章说明 秘密★5年'],
    ['page 1', 'hidden 隐藏批注 秘密★26年'],
    ['page 1', 'hidden 不可见 秘密★11年'],
    ['page 1', 'hidden 全透明 秘密★12年'],
    ['page 1', 'hidden 白色字 秘密★13年'],
    ['page 1', 'hidden 页面外 秘密★14年'],
    ['page 1', 'hidden 极小字 秘密★15年'],
    ['page 1', 'covered 涂黑的 秘密★16年'],
    ['page 1', 'covered 粗线下 秘密★27年'],
    ['page 1', 'covered 图片下 秘密★28年'],
    ['page 1', 'body 有底纹的文字'],
    ['page 1', 'link https://example.invalid/秘密★23年'],
    ['page 2', 'header 页眉 秘密★1年'],
    ['page 2', 'watermark 斜排水印 秘密★3年'],
    ['properties', 'metadata 密级=秘密★7年'],
    ['properties', 'metadata Keyword=保密检查'],
    ['properties', 'metadata 标引 秘密★8年'],
    ['properties', 'metadata 扩展 秘密★9年'],
    ['properties', 'outline 大纲 秘密★10年'],
    ['properties', 'outline 书签 秘密★24年'],
    ['名单.txt › text', 'body 秘密★6年'],
    ['signatures', 'metadata 安澜市某局保密专用章 秘密★22年'],
    ['unused Doc_0/Versions/Page_0.xml', 'hidden 旧版本 秘密★21年'],
  ])('%s: %s', (label, line) => {
    expect(said(result, label)).toContain(line)
  })

  test('has its boxes and sizes in millimetres from the top left', () => {
    const page = part(result, 'page 1')
    expect([page.page, page.width, page.height]).toEqual([1, 210, 297])
    const mark = page.lines.find(line => line.text === '机密★20年')
    expect(mark?.box).toEqual([27, expect.closeTo(37.11, 1), expect.closeTo(25.2 + 2.8, 0), 5.6])
    expect(mark?.size).toBe(5.6)
    const head = page.lines.find(line => line.text === '安澜市某局文件')
    expect([head?.size, head?.color]).toEqual([18, '#ff0000'])
    const scaled = page.lines.find(line => line.text.startsWith('安澜办发'))
    expect(scaled?.size).toBeCloseTo(5.61, 1)
    expect(scaled?.box?.[0]).toBeCloseTo(60.7, 1)
  })

  test('gives pictures with their places, drawings and seals', async () => {
    expect(part(result, 'page 1').pictures.map(picture => [picture.name, picture.box])).toEqual([
      ['page 1 picture 1', [120, 200, 30, 20]],
      ['page 1 picture 2', [109, 259, 70, 9]],
    ])
    expect(part(result, 'page 2').pictures.map(picture => picture.name)).toEqual([
      'page 2 picture 1',
      'page 2 drawing',
    ])
    const [seal] = part(result, 'seal 1').pictures
    expect(await seal?.raster()).toMatchObject({ width: 64, height: 64 })
  })

  test('reads lines from top to bottom', () => {
    const body = part(result, 'page 1').lines.filter(line => line.channel === 'body' && line.box)
    const tops = body.map(line => Math.round(line.box?.[1] ?? 0))
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
  })
})

describe('letters drawn as paths', () => {
  test('are painted for recognition, in another namespace and without prefixes', async () => {
    const result = await read(fixture('outlined.ofd'), '通知.ofd')
    expect(result.problems).toEqual([])
    const [drawing, ...more] = part(result, 'page 1').pictures
    expect(more).toEqual([])
    expect(drawing?.box).toEqual([0, 0, 210, 297])
    const raster = await drawing?.raster()
    if (!raster) throw new Error('no raster')
    expect([raster.width, raster.height]).toEqual([1654, 2339])
    const dark = (fromY: number, toY: number) => {
      let count = 0
      for (let i = fromY * raster.width * 4; i < toY * raster.width * 4; i += 4)
        if ((raster.data[i] ?? 255) < 128) count++
      return count
    }
    // The mark at 37 to 43 mm, nothing above it.
    expect(dark(0, 280)).toBe(0)
    expect(dark(285, 345)).toBeGreaterThan(1000)
  })
})

describe('what cannot be read is said', () => {
  test.each<[string, Parameters<typeof changed>[1], string[]]>([
    ['a page that is gone', { [content]: null }, ['part-unread']],
    ['a page that breaks off', { [content]: text => text.slice(0, 900) }, ['part-unread']],
    ['a template that is gone', { 'Doc_0/Tpls/Tpl_0/Content.xml': null }, ['part-unread']],
    ['a picture that is gone', { 'Doc_0/Res/image_41.png': null }, ['part-unread', 'part-unread']],
    ['an attachment that is gone', { 'Doc_0/Attachs/file_1.txt': null }, ['part-unread']],
    [
      'an object of an unknown kind',
      { [content]: text => text.replace('<ofd:PageBlock', '<ofd:VideoObject/><ofd:PageBlock') },
      ['part-unread'],
    ],
    ['a document that is gone', { 'Doc_0/Document.xml': null }, ['part-unread']],
    ['no OFD.xml', { 'OFD.xml': '' }, ['part-unread', 'corrupt']],
    ['an encrypted package', { 'Encryptions.xml': '<Encryptions/>' }, ['encrypted']],
  ])('%s', async (_, changes, problems) => {
    expect((await read(changed('channels.ofd', changes), 'a.ofd')).problems).toEqual(problems)
  })

  test('a picture in JBIG2', async () => {
    const bytes = changed('channels.ofd', {
      'Doc_0/Res/image_41.png': Buffer.from('\x97JB2\r\n\x1a\n\x01\0\0\0\x01', 'latin1'),
    })
    const result = await read(bytes, 'a.ofd')
    const [picture] = part(result, 'page 1').pictures
    await expect(picture?.raster()).rejects.toMatchObject({ code: 'picture-unread' })
  })

  test('characters that are glyph numbers only', async () => {
    const bytes = changed('channels.ofd', {
      [content]: text =>
        text
          .replace('嵌套块 秘密★18年', '\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008')
          .replace(/不可见|全透明|白色字|涂黑的|页面外|极小字/g, '\ue010\ue011\ue012'),
    })
    expect((await read(bytes, 'a.ofd')).problems).toEqual(['part-unread'])
  })

  test('a page without its document, all text of it still hidden text', async () => {
    const result = await read(changed('channels.ofd', { 'Doc_0/Document.xml': null }), 'a.ofd')
    const lines = result.parts.flatMap(each => each.lines).filter(line => line.channel === 'hidden')
    expect(lines.map(line => line.text)).toContain('机密★20年')
  })
})

test.each([
  ['without a size', text => text.replace(/ Size="5.6"(?=[^>]*>(?:(?!<ofd:TextObject).)*嵌套块)/, '')],
  [
    'shrunk to nothing',
    text =>
      text.replace(/(<ofd:TextObject[^>]*)(>(?:(?!<ofd:TextObject).)*嵌套块)/, '$1 CTM="0 0 0 0 0 0"$2'),
  ],
  ['far from any page', text => text.replace(/X="0"(?=[^>]*>嵌套块)/, 'X="1e300"')],
] satisfies [string, (text: string) => string][])('text %s is hidden text', async (_, change) => {
  const result = await read(changed('channels.ofd', { [content]: change }), 'a.ofd')
  expect(result.problems).toEqual([])
  expect(said(result, 'page 1')).toContain('hidden 嵌套块 秘密★18年')
  expect(said(result, 'page 1')).toContain('body 机密★20年')
})

describe('bounds', () => {
  test('composite objects that hold themselves end', async () => {
    const bytes = changed('channels.ofd', {
      'Doc_0/DocumentRes.xml': text =>
        text.replace(
          '<ofd:Content>',
          `<ofd:Content>${'<ofd:CompositeObject ID="7" ResourceID="31" Boundary="0 0 1 1"/>'.repeat(2)}`,
        ),
    })
    expect((await read(bytes, 'a.ofd')).problems).toEqual(['part-unread'])
  })

  test('composite objects that hold one another ten times each are too many objects', async () => {
    const unit = (level: number) =>
      `<ofd:CompositeGraphicUnit ID="${700 + level}"><ofd:Content>${`<ofd:CompositeObject ID="7" ResourceID="${699 + level}" Boundary="0 0 1 1"/>`.repeat(10)}</ofd:Content></ofd:CompositeGraphicUnit>`
    const bytes = changed('channels.ofd', {
      'Doc_0/DocumentRes.xml': text =>
        text
          .replace('ID="31"', 'ID="700"')
          .replace(
            '</ofd:CompositeGraphicUnits>',
            `${[1, 2, 3, 4, 5, 6].map(unit).join('')}</ofd:CompositeGraphicUnits>`,
          ),
      [content]: text => text.replace('ResourceID="31"', 'ResourceID="706"'),
    })
    expect((await read(bytes, 'a.ofd')).problems).toEqual(['too-large'])
  })

  test('more pages than allowed', async () => {
    expect((await read(fixture('channels.ofd'), 'a.ofd', { pages: 1 })).problems).toEqual(['too-large'])
  })

  test('a repeat count makes no more values than there are characters', () => {
    expect(deltasOf('g 1000000000 5', 4)).toEqual([5, 5, 5, 5])
    expect(deltasOf('1 g 2 3.5 4 x', 10)).toEqual([1, 3.5, 3.5, 4])
    fc.assert(
      fc.property(fc.string(), fc.nat(50), (text, count) => {
        const deltas = deltasOf(text, count)
        expect(deltas.length).toBeLessThanOrEqual(count)
        expect(deltas.every(Number.isFinite)).toBe(true)
      }),
    )
  })
})

describe('values', () => {
  test('colours of one, three and four components, decimal and hexadecimal', () => {
    expect(['128', '255 0 0', '#ff #80 #00', '0 255 255 0', '1 2', 'x'].map(colorOf)).toEqual([
      '#808080',
      '#ff0000',
      '#ff8000',
      '#ff0000',
      undefined,
      undefined,
    ])
  })

  test('paths become SVG paths; rules and boxes are told from letters', () => {
    expect(parsePath('M 0 0 L 10 0 L 10 5 L 0 5 L 0 0 C')).toMatchObject({
      plain: true,
      rectangle: true,
      svg: 'M 0 0 L 10 0 L 10 5 L 0 5 L 0 0 Z',
    })
    expect(parsePath('S 0 0 B 1 1 2 2 3 3 A 2 2 0 0 1 4 4 Q 1 1 0 0')).toMatchObject({
      plain: false,
      rectangle: false,
      segments: 3,
    })
    expect(parsePath('M 0 0 L 1 0 ? L 9 9').segments).toBe(1)
  })

  test('any bytes are read as DER without an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void readDer(bytes)))
    expect(readDer(Buffer.from([0x30, 5, 0x0c, 3, 0xe7, 0xa7, 0x98])).texts).toEqual(['秘'])
  })
})
