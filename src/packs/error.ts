/** Why a pack cannot be used; the command line shows it and exits with status 2. */
import type { Language } from '../document/problem.ts'

export interface PackPlace {
  readonly file: string
  /** Counts from 1; null when the file could not be read at all. */
  readonly line: number | null
  /** Path of the field: `rules.3.match.mark`; empty for the file as a whole. */
  readonly field: string
}

export class PackError extends Error {
  override readonly name = 'PackError'
  readonly place: PackPlace
  private readonly wording: Readonly<Record<Language, string>>

  constructor(place: PackPlace, wording: Readonly<Record<Language, string>>, options?: ErrorOptions) {
    super(`${where(place)}${wording.en}`, options)
    this.place = place
    this.wording = wording
  }

  /** The message in the user's language, with file, line and field. */
  in(language: Language): string {
    return `${where(this.place)}${this.wording[language]}`
  }
}

function where({ file, line, field }: PackPlace): string {
  return `${file}${line === null ? '' : `:${line}`}${field === '' ? '' : ` (${field})`}: `
}
