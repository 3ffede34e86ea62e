import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  eot,
  nameTable,
  sfnt,
  type Tables,
  trueTypeTables,
  windowsNames,
  woff,
  woff2,
} from '../../scripts/fixtures/font.ts'
import fc from '../fast-check.ts'
import { linesOf, read } from './read.ts'
import { zipOf } from './zip.ts'

const mark = '机密★20年'
const plain = trueTypeTables({ 1: '安澜图标' })
const fixture = (name: string) => readFile(new URL(`../fixtures/font/${name}`, import.meta.url))
const noise = Buffer.from(Array.from({ length: 99 }, (_, i) => (i * i * 31 + 7) % 256))
const containers: [string, (tables: Tables) => Uint8Array][] = [
  ['ttf', tables => sfnt(tables)],
  ['woff', tables => woff(tables)],
  ['woff2', tables => woff2(tables)],
  ['eot', tables => eot(sfnt(tables), '安澜图标')],
]

describe('what a font says of itself', () => {
  test.each(['ttf', 'otf', 'ttc', 'woff', 'woff2', 'eot'])('%s', async ending => {
    const result = await read(await fixture(`notice.${ending}`), `图标.${ending}`)
    expect(result.problems).toEqual([])
    expect(linesOf(result)).toContain(`metadata: ${mark}`)
    expect(linesOf(result)).toContain('metadata: 安澜图标')
  })

  test('a web font: its description, and what its maker put beside it', async () => {
    const lines = linesOf(await read(await fixture('notice.woff')))
    expect(lines).toContain('metadata: 供安澜市门户使用')
    expect(lines).toContain('body: 由某局信息中心制作')
  })

  test('a comment in the description', async () => {
    const font = woff2(plain, { metadata: `<metadata><!-- ${mark} --><vendor name="某局"/></metadata>` })
    expect(linesOf(await read(font))).toEqual(['metadata: 安澜图标', 'metadata: 某局', `hidden: ${mark}`])
  })

  test('names in the encodings of old systems, and what is left among them', async () => {
    const gbk = Buffer.from('bbfac3dca1ef3230c4ea', 'hex')
    const name = nameTable(
      [
        { platform: 1, encoding: 25, id: 1, bytes: gbk },
        { platform: 1, encoding: 0, id: 4, bytes: Buffer.from('会后归还') },
        { platform: 3, encoding: 4, id: 1, bytes: Buffer.from('b5b4ab7e', 'hex') },
      ],
      Buffer.from('此行无人引用'),
    )
    const lines = linesOf(await read(sfnt({ ...plain, name })))
    expect(lines).toEqual(
      expect.arrayContaining([`metadata: ${mark}`, 'metadata: 会后归还', 'hidden: 此行无人引用']),
    )
  })

  test('words among the names of glyphs', async () => {
    const names = Buffer.concat(
      ['uniE000', 'arrow-left', mark].map(text =>
        Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]),
      ),
    )
    const post = Buffer.concat([Buffer.from([0, 2, 0, 0]), Buffer.alloc(28), Buffer.from([0, 0]), names])
    expect(linesOf(await read(sfnt({ ...plain, post })))).toEqual(['metadata: 安澜图标', `metadata: ${mark}`])
  })

  test('a scrambled EOT is read, a compressed one is not', async () => {
    expect(linesOf(await read(eot(sfnt(trueTypeTables()), '安澜', true)))).toContain(`metadata: ${mark}`)
    const compressed = Buffer.from(eot(sfnt(plain), '安澜'))
    compressed[12] = 4
    expect((await read(compressed, 'a.eot')).problems).toEqual(['part-unread'])
  })
})

describe.each(containers)('nothing hides in a %s', (ending, wrap) => {
  const contents: [string, Uint8Array, string[]][] = [
    ['text', Buffer.from(mark), []],
    ['an archive', zipOf({ '通知.txt': mark }), []],
  ]
  test.each(contents)('in a table of no font: %s', async (_, content) => {
    const result = await read(wrap({ ...plain, DOCS: content }), `a.${ending}`)
    expect(linesOf(result)).toContain(`body: ${mark}`)
    expect(result.problems).toEqual([])
  })

  test('in a table that fonts do have, or between glyphs', async () => {
    for (const tag of ['prep', 'post', 'meta', 'DSIG']) {
      for (const content of [zipOf({ '通知.txt': mark }), Buffer.from(mark)])
        expect(linesOf(await read(wrap({ ...plain, [tag]: content }))), tag).toContain(`body: ${mark}`)
    }
    const glyf = Buffer.concat([plain.glyf ?? noise, Buffer.from(mark)])
    const amongGlyphs = await read(wrap({ ...plain, glyf }))
    expect(linesOf(amongGlyphs)).toContain(`body: ${mark}`)
  })

  const encoded: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(mark)],
    ['GBK', Buffer.from('bbfac3dca1ef3230c4ea', 'hex')],
    ['UTF-16BE', Buffer.from(mark, 'utf16le').swap16()],
    ['UTF-16LE', Buffer.from(mark, 'utf16le')],
  ]
  test.each(encoded)('among the numbers of a table that fonts do have: %s', async (_, text) => {
    const square = plain.glyf ?? noise
    for (const content of [
      Buffer.concat([Buffer.from([0, 1]), text, Buffer.from([0, 3])]),
      Buffer.concat([text, Buffer.from([1])]),
    ]) {
      const tables = {
        ...plain,
        PfEd: content,
        glyf: Buffer.concat([square.subarray(0, 14), content, square]),
      }
      for (const tag of ['PfEd', 'glyf'] as const) {
        const result = await read(
          wrap({ ...plain, [tag]: tables[tag].subarray(0, tag === 'glyf' ? square.length : 99) }),
        )
        expect(linesOf(result), tag).toContain(`hidden: ${mark}`)
        expect(result.problems).toEqual([])
      }
    }
  })

  test('on its end', async () => {
    const font = wrap(plain)
    const text = await read(Buffer.concat([font, Buffer.from(mark)]), `a.${ending}`)
    expect(linesOf(text)).toContain(`body: ${mark}`)
    expect(text.problems).toEqual([])
    const archive = await read(Buffer.concat([font, zipOf({ '通知.txt': mark })]))
    expect(linesOf(archive)).toContain(`body: ${mark}`)
    expect(archive.problems).toEqual(['part-unread'])
    for (const hidden of [Buffer.concat([font, noise]), wrap({ ...plain, DOCS: noise })])
      expect((await read(hidden)).problems).toEqual(['unknown-type'])
  })

  test('what only claims to be a font is damaged', async () => {
    const { head: _, ...headless } = plain
    const { glyf: __, loca: ___, ...bare } = plain
    for (const tables of [headless, bare, { ...plain, head: noise }, { ...plain, loca: noise }])
      expect((await read(wrap(tables))).problems).toContain('corrupt')
  })

  test('tables of any content give typed problems only', async () => {
    const tags = ['name', 'post', 'CFF ', 'meta', 'loca', 'glyf', 'head', 'SVG ', 'FFTM', 'DOCS']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...tags), fc.uint8Array({ maxLength: 200 }), async (tag, content) => {
        await read(wrap({ ...plain, [tag]: content }), `a.${ending}`)
        await read(
          wrap({ ...plain, name: Buffer.concat([windowsNames({ 1: mark }).subarray(0, 9), content]) }),
        )
      }),
      { seed: 7, numRuns: 40 },
    )
  })
})

test('nothing hides under a table that is laid over it', async () => {
  const font = Buffer.concat([sfnt({ ...plain, prep: Buffer.from([1, 2, 0, 4]) }), Buffer.from(mark)])
  const entry = font.indexOf('prep')
  font.writeUInt32BE(font.length - font.readUInt32BE(entry + 8), entry + 12)
  expect(linesOf(await read(font))).toContain(`hidden: ${mark}`)
})

describe('numbers that a font only claims', () => {
  test.each([
    ['tables behind its end', 12 + 8, 0x7fffffff, 'ttf'],
    ['a table that inflates to gigabytes', 44 + 12, 0xf0000000, 'woff'],
  ])('%s', async (_, at, value, ending) => {
    const font = Buffer.from(ending === 'ttf' ? sfnt(plain) : woff(plain))
    font.writeUInt32BE(value, at)
    expect(['corrupt', 'too-large']).toContain((await read(font)).problems[0])
  })

  test('a stream that inflates out of proportion, or to more than it states', async () => {
    const zeros = Buffer.alloc(4 * 2 ** 20)
    expect((await read(woff2({ ...plain, DOCS: zeros }))).problems).toEqual(['too-large'])
    const font = Buffer.from(woff2(plain))
    const stream = brotliCompressSync(Buffer.alloc(100_000))
    const at = font.length - 200
    expect((await read(Buffer.concat([font.subarray(0, at), stream]))).problems).toContain('corrupt')
  })

  test('names that overlap without end are cut off at the limit of characters', async () => {
    const bytes = Buffer.alloc(60_000, '\0a')
    const record = (length: number) => ({ platform: 3, encoding: 1, id: 1, bytes: bytes.subarray(0, length) })
    const name = nameTable([record(60_000)])
    const many = Buffer.concat([
      Buffer.from([0, 0, 0, 200, 0x09, 0x66]),
      ...Array.from({ length: 200 }, (_, i) =>
        Buffer.concat([name.subarray(6, 14), Buffer.from([0xe0, (i * 2) & 0xff, 0, 0])]),
      ),
      bytes,
    ])
    expect((await read(sfnt({ ...plain, name: many }), '', { characters: 100_000 })).problems).toContain(
      'too-large',
    )
  })
})

describe('a font inside another document', async () => {
  const address = (bytes: Uint8Array) => `data:font/woff2;base64,${Buffer.from(bytes).toString('base64')}`
  const page = (uri: string) =>
    `<!doctype html><style>@font-face{font-family:x;src:url(${uri}) format("woff2")}</style><p>正文</p>`

  test('is read with the page or the book that it is in', async () => {
    const font = await fixture('notice.woff2')
    expect(linesOf(await read(page(address(font))))).toContain(`metadata: ${mark}`)
    const book = unzipSync(await readFile(new URL('../fixtures/epub/book.epub', import.meta.url)))
    const withFont = await read(zipSync({ ...book, 'OEBPS/i.woff2': font }), 'book.epub')
    expect(withFont.problems).toEqual([])
    expect(linesOf(withFont)).toContain(`metadata: ${mark}`)
  })

  test('must be one', async () => {
    expect((await read(page(address(zipOf({ '通知.txt': mark }))))).problems).toEqual(['part-unread'])
  })
})
