/** PP-OCRv4 mobile on onnxruntime: text is found on a scaled picture and read from the original pixels. */
import type { Raster } from '../../document/picture.ts'
import type { Engine } from '../engine.ts'
import type { QuarterTurns } from './crop.ts'
import { detectText } from './detector.ts'
import { type Reading, readDictionary } from './dictionary.ts'
import { inReadingOrder, type ReadPiece } from './reading-order.ts'
import { createRecogniser, type Recogniser } from './recogniser.ts'
import type { RotatedRectangle } from './rotated-rectangle.ts'
import { openModel, readModelFile } from './session.ts'

export interface PaddleOptions {
  /** Threads of one inference; processes × threads should not exceed the cores. */
  readonly threads: number
}

/** A reading as sure as this is not tried the other way up. */
const sureEnough = 0.8
/** Readings below this are noise: textures, logos, parts of pictures. */
const leastConfidence = 0.3

/** @throws {ProblemError} `ocr-missing` when the runtime or the models are not installed. */
export async function openPaddle(options: PaddleOptions): Promise<Engine> {
  const dictionary = readDictionary(await readModelFile('dictionary'))
  const detector = await openModel('detector', options.threads)
  const recogniserModel = await openModel('recogniser', options.threads)
  const recogniser = createRecogniser(recogniserModel, dictionary)
  return {
    name: 'paddle',
    async recognise(raster) {
      const pieces: ReadPiece[] = []
      for (const rectangle of await detectText(detector, raster)) {
        const piece = await readUpright(recogniser, raster, rectangle)
        if (piece.text.trim() !== '' && piece.confidence >= leastConfidence) pieces.push(piece)
      }
      return inReadingOrder(pieces)
    },
    async close() {
      await detector.close()
      await recogniserModel.close()
    },
  }
}

/** Reads a line the likeliest way up and, unless that is convincing, the other ways too. */
async function readUpright(
  recogniser: Recogniser,
  raster: Raster,
  rectangle: RotatedRectangle,
): Promise<ReadPiece> {
  let best: { turns: QuarterTurns; reading: Reading } | undefined
  for (const turns of waysUp(rectangle)) {
    const reading = await recogniser.read(raster, rectangle, turns)
    if (best === undefined || reading.confidence > best.reading.confidence) best = { turns, reading }
    if (best.reading.confidence >= sureEnough) break
  }
  return {
    rectangle,
    turns: best?.turns ?? 0,
    text: best?.reading.text ?? '',
    confidence: best?.reading.confidence ?? 0,
  }
}

function waysUp({ width, height }: RotatedRectangle): readonly QuarterTurns[] {
  if (height < 1.5 * width) return [0, 2]
  // A single narrow character (1, l, 一 on its side) is tall as well.
  return height < 3 * width ? [0, 1, 3] : [1, 3]
}
