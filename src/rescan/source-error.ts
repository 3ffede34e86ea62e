/** Why a source cannot be rescanned at all; the command line shows it and exits with status 2. */
import type { Language, Wording } from '../document/problem.ts'

export class SourceError extends Error {
  override readonly name = 'SourceError'
  private readonly wording: Wording

  constructor(wording: Wording, options?: ErrorOptions) {
    super(wording.en, options)
    this.wording = wording
  }

  in(language: Language): string {
    return this.wording[language]
  }
}
