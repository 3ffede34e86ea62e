/** Joins characters that stand under one another, each a line by itself, into one vertical line. */
import { roundBox, union } from './matrix.ts'
import type { ReadLine } from './text-lines.ts'
import { isWide } from './wide-character.ts'

/** In character sizes: how far columns may differ sideways, and characters stand apart downwards. */
const sameColumn = 0.25
const nextBelow = 0.8

export function joinStacks(lines: readonly ReadLine[]): ReadLine[] {
  const single = lines.filter(line => [...line.text].length === 1 && isStackable(line.text))
  if (single.length < 2) return [...lines]
  const joined: ReadLine[] = []
  const used = new Set<ReadLine>()
  const columns = single.toSorted((a, b) => middle(a) - middle(b) || a.box[1] - b.box[1])
  for (const column of columnsOf(columns)) {
    for (const stack of stacksOf(column.toSorted((a, b) => a.box[1] - b.box[1]))) {
      const first = stack[0] as ReadLine
      if (stack.length < 2 || !stack.some(line => isWide(line.text))) continue
      for (const line of stack) used.add(line)
      joined.push({
        ...first,
        text: stack.map(line => line.text).join(''),
        box: roundBox(stack.map(line => line.box).reduce(union)),
        order: Math.min(...stack.slice(0, 1000).map(line => line.order)),
        legible: stack.reduce((sum, line) => sum + line.legible, 0),
        glyphs: stack.flatMap(line => line.glyphs),
        illegible: stack.reduce((sum, line) => sum + line.illegible, 0),
      })
    }
  }
  return [...lines.filter(line => !used.has(line)), ...joined]
}

function columnsOf(sorted: readonly ReadLine[]): ReadLine[][] {
  const columns: ReadLine[][] = []
  for (const line of sorted) {
    const column = columns.at(-1)
    const last = column?.at(-1)
    if (column && last && middle(line) - middle(last) <= sameColumn * Math.min(line.size, last.size))
      column.push(line)
    else columns.push([line])
  }
  return columns
}

function stacksOf(column: readonly ReadLine[]): ReadLine[][] {
  const stacks: ReadLine[][] = []
  for (const line of column) {
    const stack = stacks.at(-1)
    const last = stack?.at(-1)
    const gap = last ? line.box[1] - (last.box[1] + last.box[3]) : Infinity
    const size = last ? Math.min(line.size, last.size) : 0
    const follows = last && last.channel === line.channel && gap <= nextBelow * size && gap >= -0.3 * size
    if (stack && follows) stack.push(line)
    else stacks.push([line])
  }
  return stacks
}

function middle(line: ReadLine): number {
  return line.box[0] + line.box[2] / 2
}

function isStackable(text: string): boolean {
  return isWide(text) || /[0-9〇（）()[\]〔〕*]/.test(text)
}
