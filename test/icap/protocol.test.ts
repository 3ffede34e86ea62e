/** The protocol, on bytes cut and broken in every way. */

import { describe, expect, it } from 'vitest'
import { ByteReader } from '../../src/icap/protocol/byte-reader.ts'
import { readChunked } from '../../src/icap/protocol/chunked.ts'
import { parseEncapsulated } from '../../src/icap/protocol/encapsulated.ts'
import { parseHttpRequest, parseHttpResponse } from '../../src/icap/protocol/http-head.ts'
import { IcapError } from '../../src/icap/protocol/icap-error.ts'
import { readRequestHead } from '../../src/icap/protocol/request-head.ts'
import fc from '../fast-check.ts'
import { chunked, icapRequest } from './client.ts'

const limits = { headerBytes: 20_000 }

function readerOf(packets: readonly Uint8Array[]): ByteReader {
  const left = [...packets]
  return new ByteReader(async () => left.shift() ?? null)
}

/** Everything that a connection says, in an order that can be compared; an error is its status. */
async function readAll(packets: readonly Uint8Array[]): Promise<unknown[]> {
  const reader = readerOf(packets)
  const said: unknown[] = []
  try {
    for (;;) {
      const head = await readRequestHead(reader, limits)
      if (!head) return said
      said.push(head)
      for (const { name, length } of head.encapsulated.headers) {
        const bytes = await reader.exactly(length)
        said.push(name === 'req-hdr' ? parseHttpRequest(bytes) : parseHttpResponse(bytes))
      }
      if (!head.encapsulated.hasBody) continue
      const pieces: Uint8Array[] = []
      const end = await readChunked(reader, piece => void pieces.push(Uint8Array.from(piece)))
      said.push(end, Buffer.concat(pieces).toString('hex'))
    }
  } catch (error) {
    if (!(error instanceof IcapError)) throw error
    return [...said, error.status]
  }
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map(place => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length))
}

const requests = fc.array(
  fc.record({
    method: fc.constantFrom('REQMOD' as const, 'RESPMOD' as const),
    icap: fc.subarray(['Allow: 204', 'Preview: 30', 'X-Folded: one\r\n two', 'Connection: keep-alive']),
    request: fc.constantFrom(
      'POST /up HTTP/1.1\nHost: 某市',
      'GET / HTTP/1.1',
      'PUT http://a/b?c HTTP/1.1\nA: b',
    ),
    response: fc.constantFrom('HTTP/1.1 200 OK\nContent-Type: text/plain', 'HTTP/1.0 404'),
    body: fc.option(fc.uint8Array({ maxLength: 300 })),
    size: fc.integer({ min: 1, max: 100 }),
    end: fc.constantFrom('0\r\n\r\n', '0; ieof\r\n\r\n', '0;a="b";ieof\r\nX: y\r\n\r\n'),
  }),
  { minLength: 1, maxLength: 4 },
)

describe('the parser', () => {
  it('reads the same requests however the bytes are cut into packets', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.array(fc.nat(), { maxLength: 20 }), async (list, places) => {
        const bytes = Buffer.concat(
          list.map(({ body, size, end, response, ...rest }) =>
            icapRequest({
              ...rest,
              ...(rest.method === 'RESPMOD' ? { response } : {}),
              ...(body ? { raw: chunked(body, size, end) } : {}),
            }),
          ),
        )
        const whole = await readAll([bytes])
        expect(whole.filter(each => typeof each === 'number')).toEqual([])
        expect(await readAll(cut(bytes, places))).toEqual(whole)
      }),
      { numRuns: 150 },
    )
    const [first] = fc.sample(requests, { numRuns: 1, seed: 7 }) ?? []
    const bytes = Buffer.concat((first ?? []).map(({ body, ...rest }) => icapRequest({ ...rest, body })))
    expect(await readAll([...bytes].map(byte => Uint8Array.of(byte)))).toEqual(await readAll([bytes]))
  })

  it('answers broken bytes with a status, cut in whatever way, and never fails otherwise', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.option(fc.integer({ min: 0, max: 255 }))), { maxLength: 6 })
    const valid = icapRequest({
      request: 'POST /up HTTP/1.1\nContent-Type: text/plain',
      raw: chunked(Buffer.from('某市'.repeat(20)), 40, '0; ieof\r\n\r\n'),
    })
    await fc.assert(
      fc.asyncProperty(damage, fc.array(fc.nat(), { maxLength: 8 }), async (wounds, places) => {
        const bytes = [...valid, ...valid]
        for (const [place, byte] of wounds) {
          if (byte === null) bytes.splice(place % bytes.length, 1)
          else bytes[place % bytes.length] = byte
        }
        const broken = Uint8Array.from(bytes)
        expect(await readAll(cut(broken, places))).toEqual(await readAll([broken]))
      }),
      { numRuns: 200 },
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async bytes => void (await readAll([bytes]))),
      { numRuns: 200 },
    )
  })

  it.each([
    ['NONSENSE', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\n\n', 400],
    ['BREW icap://h/reqmod ICAP/1.0\r\n\r\n', 501],
    ['OPTIONS icap://h/reqmod ICAP/2.0\r\n\r\n', 505],
    ['OPTIONS icap://h/reqmod HTTP/1.1\r\n\r\n', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\r\nHost: h\r\n\r\n', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\r\nno colon\r\n\r\n', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\r\nPreview: x\r\nEncapsulated: req-body=0\r\n\r\n', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\r\nEncapsulated: req-body=0\r\n\r\nzz\r\n', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\r\nEncapsulated: req-body=0\r\n\r\n3\r\nabcd\r\n0\r\n\r\n', 400],
    ['REQMOD icap://h/reqmod ICAP/1.0\r\nEncapsulated: req-hdr=0, null-body=4\r\n\r\nGET ', 400],
    [`OPTIONS icap://h/reqmod ICAP/1.0\r\nX: ${'x'.repeat(30_000)}\r\n\r\n`, 400],
    [`OPTIONS icap://h/reqmod ICAP/1.0\r\n${'X: y\r\n'.repeat(5000)}\r\n`, 400],
  ])('refuses %.60j', async (text, status) => {
    expect((await readAll([Buffer.from(text)])).at(-1)).toBe(status)
  })
})

describe('Encapsulated', () => {
  it('accepts the lists of the RFC', () => {
    expect(parseEncapsulated('req-hdr=0, null-body=170', 'REQMOD', 1000)).toEqual({
      headers: [{ name: 'req-hdr', length: 170 }],
      hasBody: false,
    })
    expect(parseEncapsulated('req-hdr=0,res-hdr=45, res-body=100', 'RESPMOD', 1000)).toEqual({
      headers: [
        { name: 'req-hdr', length: 45 },
        { name: 'res-hdr', length: 55 },
      ],
      hasBody: true,
    })
    expect(parseEncapsulated('res-body=0', 'RESPMOD', 1000)).toEqual({ headers: [], hasBody: true })
  })

  it.each([
    ['', 'REQMOD'],
    ['req-hdr=0', 'REQMOD'],
    ['req-hdr=1, req-body=9', 'REQMOD'],
    ['req-hdr=0, req-body=0', 'REQMOD'],
    ['req-hdr=0, res-body=9', 'REQMOD'],
    ['res-hdr=0, req-body=9', 'REQMOD'],
    ['req-hdr=0, req-hdr=9, req-body=20', 'REQMOD'],
    ['res-hdr=0, req-hdr=9, res-body=20', 'RESPMOD'],
    ['req-hdr=0, res-hdr=30, res-body=20', 'RESPMOD'],
    ['req-body=0, req-hdr=9', 'REQMOD'],
    ['req-hdr=0, req-body=-9', 'REQMOD'],
    ['req-hdr=0, req-body=1e2', 'REQMOD'],
    ['req-hdr=0, req-body=2000', 'REQMOD'],
  ] as const)('refuses %j of %s', (value, method) => {
    expect(() => parseEncapsulated(value, method, 1000)).toThrow(IcapError)
  })
})
