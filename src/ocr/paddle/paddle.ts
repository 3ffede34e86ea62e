/** PP-OCRv4 mobile on onnxruntime: text is found on a scaled picture and read from the original pixels. */
import type { Box } from '../../document/document.ts'
import type { Raster } from '../../document/picture.ts'
import type { QuarterTurns } from '../../document/quarter-turns.ts'
import type { Engine } from '../engine.ts'
import { sharedPart } from '../overlap.ts'
import { detectText, imageNet } from './detector.ts'
import { readDictionary } from './dictionary.ts'
import { inReadingOrder, pageTurns, type ReadPiece } from './reading-order.ts'
import { createRecogniser, type Recogniser } from './recogniser.ts'
import { boundingBox, type RotatedRectangle } from './rotated-rectangle.ts'
import { type Model, openModel, readModelFile, type SessionOptions } from './session.ts'

/** A reading as sure as this is not tried the other way up. */
const sureEnough = 0.8
/** What the page's direction makes of a line is believed from here on. */
const sensible = 0.5
/** Readings below this are noise: textures, logos, parts of pictures. */
const leastConfidence = 0.3
/** Part of a box that lies in a line which was read before, and of that line's height, when it is the same writing. */
const knownPart = 0.85
const knownHeight = 0.7

/** @throws {ProblemError} `ocr-missing` when the runtime or the models are not installed. */
export async function openPaddle(options: SessionOptions): Promise<Engine> {
  const { models } = options
  const dictionary = models?.classes ?? readDictionary(await readModelFile('dictionary'))
  const normalisation = models?.normalisation ?? imageNet
  // Text layers are compared without it (claims/): it is opened with the first picture, but missed at once.
  if (models === undefined) await readModelFile('detector')
  let opened: Promise<Model> | null = null
  const detector = () => {
    opened ??= openModel('detector', options)
    return opened
  }
  const recogniserModel = await openModel('recogniser', options)
  const recogniser = createRecogniser(recogniserModel, dictionary)
  return {
    name: 'paddle',
    async recognise(raster, { leastSize = 0, known = [] } = {}) {
      const pieces: ReadPiece[] = []
      for (const rectangle of await detectText(await detector(), raster, normalisation)) {
        if (Math.min(rectangle.width, rectangle.height) < leastSize || isKnown(rectangle, known)) continue
        pieces.push(await readUpright(recogniser, raster, rectangle))
      }
      const turned = await turnWithPage(recogniser, raster, pieces)
      return inReadingOrder(turned.filter(isText))
    },
    strips: recogniser.strips,
    async close() {
      await (await opened)?.close()
      await recogniserModel.close()
    },
  }
}

/** It lies in a known line and is not much lower: what is printed over a line is. */
function isKnown(rectangle: RotatedRectangle, known: readonly Box[]): boolean {
  const box = boundingBox(rectangle)
  return known.some(
    line => box[3] > knownHeight * line[3] && sharedPart(box, line) > knownPart && box[2] <= 1.1 * line[2],
  )
}

/** Reads a line the likeliest way up and, unless that is convincing, the other ways too. */
async function readUpright(
  recogniser: Recogniser,
  raster: Raster,
  rectangle: RotatedRectangle,
): Promise<ReadPiece> {
  let best: ReadPiece = { rectangle, turns: 0, text: '', confidence: 0, size: rectangle.height }
  for (const turns of waysUp(rectangle)) {
    const reading = await recogniser.read(raster, rectangle, turns)
    if (reading.confidence > best.confidence) best = { rectangle, turns, ...reading }
    if (best.confidence >= sureEnough) break
  }
  return best
}

function waysUp({ width, height }: RotatedRectangle): readonly QuarterTurns[] {
  if (height < 1.5 * width) return [0, 2]
  // A single narrow character (1, l, 一 on its side) is tall as well.
  return height < 3 * width ? [0, 1, 3] : [1, 3]
}

/**
 * Digits and short words can be read upside down with confidence (210000 for 000012): what lies the opposite way
 * to the page is read the page's way, and that counts unless it makes no sense at all.
 */
async function turnWithPage(
  recogniser: Recogniser,
  raster: Raster,
  pieces: readonly ReadPiece[],
): Promise<ReadPiece[]> {
  const turns = pageTurns(pieces)
  const turned: ReadPiece[] = []
  for (const piece of pieces) {
    if (Math.abs(piece.turns - turns) !== 2) turned.push(piece)
    else {
      const reading = await recogniser.read(raster, piece.rectangle, turns)
      turned.push(reading.confidence >= sensible ? { ...piece, ...reading, turns } : piece)
    }
  }
  return turned
}

function isText({ text, confidence }: ReadPiece): boolean {
  return text.trim() !== '' && confidence >= leastConfidence
}
