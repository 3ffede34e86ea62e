/** Why a folder of the user's own OCR models cannot be used; the command line shows it and exits with status 2. */
import type { Language, Wording } from '../../document/problem.ts'

export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly file: string
  private readonly wording: Wording

  /** @param file the folder, or the file in it, that is at fault. */
  constructor(file: string, wording: Wording, options?: ErrorOptions) {
    super(`${file}: ${wording.en}`, options)
    this.file = file
    this.wording = wording
  }

  /** The message in the user's language. */
  in(language: Language): string {
    return `${this.file}${language === 'zh' ? '：' : ': '}${this.wording[language]}`
  }
}
