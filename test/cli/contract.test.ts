/** The contracts that other programs depend on (design.md §3). */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { screeningJsonSchema } from '../../src/document/json-schema.ts'
import { readingSchema } from '../../src/document/screening.ts'
import { baoshen, finished, type Run, root, screenings, start } from './program.ts'

const notice = '关于进一步规范资金使用管理的通知.docx'

describe('the published JSON Schema', () => {
  const file = path.join(root, 'src/document/screening.schema.json')

  it('is what its zod source says (npm run schema)', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(screeningJsonSchema())))
  })

  it('is met by every line of --format jsonl, bad input included', async () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(file, 'utf8')))
    const run = await baoshen(['scan', 'samples/*.{html,docx,txt}', 'test/fixtures/bad', '--format', 'jsonl'])
    const found = [...screenings(run).values()]
    expect(found.length).toBeGreaterThan(10)
    for (const screening of found) {
      expect(validate(screening), `${screening.path}: ${JSON.stringify(validate.errors)}`).toBe(true)
    }
  })
})

describe('scan', () => {
  it('gives the same as json: one array, sorted by path', async () => {
    const run = await baoshen(['scan', 'samples/*.html', '--format', 'json'])
    const paths = (JSON.parse(run.stdout) as { path: string }[]).map(each => each.path)
    expect(paths.length).toBeGreaterThan(1)
    expect(paths).toEqual([...paths].sort())
  })

  it('reads standard input under the name that --name gives', async () => {
    const child = start(['scan', '-', '--name', '稿件.txt', '--format', 'jsonl'])
    const run = await finished(child, Buffer.from('机密★20年\n关于某事的通知\n'))
    expect(run.status).toBe(1)
    expect(screenings(run).get('稿件.txt')).toMatchObject({ verdict: 'block', type: 'text/plain' })
  })

  it('writes to --output and leaves standard output empty', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'baoshen-output-')), 'results.jsonl')
    const run = await baoshen(['scan', `samples/${notice}`, '--format', 'jsonl', '--output', file])
    expect(run.stdout).toBe('')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ verdict: 'block' })
  })

  it.each([
    ['review', 1],
    ['block', 1],
  ])('--fail-on %s gives status %i for a blocked document', async (failOn, status) => {
    expect((await baoshen(['scan', `samples/${notice}`, '--fail-on', failOn])).status).toBe(status)
  })

  it('names a literal path with glob characters, and a glob that finds nothing as missing', async () => {
    const run = await baoshen(['scan', 'samples/*.nothing', '--format', 'jsonl'])
    expect(run.status).toBe(3)
    expect([...screenings(run).values()][0]?.problems[0]?.code).toBe('missing')
  })

  it('refuses a pack that does not exist with status 2', async () => {
    const run = await baoshen(['scan', `samples/${notice}`, '--packs', 'no-such-pack'])
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('no-such-pack')
  })
})

describe('the pretty report', () => {
  let zh: Run
  let en: Run
  beforeAll(async () => {
    zh = await baoshen(['scan', `samples/${notice}`])
    en = await baoshen(['scan', `samples/${notice}`, '--lang', 'en'])
  })

  it('says the verdict first, then where, what, why, legal basis and what to do', () => {
    expect(zh.stdout.split('\n')[0]).toContain('拦截')
    for (const field of ['位置：', '原文：', '理由：', '依据：', '处置：', '结论一览'])
      expect(zh.stdout).toContain(field)
  })

  it('speaks English on request', () => {
    expect(en.stdout.split('\n')[0]).toContain('BLOCK')
    for (const field of ['where: ', 'why: ', 'basis: ', 'to do: ']) expect(en.stdout).toContain(field)
  })

  it('has no colours in a pipe', () => {
    expect(zh.stdout).not.toContain('\u001B[')
  })
})

describe('extract', () => {
  it('prints one reading a document as jsonl, with part, channel and box of every line', async () => {
    const run = await baoshen([
      'extract',
      `samples/${notice}`,
      'samples/汛期值班通知-扫描件.png',
      '--format',
      'jsonl',
    ])
    expect(run.status).toBe(0)
    const readings = run.stdout
      .trim()
      .split('\n')
      .map(line => readingSchema.parse(JSON.parse(line)))
    const scan = readings.find(reading => reading.path.endsWith('.png'))
    const recognised = scan?.parts.flatMap(part => part.lines).filter(line => line.channel === 'ocr') ?? []
    expect(recognised.length).toBeGreaterThan(5)
    for (const line of recognised) {
      expect(line.box?.every(value => value >= 0)).toBe(true)
      expect(line.confidence).toBeGreaterThan(0)
    }
  })

  it('prints lines for people as text', async () => {
    const run = await baoshen(['extract', `samples/${notice}`])
    expect(run.stdout).toMatch(/^── body$/m)
    expect(run.stdout).toMatch(/\[正文\].*秘密/)
  })
})
