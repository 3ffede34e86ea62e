/** A folder of the user's own models: what is found in it, and what is said when something is missing or does not fit. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readInferenceConfig } from '../../src/ocr/models/inference-config.ts'
import { ModelError } from '../../src/ocr/models/model-error.ts'
import { readOnnxHeader } from '../../src/ocr/models/onnx-header.ts'
import { loadOwnModels } from '../../src/ocr/models/own-models.ts'
import { childFlags } from '../../src/sandbox/permissions.ts'
import { onnxFile } from './onnx-file.ts'

const root = mkdtempSync(path.join(tmpdir(), 'baoshen-models-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
/** A new folder with these files. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = path.join(root, String(++folders))
  mkdirSync(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  return folder
}

const detector = onnxFile({ input: [null, 3, null, null], output: [null, 1, null, null] })
/** Of three characters, blank and space. */
const rec = { input: [null, 3, 48, null], output: [null, null, 5] } as const
const recogniser = onnxFile(rec)
const keys = '机\n密\n2\n'
const classes = ['', '机', '密', '2', ' ']

/** As PaddleOCR writes it for a recogniser. */
function recConfig(characters: readonly string[], height = 48): string {
  return stringify({
    Global: { model_name: 'PP-OCRv5_server_rec' },
    PreProcess: {
      transform_ops: [
        { DecodeImage: { channel_first: false, img_mode: 'BGR' } },
        { MultiLabelEncode: { gtc_encode: 'NRTRLabelEncode' } },
        { RecResizeImg: { image_shape: [3, height, 320] } },
        { KeepKeys: { keep_keys: ['image'] } },
      ],
    },
    PostProcess: { name: 'CTCLabelDecode', character_dict: characters },
  })
}

describe('what is found', () => {
  test.each<[string, Record<string, string | Uint8Array>]>([
    [
      'folders as PaddleOCR exports them',
      {
        'PP-OCRv5_server_det_infer/inference.onnx': detector,
        'PP-OCRv5_server_rec_infer/inference.onnx': recogniser,
        'PP-OCRv5_server_rec_infer/inference.yml': recConfig(['机', '密', '2']),
      },
    ],
    [
      'one folder with a key file, and other files about',
      {
        'ch_PP-OCRv4_det_infer.onnx': detector,
        'ch_PP-OCRv4_rec_infer.onnx': recogniser,
        'ch_ppocr_mobile_v2.0_cls_infer.onnx': 'not looked at',
        'README.txt': 'line\nline\nline\n',
        'ppocr_keys_v1.txt': keys,
      },
    ],
    [
      'a dictionary of any name',
      { 'det.onnx': detector, 'rec.onnx': recogniser, 'chars.txt': '机\r\n密\r\n2' },
    ],
    [
      'the dictionary in the model, as RapidOCR has it',
      {
        'det/model.onnx': detector,
        'rec/model.onnx': onnxFile({ ...rec, metadata: { author: 'x', character: '机\n密\n2' } }),
      },
    ],
    [
      'a dictionary with the space in it',
      { 'det.onnx': detector, 'rec.onnx': recogniser, 'dict.txt': '机\n密\n2\n \n' },
    ],
    [
      'of several dictionaries the one of the right length',
      { 'det.onnx': detector, 'rec.onnx': recogniser, 'en_dict.txt': 'a\nb\n', 'ppocrv5_dict.txt': keys },
    ],
  ])('%s', async (_, files) => {
    const models = await loadOwnModels(folderOf(files))
    expect(models.classes).toEqual(classes)
    expect(models.detector).toMatch(/det/)
    expect(models.recogniser).toMatch(/rec/)
  })

  test('the input that the detector was trained with', async () => {
    const files = (mean: readonly number[]) => ({
      'det/inference.onnx': detector,
      'det/inference.yml': stringify({
        PreProcess: {
          transform_ops: [
            { DecodeImage: { channel_first: false, img_mode: 'BGR' } },
            { DetLabelEncode: null },
            { DetResizeForTest: { resize_long: 960 } },
            { NormalizeImage: { mean, order: 'hwc', scale: '1./255.', std: [0.5, 0.25, 0.125] } },
            { ToCHWImage: null },
          ],
        },
      }),
      'rec.onnx': recogniser,
      'keys.txt': keys,
    })
    const one = await loadOwnModels(folderOf(files([0.5, 0.4, 0.3])))
    expect(one.normalisation).toEqual({ mean: [0.5, 0.4, 0.3], deviation: [0.5, 0.25, 0.125] })
    const other = await loadOwnModels(folderOf(files([0.5, 0.4, 0.2])))
    const again = await loadOwnModels(folderOf(files([0.5, 0.4, 0.3])))
    expect([other.identity === one.identity, again.identity === one.identity]).toEqual([false, true])
  })

  test('characters that YAML takes for something else', () => {
    const characters = ['1', '~', 'null', 'y', '!', "'", '"', '\\', '#', '-', '　', ':', '1.0', '[', '{', '&']
    expect(readInferenceConfig(recConfig(characters), 'a').characters).toEqual(characters)
    expect(
      readInferenceConfig('PostProcess:\n  character_dict:\n  - 1\n  - ~\n  - n\n  - 　\n', 'a').characters,
    ).toEqual(['1', '~', 'n', '　'])
  })

  test('a child may read the two models, behind their links, and nothing else of the folder', async () => {
    const store = folderOf({ 'blob-1': detector, 'blob-2': recogniser })
    const folder = folderOf({ 'keys.txt': keys })
    symlinkSync(path.join(store, 'blob-1'), path.join(folder, 'det.onnx'))
    symlinkSync(path.join(store, 'blob-2'), path.join(folder, 'rec.onnx'))
    const flags = childFlags(500, await loadOwnModels(folder))
    expect(flags.filter(flag => !childFlags(500).includes(flag))).toEqual([
      `--allow-fs-read=${path.join(store, 'blob-1')}`,
      `--allow-fs-read=${path.join(store, 'blob-2')}`,
    ])
  })
})

describe('what is refused, naming it', () => {
  const good = { 'det.onnx': detector, 'rec.onnx': recogniser, 'keys.txt': keys }

  test.each<[string, Record<string, string | Uint8Array | null>, RegExp, RegExp]>([
    ['no detector', { 'det.onnx': null }, /缺少文字检测模型/, /The detector model is missing/],
    ['no recogniser', { 'rec.onnx': null }, /缺少文字识别模型/, /The recogniser model is missing/],
    [
      'two detectors',
      { 'server/det.onnx': detector },
      /有多个文字检测模型/,
      /several detector models \(det\.onnx, server\/det/,
    ],
    ['no dictionary', { 'keys.txt': null }, /缺少识别模型的字典/, /dictionary is missing/],
    [
      'another dictionary',
      { 'keys.txt': '机\n密\n' },
      /字典有 2 个字符，模型有 5 类/,
      /has 2 characters, the model 5 classes/,
    ],
    [
      'a model cut short',
      { 'det.onnx': detector.subarray(0, 5000) },
      /det\.onnx：不是完整的 ONNX/,
      /not a whole ONNX/,
    ],
    ['an empty file', { 'rec.onnx': '' }, /rec\.onnx：不是完整的 ONNX/, /not a whole ONNX/],
    [
      'models that were swapped',
      { 'det.onnx': onnxFile({ ...rec, input: [null, 3, null, null] }) },
      /不是文字检测模型/,
      /not a text detector/,
    ],
    [
      'a detector of one size',
      { 'det.onnx': onnxFile({ input: [1, 3, 640, 640], output: [1, 1, 640, 640] }) },
      /（1 × 3 × 640 × 640）不受支持/,
      /any size/,
    ],
    ['half precision', { 'rec.onnx': onnxFile({ ...rec, type: 10 }) }, /type 10/, /32-bit floats/],
    [
      'lines of another height',
      { 'rec.yml': recConfig(['机', '密', '2'], 32) },
      /3 × 32/,
      /lines 48 px high/,
    ],
    ['a configuration that is none', { 'rec.yml': '- [' }, /rec\.yml：不是可用的/, /not a usable PaddleOCR/],
    [
      'pixels in another order',
      { 'det.yml': stringify({ PreProcess: { transform_ops: [{ DecodeImage: { img_mode: 'RGB' } }] } }) },
      /img_mode: RGB/,
      /img_mode: RGB/,
    ],
  ])('%s', async (_, changes, zh, en) => {
    const files = Object.fromEntries(
      Object.entries({ ...good, ...changes }).filter(entry => entry[1] !== null),
    ) as Record<string, string | Uint8Array>
    const error = await loadOwnModels(folderOf(files)).catch((thrown: unknown) => thrown)
    if (!(error instanceof ModelError)) throw error
    expect(error.in('zh')).toMatch(zh)
    expect(error.in('en')).toMatch(en)
  })

  test('a folder that is not there', async () => {
    await expect(loadOwnModels(path.join(root, 'none'))).rejects.toThrow('There is no such folder')
  })
})

test('a header is read whole or not at all', () => {
  const file = onnxFile({ ...rec, metadata: { character: '机' } })
  expect(readOnnxHeader(file)).toMatchObject({
    inputs: [{ type: 1, shape: [null, 3, 48, null] }],
    outputs: [{ shape: [null, null, 5] }],
  })
  for (const end of [1, 3, 100, 70_000, file.length - 1])
    expect(() => readOnnxHeader(file.subarray(0, end))).toThrow(RangeError)
})
