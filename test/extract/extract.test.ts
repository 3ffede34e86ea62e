import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { linesOf, read } from './read.ts'
import { zipOf } from './zip.ts'

const fixture = (path: string) => readFile(new URL(`../fixtures/${path}`, import.meta.url))

describe('name and content', () => {
  test.each([
    ['image/notice.png', 'a.png', []],
    ['image/notice.png', 'a.jpg', ['type-differs']],
    ['image/notice.png', 'a.docx', ['type-mismatch']],
    ['image/notice.png', 'a.txt', ['type-mismatch']],
    ['image/notice.png', 'a.bak', ['type-differs']],
    ['image/notice.png', 'a', []],
    ['image/notice.png', '', []],
    ['image/notice.png', '通知(v1.2)', []],
    ['image/notice.png', '通知.pdf.PNG', []],
    ['image/notice.png', '通知.png.pdf', ['type-mismatch']],
    ['html/notice.html', 'a.html', []],
    ['html/notice.html', 'a.txt', ['type-differs']],
    ['html/notice.html', 'a.pdf', ['type-mismatch']],
    ['html/notice.html', 'a.doc', ['type-mismatch']],
    ['text/notice.utf8.txt', 'a.log', []],
    ['text/notice.utf8.txt', 'a.py', []],
    ['text/notice.utf8.txt', 'a.md', []],
    ['text/notice.utf8.txt', 'a.xls', ['type-mismatch']],
  ])('%s named %s: %j', async (path, name, problems) => {
    expect((await read(await fixture(path), name)).problems).toEqual(problems)
  })

  test('a picture named .docx is read as a picture', async () => {
    const { type, parts } = await read(await fixture('bad/picture-named.docx'), 'picture-named.docx')
    expect(type).toBe('image/png')
    expect(parts.at(-1)?.pictures).toHaveLength(1)
  })

  test('the name chooses between kinds of text, which content cannot tell apart', async () => {
    const text = '## 秘密\n'
    expect(linesOf(await read(text, 'a.md'))).toEqual(['body: 秘密'])
    expect(linesOf(await read(text, 'a.txt'))).toEqual(['body: ## 秘密'])
    expect(linesOf(await read('a,秘密', 'a.csv'))).toEqual(['table: a', 'table: 秘密'])
    expect((await read('<div>甲</div>\n# 乙', 'a.md')).type).toBe('text/markdown')
    const fragment = '秘密\n关于 <p>段</p> 标签的说明'
    expect(linesOf(await read(fragment, 'a.txt'))).toEqual(['body: 秘密', 'body: 关于 <p>段</p> 标签的说明'])
    expect((await read(fragment, '')).type).toBe('text/html')
    expect(linesOf(await read('&#26426;密', 'a.html'))).toEqual(['body: 机密'])
  })
})

describe('what cannot be read says why, after the name has been read', () => {
  test.each([
    ['empty-file', '', null],
    ['unknown-type', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * i * 31) % 256)), null],
    ['unsupported-type', '%!PS-Adobe-3.0\nshowpage', 'application/postscript'],
    ['too-large', Buffer.alloc(2_000_001, 0x61), null],
  ])('%s', async (code, content, type) => {
    const result = await read(content, '机密', { fileBytes: 2_000_000 })
    expect(result.problems).toEqual([code])
    expect(result.type).toBe(type)
    expect(result.parts.map(part => part.lines)).toEqual([
      [{ text: '机密', channel: 'filename', box: null, confidence: 1 }],
    ])
  })

  test('what macOS leaves in folders is read for the names in it', async () => {
    const name = Buffer.from('机密★20年.docx', 'utf16le').swap16()
    const store = Buffer.concat([Buffer.from('\0\0\0\x01Bud1\0\0\x10\0', 'latin1'), Buffer.alloc(200), name])
    const result = await read(store, '.DS_Store')
    expect(result.problems).toEqual([])
    expect(linesOf(result)).toContain('metadata: 机密★20年.docx')
  })

  test('and in UTF-8, as attributes of files are', async () => {
    const attribute = Buffer.concat([
      Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0]),
      Buffer.alloc(99),
      Buffer.from('机密★20年\0'),
    ])
    expect(linesOf(await read(attribute, '._通知'))).toContain('metadata: 机密★20年')
  })

  test('a picture that is a PDF as well is an error', async () => {
    const png = await fixture('image/notice.png')
    const text = Buffer.from('tEXtComment\0%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(text.length - 4)
    const both = Buffer.concat([png.subarray(0, 33), length, text, Buffer.alloc(4), png.subarray(33)])
    expect((await read(both, 'a.png')).problems).toContain('part-unread')
    expect((await read(png, 'a.png')).problems).toEqual([])
  })

  test('a password-protected Word file is encrypted, not unknown', async () => {
    expect(await read(await fixture('bad/password.docx'), 'a.docx')).toMatchObject({
      problems: ['encrypted'],
    })
  })

  test('an archive behind a picture is a problem', async () => {
    const both = Buffer.concat([await fixture('image/notice.png'), zipOf({ '机密.txt': 'x' })])
    expect(await read(both, 'a.png')).toMatchObject({ type: 'image/png', problems: ['part-unread'] })
  })

  test('text beyond the limit is cut off, and said so', async () => {
    const result = await read('一二三\n四五六\n七八九', '', { characters: 7 })
    expect(result.problems).toEqual(['too-large'])
    expect(linesOf(result)).toEqual(['body: 一二三', 'body: 四五六'])
  })
})
