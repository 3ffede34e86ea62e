/** One paragraph while it is read: pieces of text in order, put together as lines when it ends. */
import type { Channel, Line } from '../../document/document.ts'
import { plainLine } from '../ooxml/line.ts'

/** Why a piece is, or is not, in what a reader sees. */
export type PieceKind = 'text' | 'inserted' | 'deleted' | 'hidden' | 'instruction' | 'ruby'

export interface TextStyle {
  /** Points. */
  readonly size?: number | undefined
  /** `#rrggbb` */
  readonly color?: string | undefined
}

interface Piece extends TextStyle {
  readonly kind: PieceKind
  readonly text: string
}

/** A line break is a piece of its own, so that removing a branch of alternatives removes its breaks too. */
const lineBreak: Piece = { kind: 'text', text: '\n' }

/** Up to this length a line is also given as it reads with its deleted or hidden text in place. */
const restoredMaxCharacters = 200

export class Paragraph {
  readonly #pieces: Piece[] = []
  /** Stands in a frame of its own. */
  framed = false
  /** Style of the paragraph, for the sizes of its runs. */
  styleId: string | undefined
  /** Lines of what is anchored here (text boxes, alternative texts): they follow the paragraph. */
  readonly anchored: Line[] = []

  add(kind: PieceKind, text: string, style: TextStyle): void {
    if (text !== '') this.#pieces.push({ kind, text, size: style.size, color: style.color })
  }

  break(): void {
    this.#pieces.push(lineBreak)
  }

  /** A position, for `cut`. */
  mark(): number {
    return this.#pieces.length
  }

  /** The text since a mark. */
  since(mark: number): string {
    return join(this.#pieces.slice(mark))
  }

  /** Takes out everything since a mark. */
  cut(mark: number): void {
    this.#pieces.length = mark
  }

  /** What is seen first; then, line by line, what is not. Blank lines are left out. */
  lines(channel: Channel): Line[] {
    const lines: Line[] = []
    for (const row of rows(this.#pieces)) {
      const visible = row.filter(isVisible)
      push(lines, join(visible), channel, dominantStyle(visible))
      for (const text of contiguous(row, 'ruby')) push(lines, text, channel)
      concealed(lines, row, 'deleted', 'revision')
      concealed(lines, row, 'hidden', 'hidden')
      for (const text of contiguous(row, 'instruction')) push(lines, text, 'hidden')
    }
    return lines.concat(this.anchored)
  }
}

function push(lines: Line[], text: string, channel: Channel, style: TextStyle = {}): void {
  if (text.trim() === '') return
  const { size, color } = style
  lines.push({
    ...plainLine(text, channel),
    ...(size === undefined ? {} : { size }),
    ...(color === undefined ? {} : { color }),
  })
}

/** The concealed text alone, and the line as it reads with it: a mark may be hidden or deleted only in part. */
function concealed(lines: Line[], row: readonly Piece[], kind: 'deleted' | 'hidden', channel: Channel): void {
  const alone = contiguous(row, kind)
  for (const text of alone) push(lines, text, channel)
  if (alone.length === 0) return
  const dropped: PieceKind = kind === 'deleted' ? 'inserted' : 'deleted'
  const restored = join(
    row.filter(piece => piece.kind === kind || (isVisible(piece) && piece.kind !== dropped)),
  )
  if (restored.length <= restoredMaxCharacters && !(alone.length === 1 && alone[0] === restored)) {
    push(lines, restored, channel)
  }
}

function isVisible(piece: Piece): boolean {
  return piece.kind === 'text' || piece.kind === 'inserted'
}

/** Texts of the given kind that no visible text stands between. */
function contiguous(row: readonly Piece[], kind: PieceKind): string[] {
  const texts: string[] = []
  let open = false
  for (const piece of row) {
    if (piece.kind === kind) {
      if (open) texts.push(`${texts.pop()}${piece.text}`)
      else texts.push(piece.text)
      open = true
    } else if (isVisible(piece)) open = false
  }
  return texts
}

function rows(pieces: readonly Piece[]): Piece[][] {
  let row: Piece[] = []
  const all = [row]
  for (const piece of pieces) {
    if (piece === lineBreak) {
      row = []
      all.push(row)
    } else row.push(piece)
  }
  return all
}

function join(pieces: readonly Piece[]): string {
  return pieces.map(piece => piece.text).join('')
}

/** The size and the colour that most characters have. */
function dominantStyle(pieces: readonly Piece[]): TextStyle {
  return { size: dominant(pieces, 'size'), color: dominant(pieces, 'color') }
}

function dominant<K extends keyof TextStyle>(pieces: readonly Piece[], key: K): TextStyle[K] {
  const counts = new Map<TextStyle[K], number>()
  let best: TextStyle[K] | undefined
  let most = 0
  for (const piece of pieces) {
    const count = (counts.get(piece[key]) ?? 0) + piece.text.trim().length
    counts.set(piece[key], count)
    if (count > most) {
      most = count
      best = piece[key]
    }
  }
  return best
}
