import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { cellsOf } from '../../src/extract/csv.ts'
import { decodeText } from '../../src/extract/encoding.ts'
import fc from '../fast-check.ts'
import { linesOf, read } from './read.ts'

const fixture = (name: string) => readFile(new URL(`../fixtures/text/${name}`, import.meta.url))
const notice = ['body: 机密★20年', 'body: 关于召开会议的通知', 'body: 请于会后归还。']

/** Turns the decoder of a two-byte encoding round. */
function encoderOf(encoding: 'gb18030' | 'big5'): (text: string) => Buffer {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (character.length === 1 && !table.has(character)) table.set(character, [lead, trail])
    }
  }
  return text => Buffer.from([...text].flatMap(each => table.get(each) ?? [each.charCodeAt(0)]))
}

describe('encodings', () => {
  test.each(['notice.utf8.txt', 'notice.utf-16le.txt', 'notice.utf-16be.txt', 'notice.gb18030.txt'])(
    '%s',
    async name => {
      const result = await read(await fixture(name), 'notice.txt')
      expect(result).toMatchObject({ type: 'text/plain', problems: [] })
      expect(linesOf(result)).toEqual(notice)
    },
  )

  test('byte order marks', async () => {
    for (const encoding of ['utf8', 'utf16le'] as const) {
      expect(linesOf(await read(Buffer.from('\ufeff机密', encoding)))).toEqual(['body: 机密'])
    }
  })

  test('Big5', async () => {
    expect(linesOf(await read(await fixture('notice.big5.txt')))).toEqual([
      'body: 機密',
      'body: 關於召開會議的通知',
      'body: 請於會後歸還。',
    ])
  })

  test('short texts, one of them valid UTF-8 by chance', async () => {
    expect(linesOf(await read(await fixture('short.gb18030.txt')))).toEqual(['body: 停水通知'])
    expect(linesOf(await read(await fixture('liantong.gb18030.txt')))).toEqual(['body: 联通'])
    expect(linesOf(await read(await fixture('short.big5.txt')))).toEqual(['body: 今日下午停電'])
  })

  test('two encodings in one file', async () => {
    const { text } = decodeText(await fixture('mixed.txt')) ?? { text: '' }
    expect(text.split('\n')).toEqual([
      '第一段来自网页',
      '机密★20年',
      '第二段来自网页',
      '关于召开会议的通知，请各单位准时参加',
      '',
    ])
  })

  test('a text cut inside a character is read, and the damage reported', async () => {
    const whole = Buffer.from('机密★20年\n关于会议')
    const { parts, problems } = await read(whole.subarray(0, -1))
    expect(problems).toEqual(['corrupt'])
    expect(parts[0]?.lines[0]?.text).toBe('机密★20年')
  })

  test('bytes that no encoding explains are a problem', async () => {
    const noise = Buffer.from(Array.from({ length: 400 }, (_, i) => 0x80 + ((i * 89 + (i >> 2) * 31) % 127)))
    expect(await read(noise)).toMatchObject({ type: 'text/plain', problems: ['text-undecodable'] })
  })

  test('single lines come back from every encoding', () => {
    const encoders = { gb18030: encoderOf('gb18030'), big5: encoderOf('big5') }
    const lines = {
      gb18030: [
        '机密★20年',
        '安澜市人民政府办公室文件',
        '关于召开防汛工作会议的通知',
        '请于会后归还。',
        '秘密★3年 特急',
      ],
      big5: [
        '機密★20年',
        '安瀾市人民政府辦公室文件',
        '關於召開防汛工作會議的通知',
        '請於會後歸還。',
        '秘密★3年 特急',
      ],
    }
    for (const encoding of ['gb18030', 'big5'] as const) {
      for (const line of lines[encoding]) {
        expect(decodeText(encoders[encoding](line))).toMatchObject({ text: line, encoding })
        const wide = Buffer.from(line, 'utf16le')
        expect(decodeText(wide)).toMatchObject({ text: line, encoding: 'utf-16le' })
        expect(decodeText(Buffer.from(wide).swap16())).toMatchObject({ text: line, encoding: 'utf-16be' })
      }
    }
  })

  test('any text comes back from UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'))
        expect(decodeText(Buffer.from(`关于召开会议的通知${text}`))?.text).toBe(`关于召开会议的通知${text}`)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

test('everything that ends a line on a screen ends a line', async () => {
  expect(linesOf(await read('甲\r\n乙\r丙\u2028丁\f戊\n\n \n己'))).toEqual(
    [...'甲乙丙丁戊己'].map(character => `body: ${character}`),
  )
})

describe('CSV', () => {
  test('a line a cell', async () => {
    const result = await read(await fixture('table.csv'), 'table.csv')
    expect(result).toMatchObject({ type: 'text/csv', problems: [] })
    expect(linesOf(result)).toEqual(
      [
        '序号',
        '密级',
        '名称',
        '备注',
        '1',
        '秘密',
        '关于"防汛"的通知, 第2稿',
        '第一行',
        '机密★20年',
        '第三行',
        '2',
        '普通通知',
      ].map(text => `table: ${text}`),
    )
  })

  test('other separators, and a quote that is never closed', () => {
    expect([...cellsOf('a;b;c\nd;e,f;g')]).toEqual(['a', 'b', 'c', 'd', 'e,f', 'g'])
    expect([...cellsOf('甲\t秘密\n"乙\t机密\n丙')]).toEqual(['甲', '秘密', '"乙', '机密', '丙'])
    expect([...cellsOf('"甲""乙","丙"丁,戊')]).toEqual(['甲"乙', '丙', '丁', '戊'])
  })

  test('quoted fields come back whatever they hold', () => {
    const cell = fc.string().map(text => text.replaceAll(/[\r]/g, ''))
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        rows => {
          const csv = rows.map(row => row.map(text => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n')
          fc.pre(!/[\t;|]/.test(csv))
          expect([...cellsOf(csv)]).toEqual(rows.flat())
        },
      ),
      { seed: 2, numRuns: 200 },
    )
  })
})

test('Markdown without its decoration', async () => {
  const result = await read(await fixture('notice.md'), 'notice.md')
  expect(result).toMatchObject({ type: 'text/markdown', problems: [] })
  expect(linesOf(result)).toEqual([
    'body: 机密★20年',
    'body: 第一项 `会后归还`',
    'hidden: 第一项 会后归还',
    'table: 密级',
    'table: 名称',
    'table: 秘密',
    'table: 附件',
    'link: files/附件.pdf',
    'alt: 提示',
    'body: 机密*20年 与 秘密*10年',
    'hidden: 机密20年 与 秘密10年',
    'link: img/1.png',
    'alt: 红头扫描件',
    'body: 绝密★长期',
    'hidden: <div align="center">',
    'hidden:  编辑备注：',
    'hidden: 内部资料 ',
  ])
})

test('a picture inside Markdown is a part of its own', async () => {
  const png = (await readFile(new URL('../fixtures/image/notice.png', import.meta.url))).toString('base64')
  const { parts, problems } = await read(`# 通知\n![图](data:image/png;base64,${png})\n`, 'a.md')
  expect(problems).toEqual([])
  expect(parts.map(part => part.label)).toEqual(['file name', 'text', 'picture 1'])
  expect(parts[1]?.lines.map(line => line.text)).toEqual(['通知', '图'])
})

test('pictures and fonts that a build wrote into a style sheet or a script are read', async () => {
  const base64 = async (name: string) =>
    (await readFile(new URL(`../fixtures/${name}`, import.meta.url))).toString('base64')
  const css = `.a{background:url(data:image/png;base64,${await base64('image/notice.png')})}@font-face{src:url("data:font/woff2;base64,${await base64('font/notice.woff2')}")}`
  for (const [name, text] of [
    ['a.css', css],
    ['a.js', `const styles=${JSON.stringify(css)};`],
  ] as const) {
    const result = await read(text, name)
    expect(result.problems).toEqual([])
    expect(linesOf(result)).toContain('metadata: 机密★20年')
    expect(result.parts.find(part => part.label === 'picture 1')?.pictures).toHaveLength(1)
  }
  const program = `const wasm="data:application/wasm;base64,${Buffer.alloc(600, 'AGFzbQ').toString('base64')}"`
  expect(await read(program, 'a.js')).toMatchObject({ problems: [] })
})

const marked = '<p>机密★20年</p>'
const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>机密★20年</text></svg>'
const inBase64 = (text: string) => Buffer.from(text).toString('base64')

describe.each([
  ['style sheet', 'a.css', (uri: string) => `.a{background:url("${uri}")}`],
  ['style sheet without quotes', 'a.css', (uri: string) => `.a{background:url(${uri})}`],
  ['script', 'a.js', (uri: string) => `const a="${uri}";`],
  ['template in a script', 'a.js', (uri: string) => `const a=\`${uri}\`;b(c)`],
  ['JSON with escaped slashes', 'a.json', (uri: string) => JSON.stringify({ a: uri }).replaceAll('/', '\\/')],
  ['script of a page', 'a.html', (uri: string) => `<!doctype html><script>a="${uri}"</script>`],
  ['data of a page', 'a.html', (uri: string) => `<script type="application/json">{"a":"${uri}"}</script>`],
])('a text in a data: address of a %s', (_, name, write) => {
  test.each([
    ['a page', `data:text/html;charset=utf-8;base64,${inBase64(marked)}`],
    ['a drawing', `data:image/svg+xml;base64,${inBase64(drawing)}`],
    ['a drawing, percent-encoded', `data:image/svg+xml,${encodeURIComponent(drawing)}`],
    ['a text', `data:text/plain;base64,${inBase64('机密★20年')}`],
    ['a text of no type', `DATA:;base64,${inBase64('机密★20年')}`],
  ])('%s', async (_, uri) => {
    const result = await read(write(uri), name)
    expect(result.problems).toEqual([])
    expect(linesOf(result).join('\n')).toMatch(/^\w+: 机密★20年$/m)
  })
})

test('addresses that a script puts together while it runs are no damaged files', async () => {
  const script = String.raw`var a="data:image/svg+xml;charset=utf-8,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""+w+"\">",
b='data:image/png;base64,'+x,c={data:e,type:"a"},d="data:application/json;base64,"+btoa(q),f='data:font/woff2;base64,'+z,
g='data:'+t+';base64,'+u,h="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
i="data:image/webp;base64,UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",j=/^data:image\/(png|jpe?g);base64,/,
k='data:application/pdf;base64,JVBERi0xLjcKJYGBgYEKCjUgMCBvYmoKPDwvRmlsdGVyL0ZsYXRlRGVjb2RlL0xlbmd0aCAxMDQ+PgpzdHJlYW0K...'`
  const { parts, problems } = await read(script, 'a.js')
  expect(problems).toEqual([])
  expect(parts.map(part => part.label)).toEqual(['file name', 'text'])
})

test('drawings in scripts are read and not looked at, what they carry is', async () => {
  const picture = (await readFile(new URL('../fixtures/image/notice.png', import.meta.url))).toString(
    'base64',
  )
  const icon = `<svg xmlns="http://www.w3.org/2000/svg"><path d="${'M0 0h9v9H0z'.repeat(9)}"/><image href="data:image/png;base64,${picture}"/><text>机密★20年</text></svg>`
  const uri = (spelled: string) => `data:image/svg+xml${spelled}`
  for (const address of [uri(`;base64,${inBase64(icon)}`), uri(`,${encodeURIComponent(icon)}`)]) {
    const { parts, problems } = await read(`a('${address}')`, 'a.js')
    expect(problems).toEqual([])
    expect(parts.map(part => part.label)).toEqual(['file name', 'text', 'picture 2', 'addresses'])
    expect(parts[3]?.lines.map(line => line.text)).toEqual(['机密★20年'])
  }
})

test('a document in an address of Markdown is read, an icon with all its pictures', async () => {
  const icon = (await readFile(new URL('../fixtures/image/notice.ico', import.meta.url))).toString('base64')
  const page = inBase64(marked)
  const result = await read(
    `![](data:image/x-icon;base64,${icon})\n\n[文件](data:text/html;base64,${page})`,
    'a.md',
  )
  expect(result.problems).toEqual([])
  expect(linesOf(result)).toEqual(expect.arrayContaining(['metadata: 机密★20年', 'body: 机密★20年']))
  expect(result.parts.flatMap(part => part.pictures)).toHaveLength(3)
})

describe('Russian in GB18030', () => {
  test('is not taken for Big5', async () => {
    // «Секретно. Экз. № 1» in GB18030.
    const hex = 'a7b3a7d6a7dca7e2a7d6a7e4a7dfa7e02e20a7bfa7dca7d92e20a1ed2031'
    expect(linesOf(await read(Buffer.from(hex, 'hex')))).toEqual(['body: Секретно. Экз. № 1'])
  })
})

describe('what data carries inside its strings', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  test.each([
    ['text in base64', { a: base64('<p>通知</p><p>机密★20年</p>') }],
    ['text in the alphabet of addresses', { a: Buffer.from('机密★20年 通知？？').toString('base64url') }],
    ['JSON in JSON in JSON', { a: JSON.stringify({ b: JSON.stringify(['机密★20年']) }) }],
  ])('%s', async (_, value) => {
    expect(linesOf(await read(JSON.stringify(value), 'a.json')).join('\n')).toContain('机密★20年')
  })

  test('a file in base64 without an address is read as one', async () => {
    const zip = await readFile(new URL('../fixtures/docx/channels.docx', import.meta.url))
    const result = await read(JSON.stringify({ file: zip.toString('base64') }), 'a.json')
    expect(result.parts.some(part => part.label.includes('body'))).toBe(true)
  })
})
