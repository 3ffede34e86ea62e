/** What an XML part of a Word package is, by its root element: names, content types and relationships can lie. */
import type { Channel } from '../../document/document.ts'
import { isOfficeVocabulary, qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement } from '../xml/read.ts'

export interface PartKind {
  /** What the part is called in labels; null for one called after its own name. */
  readonly label: string | null
  /** Whether the first of its kind is already numbered: `header 1`. */
  readonly numbered: boolean
  /** Channel of what stands in it without a more special place. */
  readonly channel: Channel
  readonly reader: 'word' | 'properties' | 'data' | 'none'
}

/** In the order in which parts are given out. */
const kinds: Readonly<Record<string, PartKind>> = {
  'w:document': { label: 'body', numbered: false, channel: 'body', reader: 'word' },
  'w:hdr': { label: 'header', numbered: true, channel: 'header', reader: 'word' },
  'w:ftr': { label: 'footer', numbered: true, channel: 'footer', reader: 'word' },
  'w:footnotes': { label: 'footnotes', numbered: false, channel: 'footnote', reader: 'word' },
  'w:endnotes': { label: 'endnotes', numbered: false, channel: 'endnote', reader: 'word' },
  'w:comments': { label: 'comments', numbered: false, channel: 'comment', reader: 'word' },
  'w:glossaryDocument': { label: 'glossary', numbered: false, channel: 'hidden', reader: 'word' },
  'w:settings': { label: null, numbered: false, channel: 'metadata', reader: 'word' },
  'cp:coreProperties': { label: 'properties', numbered: false, channel: 'metadata', reader: 'properties' },
  'ep:Properties': { label: 'properties', numbered: false, channel: 'metadata', reader: 'properties' },
  'op:Properties': { label: 'properties', numbered: false, channel: 'metadata', reader: 'properties' },
  // A drawing is read as a document of its own.
  'svg:svg': { label: null, numbered: false, channel: 'textbox', reader: 'none' },
  'rel:Relationships': { label: null, numbered: false, channel: 'metadata', reader: 'none' },
  'ct:Types': { label: null, numbered: false, channel: 'metadata', reader: 'none' },
}
const order = Object.keys(kinds)

/** Charts, diagrams, numbering, settings: their text stands outside the flow of the body. */
const office: PartKind = { label: null, numbered: false, channel: 'textbox', reader: 'word' }
const data: PartKind = { label: null, numbered: false, channel: 'metadata', reader: 'data' }

export function partKind(root: XmlElement): PartKind {
  return kinds[qualifiedName(root)] ?? (isOfficeVocabulary(root) ? office : data)
}

/** Sorts body, headers, footers, notes, comments first; unknown ones last. */
export function partRank(root: XmlElement | null): number {
  const rank = root ? order.indexOf(qualifiedName(root)) : -1
  return rank < 0 ? order.length : rank
}

/** Gives every part a label of its own. */
export class PartLabels {
  readonly #counts = new Map<string, number>()

  /** @param entryName for parts called after themselves. */
  next(kind: PartKind, entryName: string): string {
    const base = kind.label ?? entryName
    const count = (this.#counts.get(base) ?? 0) + 1
    this.#counts.set(base, count)
    return kind.numbered || count > 1 ? `${base} ${count}` : base
  }
}
