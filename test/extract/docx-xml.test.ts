import { describe, expect, test } from 'vitest'
import { looksLikeXml } from '../../src/extract/xml/decode.ts'
import { readXml } from '../../src/extract/xml/read.ts'

async function read(chunks: Uint8Array[]): Promise<{ text: string; names: string[]; code: string | null }> {
  let text = ''
  const names: string[] = []
  const handler = {
    open: (element: { uri: string; name: string }) => void names.push(`${element.uri}|${element.name}`),
    text: (piece: string) => {
      text += piece
    },
    close() {},
  }
  const code = await readXml(chunks, handler).then(
    () => null,
    error => error.code as string,
  )
  return { text, names, code }
}

const utf8 = (text: string) => Buffer.from(text)

test('namespaces count, prefixes do not', async () => {
  const { names } = await read([utf8('<q:a xmlns:q="urn:1"><b xmlns="urn:2"/><c/></q:a>')])
  expect(names).toEqual(['urn:1|a', 'urn:2|b', '|c'])
})

test('text, CDATA and character references, whatever the pieces', async () => {
  const bytes = utf8('<a>机密&#x2605;<![CDATA[<20>]]>年&amp;</a>')
  const pieces = Array.from(bytes, byte => Uint8Array.of(byte))
  expect(await read(pieces)).toMatchObject({ text: '机密★<20>年&', code: null })
  expect(await read([bytes])).toMatchObject({ text: '机密★<20>年&', code: null })
})

describe('encodings', () => {
  const gbk = Buffer.concat([
    utf8('<?xml version="1.0" encoding="GB2312"?><a>'),
    Buffer.from([0xbb, 0xfa, 0xc3, 0xdc]),
    utf8('</a>'),
  ])
  test.each([
    ['UTF-8 with mark', utf8('\ufeff<a>机密</a>')],
    ['UTF-16 little-endian with mark', Buffer.from('\ufeff<a>机密</a>', 'utf16le')],
    ['UTF-16 big-endian with mark', Buffer.from('\ufeff<a>机密</a>', 'utf16le').swap16()],
    ['UTF-16 without mark', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>机密</a>', 'utf16le')],
    ['declared GB2312', gbk],
  ])('%s', async (_, bytes) => {
    expect(await read([bytes])).toMatchObject({ text: '机密', code: null })
    expect(looksLikeXml(bytes)).toBe(true)
  })

  test('unknown and wrong ones are refused', async () => {
    expect((await read([utf8('<?xml version="1.0" encoding="x-none"?><a/>')])).code).toBe('corrupt')
    const bad = Buffer.concat([utf8('<a><b>前</b><c>'), Buffer.from([0xff]), utf8('后</c></a>')])
    expect(await read([bad])).toMatchObject({ text: '前', code: 'corrupt' })
  })
})

describe('refused', () => {
  test.each([
    ['entity declarations', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['an unclosed element', '<a><b></a>'],
    ['nothing', ''],
    ['two roots', '<a/><b/>'],
    ['an unbound prefix', '<x:a/>'],
    ['depth', `${'<a>'.repeat(600)}${'</a>'.repeat(600)}`],
  ])('%s', async (_, text) => {
    expect((await read([utf8(text)])).code).toBe('corrupt')
  })

  test('one endless token', async () => {
    const piece = utf8('x'.repeat(2 ** 20))
    const pieces = [utf8(`<a>${' '.repeat(300)}`), ...Array.from({ length: 40 }, () => piece)]
    expect((await read(pieces)).code).toBe('too-large')
  })
})

test('an external document type without declarations is passed over and never fetched', async () => {
  expect(await read([utf8('<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>文</a>')])).toMatchObject({
    text: '文',
    code: null,
  })
})
