/** The user's own PP-OCR models (`--ocr-models`): found, checked against one another and described, once, at start. */
import { hash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { readCharacters } from '../paddle/dictionary.ts'
import { type InferenceConfig, type Normalisation, readInferenceConfig } from './inference-config.ts'
import { ModelError } from './model-error.ts'
import { findModelFiles, type ModelFiles } from './model-files.ts'
import { type OnnxHeader, readOnnxHeader } from './onnx-header.ts'

/** All that a child process has to know; the two files are all that it has to read. */
export interface OwnModels {
  /** Real paths of the `.onnx` files. */
  readonly detector: string
  readonly recogniser: string
  /** What the detector's input is made of; as PP-OCR's own when null. */
  readonly normalisation: Normalisation | null
  /** The recogniser's classes in order, the blank first. */
  readonly classes: readonly string[]
  /** Differs when anything of the above does. */
  readonly identity: string
}

/** Of the lines given to a recogniser: PP-OCRv3 to v6. */
const lineHeight = 48
const float32 = 1

/** @throws {ModelError} naming what is missing or does not fit. */
export async function loadOwnModels(folder: string): Promise<OwnModels> {
  const files = await findModelFiles(folder)
  const detector = await openFile(files.detector)
  const recogniser = await openFile(files.recogniser)
  checkInput(detector, [null, 3, null, null])
  checkInput(recogniser, [null, 3, lineHeight, null])
  checkOutput(detector, 4, { zh: '文字检测', en: 'a text detector' })
  checkOutput(recogniser, 3, { zh: '文字识别', en: 'a text recogniser' })
  const height = recogniser.config?.lineHeight ?? lineHeight
  if (height !== lineHeight) throw wrongInput(files.recogniser, `3 × ${height}`)
  const classes = await findClasses(files, recogniser)
  const normalisation = detector.config?.normalisation ?? null
  const identity = hash(
    'sha256',
    JSON.stringify([detector.digest, recogniser.digest, normalisation, classes]),
    'base64',
  )
  return {
    detector: await realpath(files.detector),
    recogniser: await realpath(files.recogniser),
    normalisation,
    classes,
    identity,
  }
}

interface ModelFile {
  readonly file: string
  readonly digest: string
  readonly header: OnnxHeader
  readonly config: InferenceConfig | null
}

async function openFile(file: string): Promise<ModelFile> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const code = cause.code ?? 'unknown'
    throw new ModelError(file, { zh: `无法读取（${code}）。`, en: `cannot be read (${code}).` }, { cause })
  })
  return { file, digest: hash('sha256', bytes), header: headerOf(bytes, file), config: await configOf(file) }
}

function headerOf(bytes: Uint8Array, file: string): OnnxHeader {
  try {
    const header = readOnnxHeader(bytes)
    if (header.inputs.length > 0 && header.outputs.length > 0) return header
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new ModelError(file, {
    zh: '不是完整的 ONNX 模型。请重新下载或重新导出。',
    en: 'is not a whole ONNX model. Download or export it again.',
  })
}

/** `inference.yml` in the same folder, or a file with the model's own name. */
async function configOf(model: string): Promise<InferenceConfig | null> {
  for (const base of [path.basename(model, path.extname(model)), 'inference']) {
    for (const ending of ['yml', 'yaml']) {
      const file = path.join(path.dirname(model), `${base}.${ending}`)
      const text = await readFile(file, 'utf8').catch(() => null)
      if (text !== null) return readInferenceConfig(text, file)
    }
  }
  return null
}

/** @param expected null where any length will do, which the model must then accept. */
function checkInput({ file, header }: ModelFile, expected: readonly (number | null)[]): void {
  const input = header.inputs[0]
  if (input?.type !== float32) throw wrongInput(file, `type ${input?.type}`)
  const { shape } = input
  // The number of pictures at a time is always one here, so that a fixed 1 is as good as any.
  const fits =
    (shape.length === expected.length || shape.length === 0) &&
    shape.every((length, i) => i === 0 || length === null || length === expected[i])
  if (!fits) throw wrongInput(file, shape.map(length => length ?? '?').join(' × '))
}

function wrongInput(file: string, found: string): ModelError {
  return new ModelError(file, {
    zh: `模型的输入（${found}）不受支持：需要 32 位浮点、可变尺寸，识别行高 ${lineHeight} 像素（PP-OCRv3 至 v6）。请重新导出。`,
    en: `takes an input (${found}) that is not supported: it must be 32-bit floats of any size, lines ${lineHeight} px high (PP-OCRv3 to v6). Export it again.`,
  })
}

function checkOutput({ file, header }: ModelFile, rank: number, is: { zh: string; en: string }): void {
  const shape = header.outputs[0]?.shape ?? []
  // A model need not say how its output is shaped.
  if (shape.length === rank || shape.length === 0) return
  throw new ModelError(file, {
    zh: `不是${is.zh}模型。请核对文件名。`,
    en: `is not ${is.en}. Check which file is which.`,
  })
}

/**
 * The characters from what belongs to the model for certain, its inference.yml or the `character` in its metadata
 * (RapidOCR), else from a text file. A list of another length than the model's would shift every character.
 */
async function findClasses({ texts }: ModelFiles, { file, header, config }: ModelFile): Promise<string[]> {
  const count = header.outputs[0]?.shape.at(-1) ?? null
  const own = [config?.characters ?? null, charactersIn(header)].filter(list => list !== null)
  let wrong: readonly string[] | undefined
  for (const list of [...own, ...texts]) {
    const characters = typeof list === 'string' ? readCharacters(await readFile(list)) : list
    const classes = classesOf(characters, count)
    if (classes !== null) return classes
    wrong ??= characters
  }
  if (wrong === undefined) {
    throw new ModelError(path.dirname(file), {
      zh: '缺少识别模型的字典：应有 inference.yml（PostProcess.character_dict）或 …keys….txt、…dict….txt。',
      en: "The recogniser's dictionary is missing: an inference.yml (PostProcess.character_dict), or …keys….txt or …dict….txt.",
    })
  }
  throw new ModelError(file, {
    zh: `字典与识别模型不符：字典有 ${wrong.length} 个字符，模型有 ${count} 类。请使用模型自带的字典。`,
    en: `The dictionary does not belong to this recogniser: it has ${wrong.length} characters, the model ${count} classes. Use the one that came with it.`,
  })
}

function charactersIn({ metadata }: OnnxHeader): readonly string[] | null {
  const text = metadata.get('character')
  return text === undefined ? null : readCharacters(new TextEncoder().encode(text))
}

/** Blank, characters, space; some lists end with the space. Null when the model has another number of classes. */
function classesOf(characters: readonly string[], count: number | null): string[] | null {
  const spaced = ['', ...characters, ' ']
  if (count === null || count === spaced.length) return spaced
  return count === spaced.length - 1 ? ['', ...characters] : null
}
