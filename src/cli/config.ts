/** The options of a run: command line over configuration file over defaults, checked in one place. */
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parse } from 'yaml'
import { z } from 'zod'
import { ocrModes } from '../ocr/engine.ts'

/** A mistake of the user's: message only, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const positive = z.coerce.number().positive()
const whole = z.coerce.number().int().positive()

/** Keys of a configuration file; the same words as the options. */
const configSchema = z.strictObject({
  failOn: z.enum(['block', 'review']).optional(),
  ocr: z.enum(ocrModes).optional(),
  packs: z.array(z.string()).optional(),
  terms: z.array(z.string()).optional(),
  concurrency: whole.max(256).optional(),
  timeout: positive.optional(),
  memory: whole.min(256).optional(),
  limits: z
    .strictObject({
      fileBytes: whole,
      inflatedBytes: whole,
      entries: whole,
      ratio: positive,
      members: whole,
      depth: whole,
      pages: whole,
      pixels: whole,
      pictures: whole,
      characters: whole,
    })
    .partial()
    .optional(),
})
export type Config = z.infer<typeof configSchema>

/** Documents at work at once when nothing else is said: recognition wants memory, so not one for each of many cores. */
export const defaultConcurrency = Math.min(4, availableParallelism())

/** @throws {UsageError} naming the option or the file's field. */
export async function resolveConfig(options: Record<string, unknown>): Promise<Config> {
  const fromFile = typeof options.config === 'string' ? await readConfig(options.config) : {}
  const known = Object.keys(configSchema.shape)
  const given = Object.fromEntries(
    Object.entries(options).filter(([key, value]) => known.includes(key) && value !== undefined),
  )
  return {
    ...fromFile,
    ...check(given, key => `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`),
  }
}

async function readConfig(file: string): Promise<Config> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--config ${file}: ${(error as NodeJS.ErrnoException).code}`, { cause: error })
  }
  let value: unknown
  try {
    value = parse(text, { maxAliasCount: 0 }) ?? {}
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`, { cause: error })
  }
  return check(value, key => `${file}: ${key}`)
}

function check(value: unknown, name: (key: string) => string): Config {
  const result = configSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new UsageError(`${name(issue?.path.join('.') ?? '')}: ${issue?.message}`)
}
