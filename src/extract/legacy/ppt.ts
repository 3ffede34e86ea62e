/** Legacy presentations (MS-PPT; WPS Presentation writes the same): PowerPoint 97 to 2003. */
import { inflateSync } from 'node:zlib'
import type { Channel, Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { openCompoundFile } from '../ole/compound-file.ts'
import { UniqueLabels } from '../ooxml/part-labels.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { Binary } from './binary.ts'
import { blipParts } from './blips.ts'
import { type Persistence, readPersistence } from './powerpoint/persistence.ts'
import { type PptRecord, siblings } from './powerpoint/records.ts'
import { type ListedSlide, readTexts } from './powerpoint/texts.ts'
import { shapeTexts } from './shape-texts.ts'
import { refuseProtected, rootStream, storageParts } from './storages.ts'

const ownStreams = ['PowerPoint Document', 'Current User', 'Pictures']
const documentType = 0x03e8
const slideType = 0x03ee
const notesType = 0x03f0
const masterType = 0x03f8
const handoutType = 0x0fc9
const objectType = 0x1011
const cryptSession = 0x2f14
/** Instance of an object that is compressed. */
const compressed = 1
const sanest = 512 * 2 ** 20

const words: Readonly<Record<number, string>> = {
  [slideType]: 'slide',
  [notesType]: 'notes',
  [masterType]: 'master',
  [handoutType]: 'handout',
}
const ownTypes = new Set([
  documentType,
  slideType,
  notesType,
  masterType,
  handoutType,
  objectType,
  cryptSession,
])
/** Slides and objects with all their earlier states; every one becomes a part. */
const maxContainers = 100_000
const lists: readonly number[] = [slideType, masterType, notesType]

/**
 * Yields `slide 1`, …, `notes 1`, `master 1`, … in the order of the presentation, `earlier slide 1`, … for what a later
 * save replaced, `presentation` (links, headers and footers), pictures, properties, embedded objects; none has pages or boxes.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`.
 */
export const extractPpt: Extractor = async function* (bytes, context) {
  const file = openCompoundFile(bytes)
  refuseProtected(file)
  const stream = rootStream(file, 'PowerPoint Document', context)
  const persistence = readPersistence(stream, rootStream(file, 'Current User', context))
  const top: PptRecord[] = []
  for (const record of siblings(stream)) {
    if (ownTypes.has(record.type)) top.push(record)
    if (top.length > maxContainers) throw new ProblemError('corrupt', { reason: 'PPT: records' })
  }
  if (top.some(record => record.type === cryptSession)) throw new ProblemError('encrypted')
  if (!top.some(record => record.type === documentType)) {
    throw new ProblemError('corrupt', { reason: 'PPT: no document' })
  }
  yield* textParts(stream, top, persistence, context)
  const shapes = shapeTexts(stream)
  if (shapes.length > 0) yield textPart('shapes', shapes)
  yield* blipParts([rootStream(file, 'Pictures', context), stream], context)
  yield* objectParts(stream, top, context)
  yield* storageParts(file, ownStreams, context)
}

function* textParts(
  stream: Uint8Array,
  top: readonly PptRecord[],
  persistence: Persistence,
  context: ExtractContext,
): Generator<ExtractedPart> {
  const budget = new TextBudget(context.limits.characters)
  const labels = new UniqueLabels()
  const live = new Set(persistence.places.values())
  const isLive = ({ at }: PptRecord) => live.size === 0 || live.has(at)
  const presentation: Line[] = []
  const listed = new Map<number, ListedSlide & { readonly order: number }>()
  for (const record of top) {
    if (record.type !== documentType) continue
    const current = persistence.document === null ? isLive(record) : record.at === persistence.document
    const texts = readTexts(stream, record, current ? 'body' : 'hidden', budget)
    for (const [index, slides] of texts.listed.entries()) {
      for (const [order, slide] of slides.entries()) {
        const place = persistence.places.get(slide.reference)
        if (current && place !== undefined && !listed.has(place)) {
          listed.set(place, { ...slide, order: lists.indexOf(lists[index] ?? 0) * 1e6 + order })
        } else presentation.push(...slide.lines)
      }
    }
    presentation.push(...texts.lines)
  }
  const containers = top
    .filter(({ type }) => words[type] !== undefined)
    .sort((a, b) => orderOf(a, listed) - orderOf(b, listed))
  for (const record of containers) {
    const word = words[record.type] as string
    const current = isLive(record)
    const { lines, hidden } = readTexts(stream, record, 'body', budget)
    const all = [...(listed.get(record.at)?.lines ?? []), ...lines]
    const label = counted(labels, current ? word : `earlier ${word}`)
    const channel: Channel | null = hidden || !current ? 'hidden' : null
    yield textPart(label, channel ? all.map(line => ({ ...line, channel })) : all)
  }
  if (presentation.length > 0) yield textPart('presentation', presentation)
}

/** Slides as the presentation lists them, then masters, then notes, then what is listed nowhere. */
function orderOf(record: PptRecord, listed: ReadonlyMap<number, { readonly order: number }>): number {
  return listed.get(record.at)?.order ?? lists.length * 1e6 + record.at
}

function counted(labels: UniqueLabels, word: string): string {
  const label = labels.take(word)
  return label === word ? `${word} 1` : label
}

/** Objects and macro projects are compound files inside the stream (2.10.34 ExOleObjStg). */
async function* objectParts(
  stream: Uint8Array,
  top: readonly PptRecord[],
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  let count = 0
  for (const { type, instance, start, end } of top) {
    if (type !== objectType) continue
    const label = `object ${++count}`
    const data = stream.subarray(start, end)
    let bytes: Uint8Array = data
    if (instance === compressed) {
      const size = new Binary(data).u32(0)
      try {
        context.spend(Math.min(size, sanest))
        bytes = inflateSync(data.subarray(4), { maxOutputLength: Math.max(1, Math.min(size, sanest)) })
      } catch (error) {
        if (error instanceof ProblemError) throw error
        const reason = { zh: '嵌入对象解压失败', en: 'the embedded object cannot be inflated' }
        context.problem('part-unread', { part: label, reason }, label)
        continue
      }
    }
    if (bytes.length > 0) yield* context.nested(bytes, label)
  }
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
