/** Legacy workbooks (MS-XLS; WPS Spreadsheets writes the same): Excel 97 to 2003, and Excel 5 and 95. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { openCompoundFile } from '../ole/compound-file.ts'
import { plainLine } from '../ooxml/line.ts'
import { UniqueLabels } from '../ooxml/part-labels.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { blipParts } from './blips.ts'
import { type BiffRecord, Cursor, records } from './excel/records.ts'
import { Sheet } from './excel/sheet.ts'
import { Workbook } from './excel/workbook.ts'
import { shapeTexts } from './shape-texts.ts'
import { refuseProtected, rootStream, storageParts } from './storages.ts'

/** A file for both old and new readers has both streams. */
const ownStreams = ['Workbook', 'Book']
const beginTypes: readonly number[] = [0x809, 0x409, 0x209, 0x09]
const endType = 0x0a
const drawingGroup = 0xeb
const globals = 0x0005

/**
 * Yields `sheet <name>` for every sheet, `workbook`, `unused strings`, pictures, properties, embedded objects; none has
 * pages or boxes.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`.
 */
export const extractXls: Extractor = async function* (bytes, context) {
  const file = openCompoundFile(bytes)
  refuseProtected(file)
  const labels = new UniqueLabels()
  const budget = new TextBudget(context.limits.characters)
  for (const name of ownStreams) {
    const stream = rootStream(file, name, context)
    if (stream.length > 0) yield* streamParts(stream, labels, budget, context)
  }
  yield* storageParts(file, ownStreams, context)
}

async function* streamParts(
  stream: Uint8Array,
  labels: UniqueLabels,
  budget: TextBudget,
  context: ExtractContext,
): AsyncGenerator<ExtractedPart> {
  const workbook = new Workbook(budget)
  const drawings: Uint8Array[] = []
  let sheet: { label: string; reader: Sheet } | null = null
  const { pages: limit } = context.limits
  let count = 0
  let depth = 0
  let failure: ProblemError | null = null
  try {
    for (const record of records(stream)) {
      if (beginTypes.includes(record.type)) {
        depth++
        if (depth > 1) continue
        sheet = beginStream(record, workbook, labels)
        if (++count > limit) {
          const what = { zh: '工作表数', en: 'The number of sheets' }
          throw new ProblemError('too-large', { what, size: `> ${limit}`, limit })
        }
      } else if (record.type === endType && depth > 0) {
        depth--
        if (depth > 0 || !sheet) continue
        yield sheetPart(sheet)
        sheet = null
      } else {
        if (record.type === drawingGroup) drawings.push(...record.segments)
        if (sheet && depth > 0) sheet.reader.read(record)
        else workbook.read(record)
      }
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    failure = error
  }
  if (sheet) {
    yield sheetPart(sheet)
    if (!failure) context.problem('corrupt', { reason: 'XLS: end' }, sheet.label)
  }
  if (failure?.code === 'encrypted') throw failure
  const group = Buffer.concat(drawings)
  const lines = [...workbook.lines, ...shapeTexts(group)]
  if (lines.length > 0) yield textPart(labels.take('workbook'), lines)
  if (failure) throw failure
  const left = workbook.unusedStrings().flatMap(text => text.split(/\r\n?|\n/))
  const unused = left.filter(text => text.trim() !== '').map(text => plainLine(text, 'hidden'))
  if (unused.length > 0) yield textPart(labels.take('unused strings'), unused)
  yield* blipParts([group], context)
}

/** The globals of the workbook come first; a sheet that they do not name is read as a hidden one. */
function beginStream(
  record: BiffRecord,
  workbook: Workbook,
  labels: UniqueLabels,
): { label: string; reader: Sheet } | null {
  const cursor = new Cursor(record)
  cursor.u16()
  workbook.begin(record)
  if (cursor.u16() === globals && !workbook.sheets.has(record.at)) return null
  const entry = workbook.sheets.get(record.at) ?? { name: '?', hidden: true }
  return { label: labels.take(`sheet ${entry.name}`), reader: new Sheet(workbook, entry.hidden) }
}

function sheetPart({ label, reader }: { label: string; reader: Sheet }): ExtractedPart {
  return textPart(label, [...reader.lines, ...shapeTexts(Buffer.concat(reader.drawings))])
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}
