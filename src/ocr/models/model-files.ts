/** Which files in the user's folder are the models, and what lies beside them. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import glob from 'fast-glob'
import { ModelError } from './model-error.ts'

export interface ModelFiles {
  /** Absolute paths. */
  readonly detector: string
  readonly recogniser: string
  /** All `.txt`, those that are likelier a dictionary first. */
  readonly texts: readonly string[]
}

/** `DIR/PP-OCRv5/det/inference.onnx` is as deep as such folders are. */
const deepest = 4

/**
 * Finds one detector and one recogniser: `det.onnx`, `ch_PP-OCRv4_det_infer.onnx`,
 * `PP-OCRv5_server_det_infer/inference.onnx`, and likewise `rec`.
 * @throws {ModelError} when one is missing, or there are several.
 */
export async function findModelFiles(folder: string): Promise<ModelFiles> {
  const info = await stat(folder).catch(() => null)
  if (!info?.isDirectory())
    throw new ModelError(folder, { zh: '找不到该模型目录。请核对路径。', en: 'There is no such folder.' })
  const files = (
    await glob('**/*.{onnx,txt}', { cwd: folder, deep: deepest, caseSensitiveMatch: false })
  ).sort()
  const models = files.filter(file => /\.onnx$/i.test(file))
  const detector = theOne('detector', models, folder)
  const recogniser = theOne('recogniser', models, folder)
  const rank = (file: string) =>
    (/keys|dict/i.test(path.basename(file)) ? 0 : 2) +
    (path.dirname(file) === path.dirname(recogniser) ? 0 : 1)
  const texts = files.filter(file => !models.includes(file)).sort((a, b) => rank(a) - rank(b))
  return {
    detector: path.resolve(folder, detector),
    recogniser: path.resolve(folder, recogniser),
    texts: texts.map(file => path.resolve(folder, file)),
  }
}

type Role = 'detector' | 'recogniser'

const names = {
  detector: { zh: '文字检测', en: 'detector', pattern: 'det' },
  recogniser: { zh: '文字识别', en: 'recogniser', pattern: 'rec' },
} as const

function theOne(role: Role, models: readonly string[], folder: string): string {
  const { zh, en, pattern } = names[role]
  const [found, ...others] = models.filter(file => roleOf(file) === role)
  if (found === undefined) {
    throw new ModelError(folder, {
      zh: `缺少${zh}模型：应有名称含 ${pattern} 的 .onnx 文件，或 …${pattern}…/inference.onnx。Paddle 格式的模型请先用 paddle2onnx 转换。`,
      en: `The ${en} model is missing: an .onnx file with ${pattern} in its name, or …${pattern}…/inference.onnx. Convert models in Paddle's own format with paddle2onnx.`,
    })
  }
  if (others.length > 0) {
    const list = [found, ...others].join(', ')
    throw new ModelError(folder, {
      zh: `有多个${zh}模型（${list}），只能留一个。`,
      en: `There are several ${en} models (${list}); leave one.`,
    })
  }
  return found
}

/** By the file's name, else by the folder it lies in. */
function roleOf(file: string): Role | null {
  for (const name of file.toLowerCase().split('/').reverse()) {
    const [detects, recognises] = [name.includes('det'), name.includes('rec')]
    if (detects !== recognises) return detects ? 'detector' : 'recogniser'
  }
  return null
}
