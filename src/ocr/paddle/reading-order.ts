/** Pieces of text into rows, from the top, each from the left, whatever way the page lies. */
import type { QuarterTurns } from '../../document/quarter-turns.ts'
import type { RecognisedLine } from '../engine.ts'
import { boundingBox, type RotatedRectangle } from './rotated-rectangle.ts'

export interface ReadPiece {
  readonly rectangle: RotatedRectangle
  readonly turns: QuarterTurns
  readonly text: string
  readonly confidence: number
  /** Height of the characters in pixels. */
  readonly size: number
}

/** A piece in the upright page's own axes: its ends and its middle. */
interface Placed {
  readonly piece: ReadPiece
  readonly left: number
  readonly right: number
  readonly middle: number
  readonly height: number
}

/** Pieces with a gap below this many text heights are one line: 秘　密 is set with a character's width between. */
const widestGap = 1.05
/** A single character may be set wider apart: 绝　　密. */
const widestSpacing = 2.4
/** From this gap on a space is written between the pieces. */
const spaceGap = 0.5

export function inReadingOrder(pieces: readonly ReadPiece[]): RecognisedLine[] {
  const axis = pageAxis(pieces)
  const placed = pieces.map(piece => place(piece, axis)).sort((a, b) => a.middle - b.middle)
  const rows: Placed[][] = []
  for (const piece of placed) {
    const row = rows.at(-1)
    if (row?.some(other => sameRow(other, piece))) row.push(piece)
    else rows.push([piece])
  }
  return rows.flatMap(row => joinRow(row.sort((a, b) => a.left - b.left)))
}

/** The way up that most of the text has. */
export function pageTurns(pieces: readonly ReadPiece[]): QuarterTurns {
  const weight: [number, number, number, number] = [0, 0, 0, 0]
  for (const { turns, text, confidence } of pieces) weight[turns] += text.length * confidence
  return ([0, 1, 2, 3] as const).reduce((best, turns) => (weight[turns] > weight[best] ? turns : best))
}

/** Direction in which most of the text runs, in radians. */
function pageAxis(pieces: readonly ReadPiece[]): number {
  const turns = pageTurns(pieces)
  const angles = pieces
    .filter(piece => piece.turns === turns && piece.text.length > 3)
    .map(piece => piece.rectangle.angle)
    .sort((a, b) => a - b)
  return (angles[Math.floor(angles.length / 2)] ?? 0) - (turns * Math.PI) / 2
}

function place(piece: ReadPiece, axis: number): Placed {
  const { x, y, width, height, angle } = piece.rectangle
  const cos = Math.cos(axis)
  const sin = Math.sin(axis)
  // Whether the rectangle's width runs along the page's lines or across them.
  const along = Math.abs(Math.cos(angle - axis)) > Math.SQRT1_2
  const length = along ? width : height
  const centre = x * cos + y * sin
  return {
    piece,
    left: centre - length / 2,
    right: centre + length / 2,
    middle: y * cos - x * sin,
    height: along ? height : width,
  }
}

function sameRow(a: Placed, b: Placed): boolean {
  return Math.abs(a.middle - b.middle) < 0.5 * Math.min(a.height, b.height)
}

function joinRow(row: readonly Placed[]): RecognisedLine[] {
  const groups: Placed[][] = []
  for (const piece of row) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && belongTogether(last, piece)) group.push(piece)
    else groups.push([piece])
  }
  return groups.map(toLine)
}

function belongTogether(left: Placed, right: Placed): boolean {
  const low = Math.min(left.height, right.height)
  const high = Math.max(left.height, right.height)
  const isSpaced = /^\s*\p{Script=Han}\s*$/u.test(left.piece.text)
  const widest = (isSpaced ? widestSpacing : widestGap) * low
  return left.piece.turns === right.piece.turns && high < 1.5 * low && right.left - left.right < widest
}

function toLine(group: readonly Placed[]): RecognisedLine {
  let text = ''
  let sum = 0
  let count = 0
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  let end: number | undefined
  let size = 0
  for (const placed of group) {
    const { piece } = placed
    if (end !== undefined && placed.left - end > spaceGap * placed.height) text += ' '
    text += piece.text
    sum += piece.confidence * piece.text.length
    count += piece.text.length
    end = placed.right
    size = Math.max(size, piece.size)
    const [x, y, w, h] = boundingBox(piece.rectangle)
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + w)
    bottom = Math.max(bottom, y + h)
  }
  return {
    text,
    box: [left, top, right - left, bottom - top],
    confidence: count === 0 ? 0 : sum / count,
    size,
    turns: group[0]?.piece.turns ?? 0,
  }
}
