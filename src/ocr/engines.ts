/** Opens engines when the first picture needs them: one load of each model a process. */
import { ProblemError } from '../document/problem.ts'
import type { Engine, OcrMode } from './engine.ts'
import type { OwnModels } from './models/own-models.ts'
import { openPaddle } from './paddle/paddle.ts'
import { openTesseract } from './tesseract.ts'

export interface EngineOptions {
  /** Threads of one inference; the first call in a process decides. */
  readonly threads: number
  /** The user's models for PP-OCR. */
  readonly models?: OwnModels | undefined
}

/** By name, and by whose models. */
const opened = new Map<string, Promise<Engine>>()

/**
 * The engines that read pictures in a mode; none for `off`. `auto` is PP-OCR, which reads the star of
 * 机密★20年 where Tesseract reads 女 or 妇 (npm run bench), and Tesseract where PP-OCR is not installed.
 * @throws {ProblemError} `ocr-missing` with the package that is not installed.
 */
export async function openEngines(mode: OcrMode, options: EngineOptions): Promise<readonly Engine[]> {
  switch (mode) {
    case 'off':
      return []
    case 'paddle':
      return [await paddle(options)]
    case 'tesseract':
      return [await tesseract()]
    case 'both':
      return [await paddle(options), await tesseract()]
    case 'auto':
      return [await paddle(options).catch(orTesseract)]
  }
}

/** The engine that is asked about what the first is unsure of; null where a mode names its engines, or it is missing. */
export async function openSecondEngine(mode: OcrMode, first: readonly Engine[]): Promise<Engine | null> {
  if (mode !== 'auto' || first.some(engine => engine.name === 'tesseract')) return null
  return tesseract().catch(orNone)
}

function orNone(cause: unknown): null {
  if (cause instanceof ProblemError && cause.code === 'ocr-missing') return null
  throw cause
}

/** Closes every engine of this process; the next picture opens them anew. */
export async function closeEngines(): Promise<void> {
  const engines = [...opened.values()]
  opened.clear()
  for (const engine of await Promise.allSettled(engines)) {
    if (engine.status === 'fulfilled') await engine.value.close()
  }
}

async function orTesseract(cause: unknown): Promise<Engine> {
  if (!(cause instanceof ProblemError) || cause.code !== 'ocr-missing') throw cause
  // When neither is there, the better engine is the one to install.
  return tesseract().catch(() => Promise.reject(cause))
}

function paddle(options: EngineOptions): Promise<Engine> {
  return once(`paddle ${options.models?.identity ?? ''}`, () => openPaddle(options))
}

function tesseract(): Promise<Engine> {
  return once('tesseract', openTesseract)
}

function once(key: string, open: () => Promise<Engine>): Promise<Engine> {
  const before = opened.get(key)
  if (before !== undefined) return before
  const engine = open()
  opened.set(key, engine)
  return engine
}
