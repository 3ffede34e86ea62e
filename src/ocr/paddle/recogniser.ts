/** Reads one line after the other: batches are slower than single lines on a CPU (measured: 6 lines 820 against 600 ms). */
import type { Raster } from '../../document/picture.ts'
import type { QuarterTurns } from '../../document/quarter-turns.ts'
import type { StripReader } from '../engine.ts'
import { type Crop, cropLine, proportion } from './crop.ts'
import { decodeCharacters, decodeSteps, type Reading } from './dictionary.ts'
import { inkHeight } from './ink-height.ts'
import type { RotatedRectangle } from './rotated-rectangle.ts'
import type { Model } from './session.ts'
import { splitLine } from './split-line.ts'

const lineHeight = 48
/** Widths are rounded up to this, so that the runtime meets few different shapes. */
const widthStep = 32
const leastWidth = 192
/** Of a strip of glyphs. */
const leastStrip = 64
/** Longer lines are read in pieces: attention costs grow with the square of the length. */
const mostWidth = 2_400
/** Chinese characters fill this much less than their font size (measured: 16 and 36 pt). */
const inkToSize = 1.06
/** Width of a crop before it is cut into pieces. */
const longestLine = 96_000
/**
 * Lines wider than this, in heights, are read squeezed first. The network was trained on lines squeezed into 320 × 48
 * pixels, and takes its time by the width. Marks and numbers are shorter, 机密★20年 six times as wide as high.
 */
const squeezedFrom = 12
/**
 * Measured on 275 lines of drawn pages, clean and damaged: at 0.55 of the width 0.3 % of the characters are read
 * otherwise, most of them better (、 for 丶); at 0.45 more than twice as many.
 */
const squeeze = 0.55
/** A squeezed reading counts when it is as sure as this, in the mean and in every character. */
const sureMean = 0.95
const sureLeast = 0.6
/**
 * Signs of marks and document numbers, numbers of issues and of people: squeezed, equal digits side by side melt into
 * one, 333 into 3. Words of capitals are marks in other languages, and // becomes one /: SECRET//REL.
 */
const mustBeExact = /[★☆密秘绝〔〕【】号/]|第\s*\d|\d{2}|\d[-—–\s]\d|[A-Z]{3}/
/** Dates and amounts, which every paper is full of, may lose a digit: no rule asks for one of theirs. */
const datesAndAmounts =
  /(?:19|20)\d\d年|\d{1,2}(?:月|日|时|点|[%％])|百分之\d{1,3}|\d{1,3}(?:[个项人名家条次天周件处户起岁万亿元余多米]|小时|公里)/g
/** A character at least every so many heights: what is set wider apart may be a mark. */
const widestPitch = 1.6

export interface SizedReading extends Reading {
  /** Height of the characters, as a font size, in pixels of the raster. */
  readonly size: number
}

export interface Recogniser {
  read(raster: Raster, rectangle: RotatedRectangle, turns: QuarterTurns): Promise<SizedReading>
  readonly strips: StripReader
}

export function createRecogniser(model: Model, dictionary: readonly string[]): Recogniser {
  async function scoresOf(crop: Crop, least = leastWidth): Promise<{ data: Float32Array; width: number }> {
    const width = Math.max(least, Math.ceil(crop.width / widthStep) * widthStep)
    const { data, shape } = await model.run(normalise(crop, width), [1, 3, lineHeight, width])
    if (shape.at(-1) !== dictionary.length) throw new Error('dictionary and model do not belong together')
    return { data, width }
  }
  async function readCrop(crop: Crop): Promise<Reading> {
    return decodeSteps((await scoresOf(crop)).data, dictionary)
  }
  const known = new Set(dictionary.filter(character => character.trim() !== ''))
  const strips: StripReader = {
    height: lineHeight,
    knows: character => known.has(character),
    async read(strip) {
      const whole = {
        x: strip.width / 2,
        y: strip.height / 2,
        width: strip.width,
        height: strip.height,
        angle: 0,
      }
      const crop = cropLine(strip, whole, 0, { height: lineHeight, mostWidth, squeeze: 1 })
      const { data, width } = await scoresOf(crop, leastStrip)
      const step = (width * dictionary.length) / data.length
      return decodeCharacters(data, dictionary).map(({ text, score, step: at }) => ({
        text,
        confidence: score,
        x: (at + 0.5) * step * (strip.width / crop.width),
      }))
    },
  }
  async function readAt(
    raster: Raster,
    rectangle: RotatedRectangle,
    turns: QuarterTurns,
    share: number,
  ): Promise<SizedReading> {
    const size = { height: lineHeight, mostWidth: longestLine, squeeze: share }
    const crop = cropLine(raster, rectangle, turns, size)
    const readings: Reading[] = []
    for (const piece of splitLine(crop, mostWidth)) readings.push(await readCrop(piece))
    const across = turns % 2 === 0 ? rectangle.height : rectangle.width
    return { ...joinReadings(readings), size: across * inkHeight(crop) * inkToSize }
  }
  return {
    strips,
    async read(raster, rectangle, turns) {
      const length = proportion(rectangle, turns)
      if (length > squeezedFrom) {
        const reading = await readAt(raster, rectangle, turns, squeeze)
        if (isSettled(reading, length)) return reading
      }
      return readAt(raster, rectangle, turns, 1)
    },
  }
}

function isSettled({ text, confidence, least }: Reading, length: number): boolean {
  if (confidence < sureMean || least < sureLeast) return false
  return text.length * widestPitch > length && !mustBeExact.test(text.replaceAll(datesAndAmounts, ''))
}

function joinReadings(readings: readonly Reading[]): Reading {
  const [only] = readings
  if (readings.length === 1 && only !== undefined) return only
  const text = readings.map(reading => reading.text).join('')
  const sum = readings.reduce((total, reading) => total + reading.confidence * reading.text.length, 0)
  const least = Math.min(...readings.filter(reading => reading.text !== '').map(reading => reading.least))
  return text === '' ? { text, confidence: 0, least: 0 } : { text, confidence: sum / text.length, least }
}

/** -1 to 1, padded on the right with the middle value. */
function normalise({ width, height, planes }: Crop, paddedWidth: number): Float32Array {
  const padded = new Float32Array(3 * height * paddedWidth)
  for (let row = 0; row < 3 * height; row++) {
    for (let x = 0; x < width; x++) {
      padded[row * paddedWidth + x] = (planes[row * width + x] as number) / 127.5 - 1
    }
  }
  return padded
}
