/**
 * What Word puts in front of numbered paragraphs (MS-DOC 2.9.149 LSTF, 2.9.150 LVL, 2.9.131 LFO): 机密★1年 is seen in
 * front of each paragraph of such a list and stands nowhere in the text.
 */
import type { Binary } from '../binary.ts'
import type { Fib } from './fib.ts'

const maxLists = 4_096
const listSize = 28
const levelSize = 28
const overrideSize = 16
const levelsOfList = 9
/** Longest text of a number that Word takes is far below. */
const maxUnits = 1_000

/** @returns texts that hold words, each number in them as 1. */
export function readListTexts(
  table: Binary,
  { lists, listOverrides }: Pick<Fib, 'lists' | 'listOverrides'>,
): string[] {
  const texts = new Set<string>()
  const add = (text: string) => {
    // The reader sees a number for each place.
    const shown = text.replaceAll(/\p{Cc}/gu, '1').trim()
    if (/\p{L}{2}|[★☆]/u.test(shown)) texts.add(shown)
  }
  readLists(table, lists.length === 0 ? -1 : lists.at, add)
  readOverrides(table, listOverrides.length === 0 ? -1 : listOverrides.at, add)
  return [...texts]
}

function readLists(table: Binary, at: number, add: (text: string) => void): void {
  if (at < 0) return
  const count = Math.min(table.u16(at), maxLists)
  // The levels of all lists follow behind the lists, one after the other.
  let place = at + 2 + listSize * count
  for (let list = 0; list < count; list++) {
    const isSimple = (table.u8(at + 2 + listSize * list + 26) & 1) !== 0
    for (let level = 0; level < (isSimple ? 1 : levelsOfList) && place < table.length; level++) {
      place = readLevel(table, place, add)
    }
  }
}

/** Lists that a paragraph changes for itself. */
function readOverrides(table: Binary, at: number, add: (text: string) => void): void {
  if (at < 0) return
  const count = Math.min(table.u32(at), maxLists)
  let place = at + 4 + overrideSize * count
  for (let override = 0; override < count; override++) {
    const levels = Math.min(table.u8(at + 4 + overrideSize * override + 12), levelsOfList)
    place += 4
    for (let level = 0; level < levels && place < table.length; level++) {
      const isFormatted = (table.u32(place + 4) & 0x20) !== 0
      place += 8
      if (isFormatted) place = readLevel(table, place, add)
    }
  }
}

/** @returns where the next one begins. */
function readLevel(table: Binary, at: number, add: (text: string) => void): number {
  const text = at + levelSize + table.u8(at + 24) + table.u8(at + 25)
  const units = table.u16(text)
  add(table.wide(text + 2, Math.min(units, maxUnits)))
  return text + 2 + 2 * units
}
