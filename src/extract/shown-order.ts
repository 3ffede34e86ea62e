/** What a reader sees of a text whose writing direction is overridden: U+202E before 年02★密机 shows 机密★20年. */

const rightToLeft = '\u202e'
const opening = /[\u202a\u202b\u202d\u202e\u2066-\u2068]/
const closing = /[\u202c\u2069]/
/** Embeddings and isolates deeper than this are ignored (UAX #9, BD2). */
const depthLimit = 125
/** Brackets are drawn the other way round from right to left (UAX #9, L4). */
const mirrored = new Map(
  [
    '()',
    '[]',
    '{}',
    '<>',
    '〔〕',
    '【】',
    '〈〉',
    '《》',
    '「」',
    '『』',
    '〖〗',
    '（）',
    '［］',
    '｛｝',
    '＜＞',
    '«»',
  ].flatMap(([left = '', right = '']) => [
    [left, right],
    [right, left],
  ]),
)

/**
 * Follows U+202E (right-to-left override) only; the embeddings inside it are read in their own order. Letters
 * that run from right to left by themselves stay as they are: no mark is written in them.
 * @returns the line in the order of what is seen, without the controls; a second time with its brackets as they
 * are stored when it has any, since who reverses a text by hand forgets that they turn; empty when nothing is overridden.
 */
export function shownOrders(line: string): string[] {
  if (!line.includes(rightToLeft)) return []
  return [...new Set([reorder(line, mirror), reorder(line, piece => piece)])]
}

function reorder(line: string, turn: (piece: string) => string): string {
  const open: { readonly reversed: boolean; readonly pieces: string[] }[] = []
  let current = { reversed: false, pieces: [] as string[] }
  let ignored = 0
  const close = () => {
    const outer = open.pop()
    if (!outer) return
    const { reversed, pieces } = current
    outer.pieces.push((reversed ? pieces.reverse().map(turn) : pieces).join(''))
    current = outer as typeof current
  }
  for (const character of line) {
    if (opening.test(character)) {
      if (open.length >= depthLimit) ignored++
      else {
        open.push(current)
        current = { reversed: character === rightToLeft, pieces: [] }
      }
    } else if (closing.test(character)) {
      if (ignored > 0) ignored--
      else close()
    } else current.pieces.push(character)
  }
  while (open.length > 0) close()
  return current.pieces.join('')
}

function mirror(piece: string): string {
  return mirrored.get(piece) ?? piece
}
