import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { Columns } from '../../src/extract/odf/columns.ts'
import { type Read, read } from './read.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/odf/${name}`, import.meta.url))

type Change = ((content: string) => string) | string | Uint8Array | null

/** A fixture with some of its files changed or added; null removes one. */
function changed(name: string, changes: Readonly<Record<string, Change>>): Uint8Array {
  const files: Record<string, Uint8Array> = unzipSync(fixture(name))
  for (const [path, change] of Object.entries(changes)) {
    const after = typeof change === 'function' ? change(Buffer.from(files[path] ?? []).toString()) : change
    if (after === null) delete files[path]
    else files[path] = typeof after === 'string' ? strToU8(after) : after
  }
  return zipSync(files)
}

/** The letter with a body of our own, for what LibreOffice does not write by itself. */
const letterWith = (body: string, styles = '') =>
  changed('letter.odt', {
    'content.xml': text =>
      text
        .replace(/<office:text[^>]*>[\s\S]*<\/office:text>/, `<office:text>${body}</office:text>`)
        .replace('</office:automatic-styles>', `${styles}</office:automatic-styles>`),
  })

function said(result: Read, label: string): string[] {
  const part = result.parts.find(each => each.label === label)
  if (!part) throw new Error(`no part ${label}; there are ${result.parts.map(each => each.label).join(', ')}`)
  return part.lines.map(line => `${line.channel} ${line.text}`)
}

const everyPlace: Readonly<Record<string, readonly (readonly [part: string, line: string])[]>> = {
  'letter.odt': [
    ['body', 'body 机密★20年'],
    ['body', 'footnote 脚注 秘密★6年'],
    ['body', 'endnote 尾注 秘密★7年'],
    ['body', 'comment 批注 秘密★8年'],
    ['body', 'body 可见可见'],
    ['body', 'hidden 隐藏 秘密★9年'],
    ['body', 'revision 删除 秘密★5年'],
    ['body', 'revision 修订删除 秘密★5年之后'],
    ['body', 'body 新增 秘密★10年'],
    ['body', 'textbox 文本框 秘密★11年'],
    ['body', 'link https://example.invalid/link-12'],
    ['body', 'table 表格 秘密★13年'],
    ['body', 'alt 替代文字 秘密★14年'],
    ['master pages', 'header 页眉 秘密★1年'],
    ['master pages', 'header 偶数页页眉 秘密★2年'],
    ['master pages', 'footer 页脚 秘密★3年'],
    ['properties', 'metadata title=标题 秘密★21年'],
    ['properties', 'metadata keyword=关键词 秘密★23年'],
    ['properties', 'metadata 密级=自定义 秘密★25年'],
  ],
  'letter.fodt': [
    ['body', 'body 机密★20年'],
    ['body', 'header 页眉 秘密★1年'],
    ['body', 'hidden 隐藏 秘密★9年'],
    ['properties', 'metadata 密级=自定义 秘密★25年'],
  ],
  'workbook.ods': [
    ['body', 'hidden of:="名称 秘密★6年"'],
    ['sheet 名单', 'title 名单'],
    ['sheet 名单', 'table 机密★20年'],
    ['sheet 名单', 'comment 批注 秘密★8年'],
    ['sheet 名单', 'hidden 隐藏行 秘密★4年'],
    ['sheet 名单', 'textbox 文本框 秘密★11年'],
    ['sheet 名单', 'table 13912345678'],
    ['sheet 底稿', 'hidden 隐藏表 秘密★9年'],
    ['master pages', 'header 页眉 秘密★1年'],
    ['master pages', 'footer 页脚 秘密★3年'],
  ],
  'slides.odp': [
    ['body', 'footer 页脚 秘密★3年'],
    ['slide 1', 'body 机密★20年'],
    ['slide 1', 'body 文本框 秘密★2年'],
    ['slide 1 notes', 'body 备注页 秘密★6年'],
    ['slide 1', 'comment 批注 秘密★8年'],
    ['slide 2', 'hidden 隐藏页 秘密★9年'],
    ['master pages', 'header 母版 秘密★1年'],
  ],
}

describe.each(Object.entries(everyPlace))('%s', async (name, expected) => {
  const result = await read(fixture(name), name)

  test.each(expected)('%s: %s', (label, line) => {
    expect(said(result, label)).toContain(line)
  })

  test('has its picture, and no problem', () => {
    expect(result.problems).toEqual([])
    const sizes = result.parts.filter(part => part.pictures.length > 0).map(part => [part.width, part.height])
    expect(sizes).toContainEqual([240, 120])
  })
})

test('slides are counted, hidden ones too', async () => {
  const { parts } = await read(fixture('slides.odp'), 'a.odp')
  expect(parts.map(part => part.page).filter(page => page !== null)).toEqual([1, 2])
})

describe('what is hidden', () => {
  const hidden = async (body: string, styles = '') =>
    said(await read(letterWith(body, styles), 'a.odt'), 'body')

  test('hidden text, hidden paragraphs, conditional text and sections', async () => {
    const lines = await hidden(
      '<text:p>前<text:hidden-text text:condition="ooow:1" text:string-value="秘密★31年" text:is-hidden="true"/>后</text:p>' +
        '<text:p><text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>秘密★32年</text:p>' +
        '<text:p>甲<text:conditional-text text:condition="ooow:0" text:string-value-if-true="秘密★33年" text:string-value-if-false="乙"/></text:p>' +
        '<text:section text:name="S" text:display="none"><text:p>秘密★34年</text:p></text:section>',
    )
    expect(lines).toEqual(expect.arrayContaining([31, 32, 33, 34].map(year => `hidden 秘密★${year}年`)))
    expect(lines).toContain('body 前后')
  })

  test('text whose paragraph style, or a style above it, is not displayed', async () => {
    const lines = await hidden(
      '<text:p text:style-name="HC">秘密★35年</text:p>',
      '<style:style style:name="HP" style:family="paragraph"><style:text-properties text:display="none"/></style:style><style:style style:name="HC" style:family="paragraph" style:parent-style-name="HP"/>',
    )
    expect(lines).toContain('hidden 秘密★35年')
  })

  test('columns, cells under merged ones', async () => {
    const lines = await hidden(
      '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/><table:table-column/>' +
        '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>秘密★36年</text:p></table:table-cell><table:covered-table-cell><text:p>秘密★37年</text:p></table:covered-table-cell></table:table-row></table:table>',
    )
    expect(lines).toEqual(['table 甲', 'hidden 秘密★36年', 'hidden 秘密★37年'])
  })

  test('a style that is its own parent ends', async () => {
    const lines = await hidden(
      '<text:p text:style-name="L">秘密★38年</text:p>',
      '<style:style style:name="L" style:family="paragraph" style:parent-style-name="L"/>',
    )
    expect(lines).toContain('body 秘密★38年')
  })
})

test('deleted text of several paragraphs, and deleted text that no place refers to', async () => {
  const region = (id: string, content: string) =>
    `<text:changed-region text:id="${id}"><text:deletion>${content}</text:deletion></text:changed-region>`
  const lines = said(
    await read(
      letterWith(
        `<text:tracked-changes>${region('a', '<text:p>机</text:p><text:p>秘密★51年</text:p>')}${region('b', '<text:p>秘密★52年</text:p>')}</text:tracked-changes><text:p><text:change text:change-id="a"/>密★20年</text:p>`,
      ),
      'a.odt',
    ),
    'body',
  )
  expect(lines).toEqual([
    'body 密★20年',
    'revision 机',
    'revision 机密★20年',
    'revision 秘密★51年',
    'revision 秘密★52年',
  ])
})

test('a mark split over spans, with spaces and tabs as elements, is one line', async () => {
  const result = await read(
    letterWith(
      '<text:p>机<text:span>密</text:span>★<text:span>20</text:span>年<text:s text:c="2"/>甲<text:tab/>乙<text:line-break/>第二行</text:p>',
    ),
    'a.odt',
  )
  expect(said(result, 'body')).toEqual(['body 机密★20年  甲\t乙', 'body 第二行'])
})

test('ruby text stands beside its base, a watermark shape is a watermark, controls are read', async () => {
  const lines = said(
    await read(
      letterWith(
        '<text:p><text:ruby><text:ruby-base>机密</text:ruby-base><text:ruby-text>jimi</text:ruby-text></text:ruby></text:p>' +
          '<text:p><draw:custom-shape draw:name="PowerPlusWaterMarkObject1"><text:p>秘密★41年</text:p></draw:custom-shape></text:p>' +
          '<office:forms><form:form><form:button form:label="秘密★42年"/></form:form></office:forms>',
      ),
      'a.odt',
    ),
    'body',
  )
  expect(lines).toEqual(
    expect.arrayContaining(['body 机密', 'body jimi', 'watermark 秘密★41年', 'textbox 秘密★42年']),
  )
})

describe('packages', () => {
  test('a document inside it is read as such, an object beside it too', async () => {
    const bytes = changed('letter.odt', {
      'Object 1/content.xml': `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:chart><text:p>图表 秘密★43年</text:p></office:chart></office:body></office:document-content>`,
      'Object 2': fixture('workbook.ods'),
      'Basic/Standard/Module1.xml': '<module>REM 宏 秘密★44年</module>',
    })
    const result = await read(bytes, 'a.odt')
    expect(result.problems).toEqual([])
    expect(said(result, 'Object 1')).toEqual(['body 图表 秘密★43年'])
    expect(said(result, 'Object 2 › sheet 名单')).toContain('table 机密★20年')
    expect(said(result, 'Basic/Standard/Module1.xml')).toEqual(['hidden REM 宏 秘密★44年'])
  })

  test.each<[string, Record<string, Change>, string[]]>([
    [
      'with a password',
      {
        'META-INF/manifest.xml': text =>
          text.replace(
            /(<manifest:file-entry[^>]*content\.xml[^>]*)\/>/,
            '$1><manifest:encryption-data/></manifest:file-entry>',
          ),
      },
      ['encrypted'],
    ],
    ['without content', { 'content.xml': null }, ['corrupt']],
    ['with content that breaks off', { 'content.xml': text => text.slice(0, -200) }, ['part-unread']],
    [
      'with an entity',
      { 'content.xml': text => text.replace('?>', '?><!DOCTYPE a [<!ENTITY x "机密">]>') },
      ['part-unread'],
    ],
  ])('%s', async (_, changes, problems) => {
    expect((await read(changed('letter.odt', changes), 'a.odt')).problems).toEqual(problems)
  })

  test.each([
    ['application/vnd.oasis.opendocument.text-template', 'application/vnd.oasis.opendocument.text', 'a.ott'],
    [
      'application/vnd.oasis.opendocument.spreadsheet-template',
      'application/vnd.oasis.opendocument.spreadsheet',
      'a.ots',
    ],
    ['', 'application/vnd.oasis.opendocument.text', 'a.odt'],
  ])('of type %s', async (mimetype, type, name) => {
    const result = await read(changed('letter.odt', { mimetype: mimetype || null }), name)
    expect([result.type, result.problems]).toEqual([type, []])
  })
})

test('columns repeated without end stay bounded', () => {
  const columns = new Columns()
  columns.add(Number.POSITIVE_INFINITY, true)
  columns.add(1e9, false)
  columns.beginRow()
  expect(columns.next(1e9)).toBe(true)
  expect(columns.next(5)).toBe(false)
})
