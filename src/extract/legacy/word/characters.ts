/** The characters of a Word document between two positions, piece by piece, with their formatting. */
import { Binary } from '../binary.ts'
import { decodeCodePage } from '../code-page.ts'
import { type CharacterFormat, type FormatRun, runAt } from './formats.ts'
import { type Piece, pieceAt } from './pieces.ts'

export interface Characters {
  readonly text: string
  readonly format: CharacterFormat
}

const plain: CharacterFormat = {}
const western = 1252

export class CharacterSource {
  /** Position behind the last character. */
  readonly end: number
  readonly #document: Binary
  readonly #pieces: readonly Piece[]
  readonly #runs: readonly FormatRun[]
  /** Word 6 and 95 with one byte a character; a character may take two of them. */
  readonly #codePage: number | null

  constructor(
    document: Uint8Array,
    pieces: readonly Piece[],
    runs: readonly FormatRun[],
    codePage: number | null,
  ) {
    this.#document = new Binary(document)
    this.#pieces = pieces
    this.#runs = runs
    this.#codePage = codePage
    this.end = pieces.at(-1)?.end ?? 0
  }

  *between(from: number, to: number): Generator<Characters> {
    if (this.#codePage !== null) {
      yield* this.#narrow(from, to, this.#codePage)
      return
    }
    for (let i = pieceAt(this.#pieces, from); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Piece
      if (piece.start >= to) return
      const start = piece.at + (Math.max(from, piece.start) - piece.start) * piece.characterBytes
      const end = piece.at + (Math.min(to, piece.end) - piece.start) * piece.characterBytes
      yield* this.#bytes(start, Math.min(end, this.#document.length), piece)
    }
  }

  *#bytes(start: number, end: number, piece: Piece): Generator<Characters> {
    let at = start
    let index = runAt(this.#runs, at)
    while (at < end) {
      const run = this.#runs[index]
      let next = end
      let format = plain
      if (run && run.start <= at) {
        next = Math.min(end, run.end)
        format = run.format
        index++
      } else if (run && run.start < end) next = run.start
      // Runs of a damaged file may overlap or split a character.
      if (next <= at) continue
      if (piece.characterBytes === 2 && (next - at) % 2 === 1) next = Math.min(end, next + 1)
      const text =
        piece.characterBytes === 2
          ? this.#document.wide(at, (next - at) >> 1)
          : decodeCodePage(this.#document.slice(at, next), western)
      yield { text, format: piece.format ? { ...format, ...piece.format } : format }
      at = next
    }
  }

  *#narrow(from: number, to: number, codePage: number): Generator<Characters> {
    const parts: Uint8Array[] = []
    for (let i = pieceAt(this.#pieces, from); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Piece
      if (piece.start >= to) break
      const start = piece.at + Math.max(from, piece.start) - piece.start
      parts.push(this.#document.slice(start, piece.at + Math.min(to, piece.end) - piece.start))
    }
    yield { text: decodeCodePage(Buffer.concat(parts), codePage), format: plain }
  }
}
