/** Operators that set the text state (ISO 32000-1, 9.3 and 9.4.2). */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type GraphicsState, moveText, setTextMatrix } from './graphics-state.ts'
import { matrixOf } from './matrix.ts'
import { numberOf } from './operator-list.ts'

/** @returns whether the operator was one of them. */
export function textOperator(state: GraphicsState, fn: number, args: readonly unknown[]): boolean {
  switch (fn) {
    case OPS.beginText:
      setTextMatrix(state, matrixOf(null))
      return true
    case OPS.setTextMatrix:
      setTextMatrix(state, matrixOf(args[0]))
      return true
    case OPS.setCharSpacing:
      state.charSpacing = numberOf(args[0])
      return true
    case OPS.setWordSpacing:
      state.wordSpacing = numberOf(args[0])
      return true
    case OPS.setHScale:
      state.scale = numberOf(args[0]) / 100
      return true
    case OPS.setLeading:
      state.leading = -numberOf(args[0])
      return true
    case OPS.setTextRise:
      state.rise = numberOf(args[0])
      return true
    case OPS.setTextRenderingMode:
      state.renderMode = numberOf(args[0])
      return true
    case OPS.setLeadingMoveText:
      state.leading = numberOf(args[1])
      moveText(state, numberOf(args[0]), numberOf(args[1]))
      return true
    case OPS.moveText:
      moveText(state, numberOf(args[0]), numberOf(args[1]))
      return true
    case OPS.nextLine:
      moveText(state, 0, state.leading)
      return true
    default:
      return false
  }
}
