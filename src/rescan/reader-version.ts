/** Version of everything but the rules that decides over what is read of a document: when it changes, all is read again. */
import { loadOwnModels } from '../ocr/models/own-models.ts'
import type { ScreenerOptions } from '../screener.ts'
import { version } from '../version.ts'
import { digest } from './state/digest.ts'

export async function readerVersion({ ocr = 'auto', ocrModels, limits }: ScreenerOptions): Promise<string> {
  const models = ocrModels === undefined ? '' : (await loadOwnModels(ocrModels)).identity
  // What fails at the limits of time and memory is tried again in every run anyway.
  const { seconds: _, megabytes: __, ...others } = limits ?? {}
  return digest(version(), ocr, models, JSON.stringify(Object.entries(others).sort()))
}
