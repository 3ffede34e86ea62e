/** The options of a run: command line over configuration file over defaults, checked in one place. */
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { Language } from '../document/problem.ts'
import { ocrModes } from '../ocr/engine.ts'
import { type UsageWords, usageWords } from './usage-words.ts'

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
  ocrModels: z.string().min(1).optional(),
  packs: z.array(z.string()).optional(),
  terms: z.array(z.string()).optional(),
  stopAtFirst: z.boolean().optional(),
  allowTargets: z.array(z.string()).optional(),
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

/** @throws {UsageError} naming the option or the file's field, and what it must be. */
export async function resolveConfig(options: Record<string, unknown>, language: Language): Promise<Config> {
  const words = usageWords[language]
  const fromFile = typeof options.config === 'string' ? await readConfig(options.config, words) : {}
  const known = Object.keys(configSchema.shape)
  const given = Object.fromEntries(
    Object.entries(options).filter(([key, value]) => known.includes(key) && value !== undefined),
  )
  const asOption = (key: string) => `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
  return { ...fromFile, ...check(given, asOption, words) }
}

async function readConfig(file: string, words: UsageWords): Promise<Config> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const reason = words.fileError((error as NodeJS.ErrnoException).code ?? 'unknown')
    throw new UsageError(`--config ${file}: ${reason}`, { cause: error })
  }
  let value: unknown
  try {
    value = parse(text, { maxAliasCount: 0 }) ?? {}
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined
    throw new UsageError(`--config ${file}: ${words.notYaml(line)}`, { cause: error })
  }
  return check(value, key => `${file}: ${key}`, words)
}

function check(value: unknown, name: (key: string) => string, words: UsageWords): Config {
  const result = configSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    throw new UsageError(`${name([...issue.path, issue.keys[0]].join('.'))}: ${words.unknownKey}`)
  }
  const path = issue?.path ?? []
  const expected = words.expected[path.slice(0, path[0] === 'limits' ? 2 : 1).join('.')]
  throw new UsageError(
    expected === undefined ? name(path.join('.')) : words.mustBe(name(path.join('.')), expected),
  )
}
