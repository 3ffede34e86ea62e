/**
 * Why a file was not read, in the reader's language. The service keeps the words of both; an older version of it kept
 * the Chinese ones alone, and the values are taken out of them again by the table they were made from. Values that are
 * words themselves stay Chinese then.
 */
import { type Language, problemKinds, type Wording } from './problem.ts'

/** As it is kept: of another version of the program, the code may be unknown. */
interface Kept {
  readonly code: string
  readonly message: string
  readonly messageIn?: Wording | undefined
}

const kinds: Readonly<Record<string, Readonly<Record<Language, string>>>> = problemKinds

const placeholder = /\{(\w+)\}/g

const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The Chinese message as a pattern whose groups are the values, in their order. */
function patternOf(message: string): RegExp {
  const parts = message.split(/\{\w+\}/).map(quoted)
  return new RegExp(`^${parts.join('([\\s\\S]*?)')}$`)
}

export function problemText({ code, message, messageIn }: Kept, language: Language): string {
  if (messageIn !== undefined) return messageIn[language]
  const kind = kinds[code]
  if (language === 'zh' || !kind) return message
  const found = patternOf(kind.zh).exec(message)
  // Kept by another version of the program, in other words.
  if (!found) return message
  const names = [...kind.zh.matchAll(placeholder)].map(([, name]) => name)
  return kind.en.replaceAll(placeholder, (whole, name: string) => found[names.indexOf(name) + 1] ?? whole)
}
