/** `inference.yml`, which PaddleOCR writes beside each exported model (tools/export_model.py, PP-OCRv4 to v6). */
import { parse } from 'yaml'
import { z } from 'zod'
import { ModelError } from './model-error.ts'

/** What a detector's input is made of its pixels, channel by channel in BGR order: (value ÷ 255 − mean) ÷ deviation. */
export interface Normalisation {
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
}

export interface InferenceConfig {
  readonly normalisation: Normalisation | null
  /** Height of the lines that a recogniser takes, in pixels. */
  readonly lineHeight: number | null
  /** A recogniser's classes, without blank and space. */
  readonly characters: readonly string[] | null
}

// Everything is read as text: a dictionary with a line `- 1` or `- ~` means these characters.
const number = z.string().transform(Number).pipe(z.number())
const triple = z.tuple([number, number, number])
/** A step without settings is written as its name alone, or with `null`. */
const orBare = <Schema extends z.ZodType>(settings: Schema) =>
  z.union([settings, z.string().transform(() => undefined)]).optional()
const step = z.object({
  DecodeImage: orBare(z.object({ img_mode: z.string().optional() })),
  NormalizeImage: orBare(z.object({ mean: triple, std: triple, scale: z.string().optional() })),
  RecResizeImg: orBare(z.object({ image_shape: triple })),
})
const schema = z.object({
  PreProcess: z.object({ transform_ops: z.array(orBare(step)) }).optional(),
  PostProcess: z.object({ character_dict: z.array(z.string()).optional() }).optional(),
})

/** @throws {ModelError} when it is not what PaddleOCR writes, or asks for what is not done here. */
export function readInferenceConfig(text: string, file: string): InferenceConfig {
  let value: unknown
  try {
    value = parse(text, { schema: 'failsafe', maxAliasCount: 0 })
  } catch (cause) {
    throw unusable(file, 'YAML', { cause })
  }
  const result = schema.safeParse(value)
  if (!result.success) throw unusable(file, result.error.issues[0]?.path.join('.') ?? '')
  const steps = result.data.PreProcess?.transform_ops ?? []
  const normalisation = steps.find(each => each?.NormalizeImage)?.NormalizeImage
  const mode = steps.find(each => each?.DecodeImage)?.DecodeImage?.img_mode
  if (mode !== undefined && mode !== 'BGR') throw unusable(file, `img_mode: ${mode}`)
  if (normalisation?.scale !== undefined && !isPerByte(normalisation.scale))
    throw unusable(file, `scale: ${normalisation.scale}`)
  return {
    normalisation: normalisation ? { mean: normalisation.mean, deviation: normalisation.std } : null,
    lineHeight: steps.find(each => each?.RecResizeImg)?.RecResizeImg?.image_shape[1] ?? null,
    characters: result.data.PostProcess?.character_dict ?? null,
  }
}

/** `1./255.`, `1/255` or the number. */
function isPerByte(scale: string): boolean {
  const [dividend = Number.NaN, divisor = 1] = scale.split('/').map(Number)
  return Math.abs(dividend / divisor - 1 / 255) < 1e-6
}

function unusable(file: string, what: string, options?: ErrorOptions): ModelError {
  return new ModelError(
    file,
    {
      zh: `不是可用的 PaddleOCR 配置（${what}）。请使用模型自带的 inference.yml。`,
      en: `is not a usable PaddleOCR configuration (${what}). Use the inference.yml that came with the model.`,
    },
    options,
  )
}
