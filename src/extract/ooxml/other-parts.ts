/** Every XML part of a workbook or presentation that has no reader of its own: charts, diagrams, comments, data … */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Package } from '../package/package.ts'
import type { XmlElement } from '../xml/read.ts'
import { DataReader } from './data-reader.ts'
import type { DrawingChannels } from './drawing-reader.ts'
import { DrawingReader } from './drawing-reader.ts'
import type { Item } from './inventory.ts'
import { type LineReader, PartReader } from './part-reader.ts'
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
    const reader = new PartReader(root => readerOf(root, parts))
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

function readerOf(root: XmlElement, { channels, budget }: OtherParts): LineReader {
  const name = qualifiedName(root)
  if (properties.has(name)) return new PropertyReader(budget)
  const own = channels[name]
  if (isVml(root)) return new DrawingReader(vml, budget)
  if (own || isOfficeVocabulary(root)) return new DrawingReader(own ?? unknownOffice, budget)
  return new DataReader('metadata', budget)
}

export function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
