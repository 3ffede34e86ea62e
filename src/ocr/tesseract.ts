/** Tesseract 5 as WebAssembly, with Chinese and English data from npm. Nothing is fetched, nothing is cached on disk. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type Tesseract from 'tesseract.js'
import type { Raster } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import { turnBack } from '../document/quarter-turns.ts'
import { sharp } from '../raster/sharp.ts'
import type { Engine, RecognisedLine } from './engine.ts'
import { sharedPart } from './overlap.ts'
import { turnRaster } from './prepare/turn.ts'
import { linesOfWords } from './tesseract-words.ts'
import { planWindows, type Window, type WindowLimits } from './windows.ts'

/** A4 at 200 dpi is 2339 high; more pixels made Tesseract slower and worse (300 dpi: twice the errors of 150). */
const limits: WindowLimits = { side: 2400, slicedShortSide: 1600, smallSide: 640 }
const dataFolder = '4.0.0_best_int'
/** A line of which this part lies in another was seen in two slices. */
const sameLine = 0.6
/** Mean confidence of text that lies as it should; on its head it is below 0.5 (measured on the fixtures). */
const sensible = 0.7
const unsure = 0.4
const fewCharacters = 4
/** Left to guess, Tesseract takes Chinese text for twice its size, loses 一, and reads whole pages as vertical. */
const resolution = '150'
const automaticPageSegmentation = '3'

/** @throws {ProblemError} `ocr-missing` when tesseract.js or its language data are not installed. */
export async function openTesseract(): Promise<Engine> {
  const chinese = resolvePackage('@tesseract.js-data/chi_sim')
  const english = resolvePackage('@tesseract.js-data/eng')
  resolvePackage('tesseract.js-core', resolvePackage('tesseract.js'))
  const worker = await startWorker(path.dirname(chinese), path.dirname(english)).catch((cause: unknown) => {
    throw new ProblemError('ocr-missing', { engine: 'tesseract', package: 'tesseract.js' }, { cause })
  })
  return {
    name: 'tesseract',
    async recognise(raster) {
      const upright = await recogniseUpright(worker, raster)
      if (isSensible(upright)) return upright
      let best: readonly RecognisedLine[] = upright
      for (const turns of [2, 1, 3] as const) {
        const lines = await recogniseUpright(worker, await turnRaster(raster, turns))
        if (weigh(lines) > weigh(best))
          best = lines.map(line => ({ ...line, box: turnBack(line.box, raster, turns), turns }))
        if (isSensible(best)) break
      }
      return [...best]
    },
    async close() {
      await worker.terminate()
    },
  }
}

async function recogniseUpright(worker: Tesseract.Worker, raster: Raster): Promise<RecognisedLine[]> {
  const { scale, windows } = planWindows(raster.width, raster.height, limits)
  const lines: RecognisedLine[] = []
  for (const window of windows) {
    for (const line of await recogniseWindow(worker, raster, window, scale)) {
      if (!lines.some(other => sharedPart(other.box, line.box) > sameLine)) lines.push(line)
    }
  }
  return lines
}

/** Sure characters; a page that lies on its side or head gives few or none. */
function weigh(lines: readonly RecognisedLine[]): number {
  return lines.reduce((sum, { text, confidence }) => sum + text.length * (confidence - unsure), 0)
}

function isSensible(lines: readonly RecognisedLine[]): boolean {
  const length = lines.reduce((sum, { text }) => sum + text.length, 0)
  return length >= fewCharacters && weigh(lines) > (sensible - unsure) * length
}

async function startWorker(chineseFolder: string, englishFolder: string): Promise<Tesseract.Worker> {
  const { createWorker, OEM } = await import('tesseract.js').then(module => module.default)
  // tesseract.js reads all languages from one folder, but npm has one package a language: English is put into
  // the worker's memory by hand, and the list it keeps of loaded languages is this array.
  const languages = ['chi_sim']
  const worker = await createWorker(languages, OEM.LSTM_ONLY, {
    langPath: path.join(chineseFolder, dataFolder),
    cacheMethod: 'none',
    // Without a handler a failed job is thrown in the middle of nowhere; the job's promise is rejected as well.
    errorHandler: () => {},
  })
  const english = await promisify(gunzip)(
    await readFile(path.join(englishFolder, dataFolder, 'eng.traineddata.gz')),
  )
  await worker.FS('writeFile', ['./eng.traineddata', english])
  languages.push('eng')
  await worker.reinitialize('chi_sim+eng', OEM.LSTM_ONLY)
  await worker.setParameters({
    tessedit_pageseg_mode: automaticPageSegmentation as Tesseract.PSM,
    user_defined_dpi: resolution,
    // It writes its remarks to standard error otherwise.
    debug_file: '/dev/null',
  })
  return worker
}

async function recogniseWindow(
  worker: Tesseract.Worker,
  raster: Raster,
  window: Window,
  scale: number,
): Promise<RecognisedLine[]> {
  const { data } = await worker.recognize(
    await greymap(raster, window, scale),
    {},
    { text: false, blocks: true },
  )
  const lines = (data.blocks ?? []).flatMap(block => block.paragraphs.flatMap(paragraph => paragraph.lines))
  return lines
    .flatMap(line => linesOfWords(line.words))
    .map(({ box: [x, y, w, h], size, ...line }) => ({
      ...line,
      box: [window.x + x / scale, window.y + y / scale, w / scale, h / scale],
      size: size / scale,
    }))
}

/** One window as a portable greymap, which costs nothing to write or to read. */
async function greymap(raster: Raster, window: Window, scale: number): Promise<Buffer> {
  const width = Math.max(1, Math.round(window.width * scale))
  const height = Math.max(1, Math.round(window.height * scale))
  const raw = { width: raster.width, height: raster.height, channels: raster.channels }
  const pixels = await sharp(raster.data, { raw, limitInputPixels: false })
    .extract({ left: window.x, top: window.y, width: window.width, height: window.height })
    .resize(width, height, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels])
}

/** Path of a package's main file. */
function resolvePackage(name: string, from: string = import.meta.url): string {
  try {
    return createRequire(from).resolve(name)
  } catch (cause) {
    throw new ProblemError('ocr-missing', { engine: 'tesseract', package: name }, { cause })
  }
}
