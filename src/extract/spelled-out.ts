/** What a line of text says to those who decode it: character references of HTML, escapes of JSON, YAML or SQL. */
import { chinese, decodeEscapes, decodeReferences, reference, unicodeEscape } from './escapes.ts'
import { literalsOf } from './string-literals.ts'

/**
 * @returns what a line says once its characters are decoded, when that is Chinese: the strings in it by themselves
 * when it is they that hold the escapes (`title: "\u673a\u5bc6"`), else the whole line.
 */
export function spelledOut(line: string): string[] {
  const escapes = unicodeEscape.test(line)
  if (!escapes && !reference.test(line)) return []
  const strings = escapes
    ? literalsOf(line).filter(({ kind, source }) => kind === 'string' && unicodeEscape.test(source))
    : []
  const texts = strings.length > 0 ? strings.map(({ source }) => source) : [line]
  return texts
    .map(text => decodeReferences(escapes ? decodeEscapes(text) : text))
    .filter(text => text !== line && chinese.test(text))
}
