/** Masking: what a text looks like without saying what it says. */

/** Stands for a letter, a digit or a character. */
export const maskCharacter = '●'

/** Letters, digits and characters become `●`; punctuation, brackets and stars stay, so that the shape can be seen. */
export function maskAll(text: string): string {
  return text.replaceAll(/[\p{Letter}\p{Number}\p{Mark}]/gu, maskCharacter)
}

/** A match keeps its first and last character: enough to find it again beside the paper. */
export function maskMatch(match: string): string {
  const characters = [...match]
  if (characters.length < 3) return maskAll(match)
  const middle = characters.slice(1, -1).join('')
  return `${characters[0]}${maskAll(middle)}${characters.at(-1)}`
}

/** A place of interest: a finding, as far as masking needs it. */
export interface Place {
  readonly part: string
  readonly match: string
  readonly box: readonly [number, number, number, number] | null
}

interface MaskableLine {
  readonly text: string
  readonly box: readonly [number, number, number, number] | null
}

const bare = (text: string) => text.replaceAll(/\s+/g, '')

function overlaps(a: MaskableLine['box'], b: MaskableLine['box']): boolean {
  if (!a || !b) return false
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
}

/**
 * Masks the lines of a part that findings stand in. A finding that no line can be told for masks the whole part:
 * nothing is shown because it could not be placed.
 */
export function maskLines<T extends MaskableLine>(lines: readonly T[], places: readonly Place[]): T[] {
  const masked = new Set<T>()
  for (const { match, box } of places) {
    const wanted = bare(match)
    const touched = lines.filter(line => {
      const text = bare(line.text)
      if (text === '') return false
      return text.includes(wanted) || (text.length > 1 && wanted.includes(text)) || overlaps(line.box, box)
    })
    for (const line of touched.length > 0 ? touched : lines) masked.add(line)
  }
  return lines.map(line => (masked.has(line) ? { ...line, text: maskAll(line.text) } : line))
}
