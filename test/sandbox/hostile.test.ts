/**
 * Hostile documents through the real pipeline: each ends as a clear error or a complete result, within the limits
 * and in under 30 seconds.
 */
import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProblemCode } from '../../src/document/problem.ts'
import { openScreener, type Screener } from '../../src/screener.ts'

let screener: Screener
beforeAll(async () => {
  screener = await openScreener({ concurrency: 1, limits: { megabytes: 1500 } })
})
afterAll(() => screener.close())

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'

/** A Word package with this main part. */
function word(body: string, prolog = ''): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${relationship}" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?>${prolog}<w:document xmlns:w="${w}"><w:body><w:p><w:r><w:t>${body}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  })
}

function nestedZip(depth: number): Uint8Array {
  let inner: Uint8Array = strToU8('机密★20年')
  let name = 'mark.txt'
  for (let level = 0; level < depth; level++) {
    inner = zipSync({ [name]: inner })
    name = `level${level}.zip`
  }
  return inner
}

function manyMembers(count: number): Uint8Array {
  const members: Zippable = {}
  for (let i = 0; i < count; i++) members[`${i}.txt`] = [Uint8Array.of(65), { level: 0 }]
  return zipSync(members)
}

/** A zip whose only member inflates a thousandfold. */
function bomb(): Uint8Array {
  return zipSync({ 'zeros.txt': [new Uint8Array(120 * 2 ** 20), { level: 9 }] })
}

function lyingSize(): Uint8Array {
  const zip = Buffer.from(zipSync({ 'a.txt': strToU8('机密★20年') }))
  const directory = zip.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
  zip.writeUInt32LE(0xfffffff0, directory + 24)
  return zip
}

function pdf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}

const loopedPages = () =>
  pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>'])

function manyPages(count: number): Uint8Array {
  const kids = Array.from({ length: count }, (_, i) => `${i + 3} 0 R`).join(' ')
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>'
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    ...new Array<string>(count).fill(page),
  ])
}

/** A PNG that says how large it is and holds a few of its pixels. */
function pngHeader(side: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1000)))
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))])
}

const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`).join('')}]>`
const external = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

const cases: readonly (readonly [string, string, () => Uint8Array, readonly ProblemCode[]])[] = [
  ['a zip bomb', 'bomb.zip', bomb, ['too-large', 'part-unread']],
  ['a zip bomb named Word', 'bomb.docx', bomb, ['too-large', 'part-unread', 'type-mismatch']],
  ['a gzip bomb', 'bomb.gz', () => gzipSync(new Uint8Array(120 * 2 ** 20)), ['too-large', 'part-unread']],
  ['archives 50 deep', 'deep.zip', () => nestedZip(50), ['too-large']],
  ['100,000 members', 'many.zip', () => manyMembers(100_000), ['too-large']],
  ['a size of 4 GB that is a lie', 'lie.zip', lyingSize, ['corrupt', 'too-large', 'part-unread']],
  ['a billion laughs', 'laughs.docx', () => word('&j;', laughs), ['corrupt', 'part-unread']],
  ['an external entity', 'xxe.docx', () => word('&x;', external), ['corrupt', 'part-unread']],
  ['a loop in the page tree', 'loop.pdf', loopedPages, ['corrupt', 'part-unread']],
  ['100,000 pages', 'pages.pdf', () => manyPages(100_000), ['too-large']],
  ['a picture of 60,000 × 60,000', 'huge.png', () => pngHeader(60_000), ['too-many-pixels']],
]

describe('a hostile document', () => {
  it.each(cases)('with %s ends as a clear error', async (_, name, make, codes) => {
    const screening = await screener.screen({ name, bytes: make() })
    expect(screening.verdict).toBe('error')
    const errors = screening.problems
      .filter(problem => problem.severity === 'error')
      .map(problem => problem.code)
    expect(
      codes.some(code => errors.includes(code)),
      errors.slice(0, 5).join(', '),
    ).toBe(true)
    // The limits are the document's own: no child had to be killed for it.
    expect(errors).not.toContain('timeout')
    expect(errors).not.toContain('out-of-memory')
    expect(errors).not.toContain('crashed')
    expect(screening.durationMs).toBeLessThan(30_000)
  })

  it('with a path that leads out of its archive is read, and nothing is written', async () => {
    const bytes = zipSync({ '../../../../tmp/baoshen-traversal.txt': strToU8('机密★20年\n通知\n') })
    const screening = await screener.screen({ name: 'traversal.zip', bytes })
    expect(screening.verdict).toBe('block')
    expect(screening.findings[0]?.part).toContain('baoshen-traversal.txt')
  })

  it('that hides a mark seven archives deep is still read', async () => {
    const screening = await screener.screen({ name: 'seven.zip', bytes: nestedZip(7) })
    expect(screening.verdict).toBe('block')
    expect(screening.findings[0]?.part.split(' › ').length).toBeGreaterThan(6)
  })

  it('with a member whose compressed data is cut short leaves the other members read', async () => {
    const broken = deflateRawSync(Buffer.from('x'.repeat(1000))).subarray(0, 5)
    const good = zipSync({ 'good.txt': strToU8('秘密★5年\n通知\n') })
    const bytes = zipSync({
      'inner.zip': good,
      'broken.gz': Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), broken]),
    })
    const screening = await screener.screen({ name: 'mixed.zip', bytes })
    expect(screening.verdict).toBe('block')
    expect(screening.problems.some(problem => problem.part?.includes('broken.gz'))).toBe(true)
  })
})
