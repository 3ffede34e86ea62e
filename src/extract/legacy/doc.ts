/** Legacy Word documents (MS-DOC; WPS Writer writes the same): Word 97 to 2003, and the text of Word 6 and 95. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { openCompoundFile } from '../ole/compound-file.ts'
import { stringsOf } from '../ole/strings.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { Binary } from './binary.ts'
import { blipParts } from './blips.ts'
import { shapeTexts } from './shape-texts.ts'
import { refuseProtected, rootStream, storageParts } from './storages.ts'
import { Stories } from './stories.ts'
import { CharacterSource } from './word/characters.ts'
import { type Fib, readFib } from './word/fib.ts'
import { readFormatRuns } from './word/formats.ts'
import { readListTexts } from './word/list-texts.ts'
import { type Piece, readPieces } from './word/pieces.ts'
import { StoryWriter } from './word/story-writer.ts'
import { readFonts, readStrings } from './word/string-tables.ts'
import { textsOf } from './word/texts.ts'

const ownStreams = ['WordDocument', '0Table', '1Table', 'Data']

/**
 * Yields `body`, then `headers`, `footers`, `footnotes`, `endnotes`, `comments`, `text boxes`, `properties` as far as
 * there are any, pictures, embedded objects, macros; none has pages or boxes.
 * @throws {ProblemError} `corrupt`, `encrypted`, `too-large`.
 */
export const extractDoc: Extractor = async function* (bytes, context) {
  const file = openCompoundFile(bytes)
  refuseProtected(file)
  const document = rootStream(file, 'WordDocument', context)
  const fib = readFib(document)
  const tables = fib.old ? document : rootStream(file, fib.tableStream, context)
  const stories = new Stories(new TextBudget(context.limits.characters))
  let failure: ProblemError | null = null
  try {
    readTexts(document, new Binary(tables), fib, stories, context)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    failure = error
  }
  for (const [label, lines] of stories.lines) {
    yield textPart(label, lines)
  }
  if (failure) throw failure
  const data = rootStream(file, 'Data', context)
  const drawings = fib.old ? [data, document] : [data, document, tables]
  const shapes = drawings.flatMap(shapeTexts)
  if (shapes.length > 0) yield textPart('shapes', shapes)
  yield* blipParts(drawings, context)
  yield* storageParts(file, ownStreams, context)
}

function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}

function readTexts(
  document: Uint8Array,
  table: Binary,
  fib: Fib,
  stories: Stories,
  context: ExtractContext,
): void {
  const pieces = piecesOf(document, table, fib)
  if (pieces.length === 0) throw new ProblemError('corrupt', { reason: 'DOC: piece table' })
  const sound = soundPieces(pieces, document.length)
  if (sound.length < pieces.length || pieces.some(piece => endOf(piece) > document.length)) {
    context.problem('corrupt', { reason: 'DOC: text' }, 'body')
  }
  const runs = readFormatRuns(new Binary(document), table, fib.characterFormats)
  const source = new CharacterSource(document, sound, runs, fib.old && !fib.wide ? fib.codePage : null)
  const fonts = readFonts(table, fib.fonts)
  for (const { start, end, channel, part } of textsOf(fib, table, source.end)) {
    const writer = new StoryWriter(stories, channel, part, fonts)
    for (const characters of source.between(start, end)) writer.write(characters)
    writer.finish()
  }
  for (const [name, place] of Object.entries(fib.strings)) {
    for (const text of readStrings(table, place)) {
      if (text.trim() !== '') stories.line('properties', `${name}=${text}`, 'metadata')
    }
  }
  for (const text of readListTexts(table, fib)) stories.line('body', text, 'body')
  if (fib.fastSaved) {
    for (const text of replacedTexts(document, sound)) stories.line('replaced text', text, 'hidden')
  }
}

/** Pieces that repeat one another's bytes would multiply the text: together they have at most those of the stream. */
function soundPieces(pieces: readonly Piece[], size: number): readonly Piece[] {
  let sum = 0
  const count = pieces.findIndex(piece => {
    sum += Math.max(0, Math.min(size, endOf(piece)) - piece.at)
    return sum > size
  })
  return count < 0 ? pieces : pieces.slice(0, count)
}

/** Place behind the last byte of a piece. */
function endOf({ start, end, at, characterBytes }: Piece): number {
  return at + (end - start) * characterBytes
}

/** Old files that were saved in full have no piece table: their text is one piece. */
function piecesOf(document: Uint8Array, table: Binary, fib: Fib): Piece[] {
  const { at, length } = fib.pieces
  const characterBytes = fib.old ? (fib.wide ? 2 : 1) : 0
  const pieces = readPieces(new Binary(table.slice(at, at + length)), characterBytes)
  if (pieces.length > 0 || !fib.old) return pieces
  const sum = Object.values(fib.lengths).reduce((total, each) => total + each, 0)
  const room = Math.floor((document.length - fib.textStart) / characterBytes)
  const end = Math.min(sum, room)
  return end > 0 ? [{ start: 0, end, at: fib.textStart, characterBytes, format: null }] : []
}

/** A fast save appends what is new and leaves what it replaced where it was, between the pieces. */
function replacedTexts(document: Uint8Array, pieces: readonly Piece[]): string[] {
  const places = pieces.map(piece => ({ at: piece.at, end: endOf(piece) })).sort((a, b) => a.at - b.at)
  const texts: string[] = []
  let end = places[0]?.at ?? 0
  for (const place of places) {
    if (place.at > end) texts.push(...stringsOf(document.subarray(end, place.at)))
    end = Math.max(end, place.end)
  }
  return texts
}
