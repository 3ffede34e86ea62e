/** The texts of one container of a presentation: a slide, its notes, a master, the document (MS-PPT 2.5, 2.9). */
import type { Channel, Line } from '../../../document/document.ts'
import { plainLine } from '../../ooxml/line.ts'
import type { TextBudget } from '../../ooxml/text-budget.ts'
import { Binary } from '../binary.ts'
import { atoms, type PptAtom, type PptRecord } from './records.ts'

const textHeader = 0x0f9f
const textCharacters = 0x0fa0
const textBytes = 0x0fa8
const cString = 0x0fba
const slidePersist = 0x03f3
const slideInfo = 0x03f9
const slideList = 0x0ff0
const hiddenSlide = 0x04
const titles: readonly number[] = [0, 6]

/** Containers whose strings are of one kind: hyperlinks, headers and footers, comments. */
const stringChannels: Readonly<Record<number, readonly Channel[]>> = {
  4055: ['link', 'link', 'link', 'link'],
  4068: ['link', 'link', 'link', 'link'],
  4057: ['footer', 'header', 'footer'],
  12000: ['metadata', 'comment', 'metadata'],
}
/** Names under which programs keep data of their own. */
const tag = /^___PPT\d+$/

export interface ListedSlide {
  /** Under which its container is found. */
  readonly reference: number
  /** Texts of its placeholders, which stand in the list and not in the slide. */
  readonly lines: Line[]
}

export interface Texts {
  readonly lines: Line[]
  /** Slides, masters, notes that a document lists, by the list's instance: 0 slides, 1 masters, 2 notes. */
  readonly listed: readonly (readonly ListedSlide[])[]
  /** Of a slide. */
  readonly hidden: boolean
}

/** @param channel of plain text. @throws {ProblemError} `too-large`, `corrupt`. */
export function readTexts(
  stream: Uint8Array,
  container: PptRecord,
  channel: Channel,
  budget: TextBudget,
): Texts {
  const data = new Binary(stream)
  const lines: Line[] = []
  const listed: ListedSlide[][] = [[], [], []]
  let target = lines
  let list = -1
  let hidden = false
  let title = false
  const lists = slideLists(stream, container)
  let at = 0
  const add = (text: string, to: Channel) => {
    // Vertical tabs break lines inside a paragraph.
    for (const line of text.split(/[\r\n\v]/)) {
      if (line.trim() === '') continue
      budget.spend(line)
      target.push(plainLine(line.trim(), to))
    }
  }
  for (const atom of atoms(stream, container)) {
    const inList = atom.containers.includes(slideList)
    if (!inList) target = lines
    if (atom.type === slidePersist) {
      while ((lists[at]?.end ?? atom.end) <= atom.at) at++
      list = lists[at]?.instance ?? 0
      const slide: ListedSlide = { reference: data.u32(atom.start), lines: [] }
      listed[list]?.push(slide)
      target = slide.lines
    } else if (atom.type === slideInfo) hidden ||= (data.u16(atom.start + 10) & hiddenSlide) !== 0
    else if (atom.type === textHeader) title = titles.includes(data.u32(atom.start))
    else if (atom.type === textCharacters || atom.type === textBytes) {
      add(textOf(data, atom), title && channel === 'body' ? 'title' : channel)
      title = false
    } else if (atom.type === cString) {
      const text = textOf(data, atom)
      if (!tag.test(text)) add(text, stringChannel(atom))
    }
  }
  return { lines, listed, hidden }
}

function slideLists(stream: Uint8Array, container: PptRecord): PptRecord[] {
  const found: PptRecord[] = []
  const data = new Binary(stream)
  for (let at = container.start; at + 8 <= container.end; ) {
    const end = Math.min(container.end, at + 8 + data.u32(at + 4))
    if (data.u16(at + 2) === slideList) {
      found.push({ type: slideList, instance: data.u16(at) >> 4, at, start: at + 8, end })
    }
    at = end
  }
  return found
}

function textOf(data: Binary, { type, start, end }: PptRecord): string {
  if (type === textBytes) return Buffer.from(data.slice(start, end)).toString('latin1')
  return data.wide(start, (end - start) >> 1)
}

function stringChannel({ containers, instance }: PptAtom): Channel {
  const channels = stringChannels[containers.at(-1) ?? 0]
  return channels?.[instance] ?? 'metadata'
}
