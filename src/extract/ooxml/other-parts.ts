/** Every XML part of a workbook or presentation that has no reader of its own: charts, diagrams, comments, data … */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Package } from '../package/package.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { DataReader } from './data-reader.ts'
import type { DrawingChannels } from './drawing-reader.ts'
import { DrawingReader } from './drawing-reader.ts'
import type { Item } from './inventory.ts'
import { PropertyReader } from './properties.ts'
import { readPart } from './read-part.ts'
import type { TextBudget } from './text-budget.ts'
import { isOfficeVocabulary, qualifiedName } from './vocabulary.ts'

export interface OtherParts {
  readonly items: readonly Item[]
  readonly budget: TextBudget
  /** Channels by the qualified name of the root element. */
  readonly channels: Readonly<Record<string, DrawingChannels>>
  /** Addresses by key of their part; those given out are taken away. */
  readonly links: Map<string, Line[]>
  label(item: Item): string
}

const properties = new Set(['cp:coreProperties', 'ep:Properties', 'op:Properties'])
/** Without words, or (drawings) read as documents of their own. */
const wordless = new Set(['rel:Relationships', 'ct:Types', 'svg:svg'])
const vml: DrawingChannels = { text: 'textbox', values: 'textbox', attributes: 'metadata' }
const unknownOffice: DrawingChannels = { text: 'textbox', values: 'hidden', attributes: 'metadata' }

/** Document properties come together at the end as `properties`, addresses that belong to no text as `links`. */
export async function* otherParts(
  pack: Package,
  parts: OtherParts,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const collected: Line[] = []
  for (const item of parts.items) {
    const name = item.root ? qualifiedName(item.root) : ''
    if (item.kind !== 'xml' || wordless.has(name)) continue
    if (parts.budget.exhausted) return
    const label = properties.has(name) ? 'properties' : parts.label(item)
    const reader = new AnyReader(parts.channels, parts.budget)
    const stream = pack.stream(item.entry.name)
    await readPart(pack, item.entry, reader, context, label, isVml(item.root) ? closedBreaks(stream) : stream)
    const lines = [...reader.finish(), ...(parts.links.get(item.key) ?? [])]
    parts.links.delete(item.key)
    if (properties.has(name)) collected.push(...lines)
    else if (lines.length > 0) yield textPart(label, lines)
  }
  if (collected.length > 0) yield textPart('properties', collected)
  const rest = [...parts.links.values()].flat()
  if (rest.length > 0) yield textPart('links', rest)
}

/** VML has a root of no vocabulary at all. */
function isVml(root: XmlElement | null): boolean {
  return root?.uri === '' && root.name === 'xml'
}

/** Excel leaves the line breaks of captions open, as in HTML. */
async function* closedBreaks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const whole = Buffer.concat(await Array.fromAsync(chunks)).toString('latin1')
  yield Buffer.from(whole.replaceAll(/<br\s*>/gi, '<br/>'), 'latin1')
}

/** Chooses the reader when it meets the root element. */
class AnyReader implements XmlHandler {
  readonly #channels: OtherParts['channels']
  readonly #budget: TextBudget
  #reader: DrawingReader | PropertyReader | DataReader | null = null

  constructor(channels: OtherParts['channels'], budget: TextBudget) {
    this.#channels = channels
    this.#budget = budget
  }

  open(element: XmlElement): void {
    this.#reader ??= this.#choose(element)
    this.#reader.open(element)
  }

  text(text: string): void {
    this.#reader?.text(text)
  }

  close(): void {
    this.#reader?.close()
  }

  finish(): Line[] {
    if (this.#reader instanceof DrawingReader) this.#reader.finish()
    return this.#reader?.lines ?? []
  }

  #choose(root: XmlElement): DrawingReader | PropertyReader | DataReader {
    const name = qualifiedName(root)
    if (properties.has(name)) return new PropertyReader(this.#budget)
    const channels = this.#channels[name]
    if (isVml(root)) return new DrawingReader(vml, this.#budget)
    if (channels || isOfficeVocabulary(root))
      return new DrawingReader(channels ?? unknownOffice, this.#budget)
    return new DataReader('metadata', this.#budget)
  }
}

export function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
