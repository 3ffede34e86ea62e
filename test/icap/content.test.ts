/** What is screened of a message: every file and every text, and a no for what cannot be got at. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { fileNameOf, nameOfTarget } from '../../src/icap/content/file-name.ts'
import { postOfRequest, postOfResponse } from '../../src/icap/content/message.ts'
import { splitMultipart } from '../../src/icap/content/multipart.ts'
import { isPageFurniture } from '../../src/icap/content/page-furniture.ts'
import { PostBuilder } from '../../src/icap/content/post.ts'
import { addTextValue } from '../../src/icap/content/text-value.ts'
import { parseHttpRequest, parseHttpResponse } from '../../src/icap/protocol/http-head.ts'
import { SpoolRoom } from '../../src/icap/spool.ts'
import { multipart } from './client.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-test-icap-'))
afterAll(() => rmSync(folder, { recursive: true }))

const limits = { bodyBytes: 3_000_000, textBytes: 1_000_000, items: 20 }
const mark = '机密★20年'
/** 1×1 pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const signal = new AbortController().signal
const head = (text: string) => Buffer.from(`${text.replaceAll('\n', '\r\n')}\r\n\r\n`)

async function read(header: string, body: Uint8Array | string, memory = 1000) {
  const room = new SpoolRoom(folder, memory)
  try {
    const spool = room.open(limits.bodyBytes)
    await spool.write(Buffer.from(body))
    const reading = { limits, room, signal }
    const post = header.startsWith('HTTP/')
      ? await postOfResponse(
          parseHttpRequest(head('GET /文件/通知.txt HTTP/1.1')),
          parseHttpResponse(head(header)),
          spool,
          reading,
        )
      : await postOfRequest(parseHttpRequest(head(header)), spool, reading)
    const items = await Promise.all(
      post.items.map(async ({ name, bytes }) => ({ name, bytes: Buffer.from(await bytes()) })),
    )
    return {
      reasons: post.reasons.map(({ code }) => code),
      names: items.map(({ name }) => name),
      texts: items.map(({ bytes }) => bytes.toString()),
      bytes: items.map(({ bytes }) => bytes),
    }
  } finally {
    await room.dispose()
  }
}

const clean = multipart('xyz', [{ header: 'Content-Disposition: form-data; name="a"', content: 'ok' }])
const formHeader = 'POST /post HTTP/1.1\nContent-Type: multipart/form-data; boundary=xyz'
const field = (name: string) => `Content-Disposition: form-data; name="${name}"`
const file = (name: string) => `Content-Disposition: form-data; name="f"; filename="${name}"`

describe('multipart forms', () => {
  it('gives every file as it is and the texts together', async () => {
    const big = Buffer.from(`第一行\r\n--xy\r\n${'正文。'.repeat(3000)}`)
    const post = await read(
      formHeader,
      multipart('xyz', [
        { header: field('title'), content: '关于延长开放时间的通知' },
        { header: field('empty'), content: '' },
        { header: file('C:\\稿件\\通知.txt'), content: big },
        { header: file('图.png'), content: png },
        { header: file(''), content: '' },
        { header: 'X-Nobody: names this', content: mark },
        { header: field('body'), content: `<p>机<b>密</b>★20年</p>` },
      ]),
    )
    expect(post.reasons).toEqual([])
    expect(post.names).toEqual(['通知.txt', '图.png', ''])
    expect(post.bytes[0]?.equals(big)).toBe(true)
    expect(post.bytes[1]?.equals(png)).toBe(true)
    expect(post.texts[2]).toContain('关于延长开放时间的通知')
    expect(post.texts[2]).toContain(mark)
    expect(post.texts[2]).toMatch(/机密★20年\s+机密★20年/)
  })

  // In each, the last packet ends a part of which more than a stream holds has not been read yet.
  it.each([
    [70_000, 1000],
    [70_000, 65_536],
    [150_000, 150_200],
    [600_000, 16_384],
  ])('takes a file of %i bytes in packets of %i apart without waiting for more', async (size, packet) => {
    const content = Buffer.alloc(size, '正文。')
    const room = new SpoolRoom(folder, limits.bodyBytes)
    try {
      const body = room.open(limits.bodyBytes)
      const form = multipart('xyz', [{ header: file('a.txt'), content }])
      for (let at = 0; at < form.length; at += packet) await body.write(form.subarray(at, at + packet))
      const split = splitMultipart(body, 'xyz', {
        room,
        limit: limits.bodyBytes,
        parts: 9,
        signal: AbortSignal.timeout(30_000),
      })
      expect((await split).map(part => part.body.size)).toEqual([size])
    } finally {
      await room.dispose()
    }
  })

  it('gives HTML to the reader of HTML, and texts in GB18030 as characters', async () => {
    const html = '<div style="display:none">机密★20年</div>'
    const gb = Buffer.from('bbfac3dca1ef3230c4ea', 'hex')
    const post = await read(
      formHeader,
      multipart('xyz', [
        { header: field('html'), content: html },
        { header: field('note'), content: gb },
      ]),
    )
    expect(post.texts).toEqual([html, mark])
  })

  it('takes parts inside parts and base64 apart, and files without a name', async () => {
    const inner = multipart('in', [{ header: 'Content-Disposition: file; filename="甲.txt"', content: mark }])
    const post = await read(
      formHeader,
      multipart('xyz', [
        { header: `${field('files')}\r\nContent-Type: multipart/mixed; boundary=in`, content: inner },
        {
          header: `${file('乙.txt')}\r\nContent-Transfer-Encoding: base64`,
          content: Buffer.from(mark).toString('base64'),
        },
        { header: field('blob'), content: png },
      ]),
    )
    expect(post.names).toEqual(['甲.txt', '乙.txt', ''])
    expect(post.texts.slice(0, 2)).toEqual([mark, mark])
    expect(post.reasons).toEqual([])
  })

  it('reads both names of a file that has two', async () => {
    const header = `Content-Disposition: form-data; name="f"; filename="${mark}.txt"; filename*=utf-8''a.txt`
    const post = await read(formHeader, multipart('xyz', [{ header, content: '正文' }]))
    expect([post.names, post.texts]).toEqual([
      ['a.txt', ''],
      ['正文', `${mark}.txt`],
    ])
  })

  it('is not held up by blanks in what should be base64', { timeout: 2000 }, async () => {
    const header = `${file('a.txt')}\r\nContent-Transfer-Encoding: base64`
    const content = `${' '.repeat(900_000)}!`
    expect((await read(formHeader, multipart('xyz', [{ header, content }]))).reasons).toEqual([
      'unknown-encoding',
    ])
  })

  it('refuses a form whose boundary servers read differently, and takes those of browsers', async () => {
    const ask = (parameters: string, boundary: string) =>
      read(
        `POST /post HTTP/1.1\nContent-Type: multipart/form-data; ${parameters}`,
        multipart(boundary, [{ header: field('a'), content: mark }]),
      )
    for (const parameters of [
      'xboundary=abc; boundary=xyz',
      'boundary=xyz; boundary=abc',
      'boundary=xyz abc',
      'Boundary=xyz; x=boundary=abc',
      'boundary="xyz\\"',
    ]) {
      expect((await ask(parameters, 'xyz')).reasons, parameters).toEqual(['malformed'])
    }
    expect((await ask('boundary=xyz,abc', 'xyz,abc')).reasons).toEqual(['malformed'])
    for (const own of ['----WebKitFormBoundary7MA4', '----geckoformboundary1', '=_a:b']) {
      expect((await ask(`boundary="${own}"`, own)).texts).toEqual([mark])
      expect((await ask(`charset=utf-8;boundary=${own} ; x=y`, own)).texts).toEqual([mark])
    }
  })

  it.each([
    ['cut short', multipart('xyz', [{ header: field('a'), content: mark }]).subarray(0, -8)],
    [
      'text before',
      Buffer.concat([Buffer.from(`${mark}\r\n`), multipart('xyz', [{ header: field('a'), content: 'b' }])]),
    ],
    [
      'text behind',
      Buffer.concat([multipart('xyz', [{ header: field('a'), content: 'b' }]), Buffer.from(mark)]),
    ],
    ['another boundary', multipart('other', [{ header: field('a'), content: mark }])],
    [
      'bare line feeds',
      Buffer.from(
        multipart('xyz', [{ header: field('a'), content: mark }])
          .toString()
          .replaceAll('\r\n', '\n'),
      ),
    ],
    // What one server takes for the end of a part, or of the form, another one reads on from.
    [
      'parts behind its end',
      Buffer.concat([clean, multipart('xyz', [{ header: field('b'), content: mark }])]),
    ],
    ['an end in the middle', Buffer.from(clean.toString().replace('ok', `ok\r\n--xyz--\r\n${mark}`))],
    [
      'a line that only begins like it',
      Buffer.from(clean.toString().replace('ok', `ok\r\n--xyzJ ${mark}\r\n\r\n`)),
    ],
    ['one dash behind it', Buffer.from(clean.toString().replace('ok', `ok\r\n--xyz-\r\n${mark}\r\n\r\n`))],
    ['one behind a bare line feed', Buffer.from(clean.toString().replace('ok', `ok\n--xyz\n\n${mark}`))],
    ['a header without end', Buffer.from(`--xyz\r\n${field('a')}\r\n--xyz--\r\n`)],
    ['nothing', Buffer.alloc(0)],
  ])('refuses a form that is not whole: %s', async (_, body) => {
    expect((await read(formHeader, body)).reasons).toEqual(['malformed'])
  })

  it('refuses what is too much or in pieces', async () => {
    const many = Array.from({ length: 25 }, (_, n) => ({ header: file(`${n}.txt`), content: `第${n}份` }))
    expect((await read(formHeader, multipart('xyz', many))).reasons).toEqual(['too-many-parts'])
    const snippets = Array.from({ length: 150 }, (_, n) => ({ html: `<div class="w">第${n}节</div>` }))
    const built = await read('POST / HTTP/1.1\nContent-Type: application/json', JSON.stringify(snippets))
    expect([built.reasons, built.texts.length]).toEqual([[], 150])
    const pieces = [
      { header: field('chunk'), content: '0' },
      { header: field('chunks'), content: '3' },
      { header: file('a.docx'), content: 'PK' },
    ]
    expect((await read(formHeader, multipart('xyz', pieces))).reasons).toEqual(['partial-upload'])
    const range = 'PUT /a.txt HTTP/1.1\nContent-Range: bytes 0-9/20'
    expect((await read(range, '某市某局')).reasons).toEqual(['partial-upload'])
    const huge = Buffer.alloc(limits.bodyBytes + 1, '字')
    expect((await read('PUT /a.txt HTTP/1.1', huge)).reasons).toEqual(['too-large'])
  })
})

describe('other bodies', () => {
  const urlencoded = 'POST /post HTTP/1.1\nContent-Type: application/x-www-form-urlencoded'
  const json = 'POST /post HTTP/1.1\nContent-Type: application/json; charset=utf-8'

  it('reads forms in UTF-8 and GB18030, and the address of the request', async () => {
    const utf8 = await read(
      urlencoded,
      `title=${encodeURIComponent('通知')}&body=a+b%20${encodeURIComponent(mark)}`,
    )
    expect(utf8.texts).toEqual([`通知\n\na b ${mark}`])
    expect((await read(urlencoded, 'b=%BB%FA%C3%DC%A1%EF20%C4%EA&c')).texts[0]).toContain(mark)
    const query = await read(
      `POST /post?t=${encodeURIComponent(mark)} HTTP/1.1\nContent-Type: text/plain`,
      '正文',
    )
    expect(query.texts).toEqual([`${mark}\n\n正文`])
    expect((await read(urlencoded, png)).bytes[0]?.equals(png)).toBe(true)
  })

  it.each([
    'application/x-www-form-urlencoded charset=utf-8',
    'application/x-www-form-urlencoded, text/plain',
  ])('reads a form as PHP does whatever follows its type: %s', async type => {
    const post = await read(`POST /post HTTP/1.1\nContent-Type: ${type}`, `body=${encodeURIComponent(mark)}`)
    expect(post.texts).toEqual([mark])
  })

  it('reads JSON with HTML, JSON, data: addresses and base64 inside', async () => {
    const html = '<div hidden>绝密★长期</div>'
    const post = await read(
      json,
      JSON.stringify({
        标题: '通知',
        blocks: [{ text: '甲<br>乙' }, { html }],
        inner: JSON.stringify({ deep: '某市委密电〔2021〕15号' }),
        picture: `data:image/png;base64,${png.toString('base64')}`,
        file: png.toString('base64'),
        coded: Buffer.from(mark).toString('base64'),
        token: 'q7Gd0Zk3vXo1mWc5sT9yRbE2uNfHaLpJ8iK4xQ6tVzYwMhDgSjCrBn0OeUlAPFI',
      }),
    )
    expect(post.reasons).toEqual([])
    expect(post.bytes[0]?.equals(png)).toBe(true)
    expect(post.bytes[1]?.equals(png)).toBe(true)
    expect(post.texts[2]).toBe(html)
    for (const text of ['标题', '通知', '甲\n乙', '某市委密电〔2021〕15号', mark])
      expect(post.texts[3]).toContain(text)
    expect((await read(json, `{"cut": "${mark}`)).texts.join()).toContain(mark)
  })

  it('reads texts that a script has encoded once more', async () => {
    const once = encodeURIComponent(mark)
    for (const post of [
      await read(json, JSON.stringify({ text: once })),
      await read(urlencoded, `body=${encodeURIComponent(once)}`),
      await read('POST /post HTTP/1.1\nContent-Type: text/plain', `body=${once}`),
      await read('POST /post HTTP/1.1', 'b=%BB%FA%C3%DC%A1%EF20%C4%EA'),
    ]) {
      expect(post.texts.join()).toContain(mark)
    }
  })

  it('refuses what is encoded so often that it is not read any more', async () => {
    let text = JSON.stringify({ text: mark }).replaceAll(
      /[^ -~]/g,
      each => `\\u${each.charCodeAt(0).toString(16)}`,
    )
    for (let times = 0; times < 3; times++) text = JSON.stringify({ text })
    expect(await read(json, text)).toMatchObject({ reasons: [], texts: [mark] })
    for (let times = 0; times < 2; times++) text = JSON.stringify({ text })
    expect((await read(json, text)).reasons).toEqual(['malformed'])
    let address = mark
    for (let times = 0; times < 3; times++) address = encodeURIComponent(address)
    expect((await read(json, JSON.stringify({ address }))).texts.join()).toContain(mark)
    address = encodeURIComponent(address)
    expect((await read(json, JSON.stringify({ address }))).reasons).toEqual(['malformed'])
  })

  it('reads both values of a name that stands twice, and does not read the others twice', async () => {
    const twice = await read(json, `{"a":"通知","b":{"c":"${mark}","c":"正文"}}`)
    for (const text of ['通知', mark, '正文']) expect(twice.texts[0]).toContain(text)
    const once = await read(json, '{"甲":"一\\"二","b":["三",{"c":"四"}],"e":null}')
    expect(once.texts[0]?.match(/一/g)).toHaveLength(1)
  })

  it.each([
    ['short lines', `${png.toString('base64').replaceAll(/.{40}/g, '$&\n')}`],
    ['an address that does not say so', `data:image/png,${png.toString('base64')}`],
    ['an address that says more', `data:image/png;base64;v=1,${png.toString('base64')}`],
  ])('finds base64 in %s', async (_, text) => {
    const post = await read(json, JSON.stringify({ text }))
    expect(post.bytes.some(each => each.equals(png))).toBe(true)
  })

  it('reads a file of many megabytes inside JSON', async () => {
    const bytes = Buffer.concat([png, Buffer.alloc(11_000_000)])
    for (const text of [
      bytes.toString('base64'),
      `data:image/png;base64,${bytes.toString('base64')}`,
      bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
      `名称：${'a'.repeat(30)}\n${bytes.toString('base64').replaceAll(/.{76}/g, '$&\n')}`,
    ]) {
      const post = new PostBuilder({ bodyBytes: 2e8, textBytes: 2e7, items: 20 })
      await addTextValue(JSON.stringify({ text }), post)
      const items = await Promise.all(post.build().items.map(each => each.bytes()))
      expect(items.some(each => bytes.equals(each))).toBe(true)
    }
  })

  it('refuses text that is too long to be taken apart, and not files', async () => {
    const long = JSON.stringify({ pad: '正'.repeat(400_000), file: png.toString('base64') })
    expect((await read(json, long)).reasons).toEqual(['too-large'])
    expect((await read('POST /post HTTP/1.1', long)).reasons).toEqual(['too-large'])
    const put = 'PUT /post/5 HTTP/1.1\nContent-Type: application/json'
    expect((await read(put, long)).reasons).toEqual(['too-large'])
    const fields = multipart('xyz', [{ header: field('a'), content: long }])
    expect((await read(formHeader, fields)).reasons).toEqual(['too-large'])
    const base64 = Buffer.alloc(900_000, 'PK\x03\x04').toString('base64')
    expect((await read('POST /post HTTP/1.1', base64)).reasons).toEqual(['too-large'])
    const csv = '局,电话\n'.repeat(80_000)
    expect((await read('POST /post HTTP/1.1\nContent-Type: text/csv', csv)).texts).toEqual([csv])
    const picture = Buffer.concat([png, Buffer.alloc(1_100_000)])
    for (const body of [
      await read('POST /post HTTP/1.1\nContent-Type: image/png', picture),
      await read(formHeader, multipart('xyz', [{ header: field('a'), content: picture }])),
    ]) {
      expect([body.reasons, body.bytes[0]?.equals(picture)]).toEqual([[], true])
    }
  })

  it('names a file that is put by its address or its disposition', async () => {
    const put = await read(`PUT /dav/${encodeURIComponent('通知')}.txt?v=1 HTTP/1.1`, mark)
    expect([put.names, put.texts]).toEqual(
      [
        ['', '通知.txt'],
        ['1', mark],
      ].map(list => list.toReversed()),
    )
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('undoes %s', async (encoding, compress) => {
    const header = `POST / HTTP/1.1\nContent-Type: text/plain\nContent-Encoding: ${encoding}`
    expect((await read(header, compress(Buffer.from(mark)))).texts).toEqual([mark])
    expect((await read(header, compress(Buffer.from(mark)).subarray(0, 12))).reasons).toEqual(['malformed'])
    expect((await read(header, compress(Buffer.alloc(4_000_000)))).reasons).toEqual(['too-large'])
    const followed = Buffer.concat([compress(Buffer.from('ok')), Buffer.from(mark)])
    expect((await read(header, followed)).reasons).toEqual(['malformed'])
  })

  it('refuses encodings that it does not know', async () => {
    expect((await read('POST / HTTP/1.1\nContent-Encoding: compress', mark)).reasons).toEqual([
      'unknown-encoding',
    ])
    const twice = 'POST / HTTP/1.1\nContent-Type: text/plain\nContent-Encoding: gzip, br'
    expect((await read(twice, brotliCompressSync(gzipSync(mark)))).texts).toEqual([mark])
  })
})

describe('responses', () => {
  it('gives the file under its name; a part of one is refused', async () => {
    const post = await read('HTTP/1.1 200 OK\nContent-Type: text/plain', mark)
    expect([post.names, post.texts]).toEqual([['通知.txt'], [mark]])
    const part = await read('HTTP/1.1 206 Partial Content\nContent-Type: text/plain', mark)
    expect(part.reasons).toEqual(['partial-content'])
    const named = "HTTP/1.1 200 OK\nContent-Disposition: attachment; filename*=UTF-8''%E7%94%B2.txt"
    expect((await read(named, mark)).names).toEqual(['甲.txt'])
  })

  it.each([
    ['text/css', 'body { color: red } /* 说明 */', true],
    ['application/javascript', 'const a = 1', true],
    ['font/woff2', 'wOF2....', true],
    ['font/woff2', 'PK\x03\x04....', false],
    ['text/css', '%PDF-1.7\n1 0 obj', false],
    ['text/css', '<html><body>text</body></html>', false],
    ['text/html', 'body { color: red }', false],
    ['image/png', '\x89PNG\r\n\x1a\n', false],
  ])('%s that begins with %j: is furniture %s', async (type, start, expected) => {
    const response = parseHttpResponse(head(`HTTP/1.1 200 OK\nContent-Type: ${type}`))
    expect(await isPageFurniture(response, Buffer.from(start, 'latin1'))).toBe(expected)
  })
})

describe('names and spools', () => {
  it('reads names of files as browsers, old browsers and programs write them', () => {
    const latin = (text: string) => Buffer.from(text).toString('latin1')
    expect(fileNameOf(latin('form-data; name="f"; filename="某市.docx"'))).toBe('某市.docx')
    expect(fileNameOf('form-data; name="f"; filename="a%22b.txt"')).toBe('a"b.txt')
    expect(fileNameOf(String.raw`form-data; filename="a\"b.txt"`)).toBe('a"b.txt')
    expect(fileNameOf('form-data; filename=plain.txt; name=f')).toBe('plain.txt')
    expect(fileNameOf("attachment; filename=x; filename*=GB18030''%BB%FA.txt")).toBe('机.txt')
    expect(fileNameOf('form-data; name="f"')).toBeNull()
    expect(nameOfTarget('http://h/a/%E7%94%B2.txt?x=/y')).toBe('甲.txt')
  })

  it('keeps little in memory and the rest in files of its own, and leaves none behind', async () => {
    const room = new SpoolRoom(folder, 100)
    const [small, large] = [room.open(1000), room.open(1000)]
    await small.write(Buffer.alloc(90, 1))
    for (let n = 0; n < 4; n++) await large.write(Buffer.alloc(300, n))
    // What lies on the disk has no name any more.
    expect(readdirSync(folder)).toEqual([])
    expect([small.isCut, large.isCut, large.size]).toEqual([false, true, 1200])
    const kept = Buffer.concat([0, 1, 2, 3].map(n => Buffer.alloc(300, n))).subarray(0, 1000)
    expect(Buffer.from(await large.bytes()).equals(kept)).toBe(true)
    await room.dispose()
    expect(readdirSync(folder)).toEqual([])
  })
})
