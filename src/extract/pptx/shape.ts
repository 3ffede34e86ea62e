/** One shape of a slide while it is read. */
import type { Box } from '../../document/document.ts'
import type { Transform } from './geometry.ts'
import type { Placeholder } from './placeholders.ts'

export interface Table {
  readonly widths: number[]
  /** Bottom edges of the rows read so far, from the table's top. */
  row: { top: number; height: number }
  column: number
  /** Cells: index of the first line in them, and their place from the table's corner. */
  readonly cells: { start: number; end: number; box: Box }[]
}

export interface Shape {
  /** A group has shapes inside it; its own text is none. */
  readonly group: boolean
  /** Index of its first line. */
  readonly start: number
  readonly transform: Transform
  placeholder: Placeholder | null
  hidden: boolean
  /** Whether it has a fill of its own; null while nothing says so. */
  filled: boolean | null
  anchor: string | undefined
  table: Table | null
}

export function newShape(group: boolean, start: number): Shape {
  return {
    group,
    start,
    transform: {},
    placeholder: null,
    hidden: false,
    filled: null,
    anchor: undefined,
    table: null,
  }
}
