/** Reads a PDF to its end, as the pipeline does, and keeps everything for the tests to look at. */
import { readFileSync } from 'node:fs'
import type { Channel } from '../../src/document/document.ts'
import { defaultLimits, type Limits } from '../../src/document/limits.ts'
import type { ExtractedPart, Raster } from '../../src/document/picture.ts'
import { ProblemError, type RawProblem } from '../../src/document/problem.ts'
import { documentContext } from '../../src/extract/extract.ts'
import { extractPdf } from '../../src/extract/pdf/pdf.ts'

export interface PdfReading {
  readonly parts: ExtractedPart[]
  readonly problems: RawProblem[]
  /** Decoded pictures by name; a picture that failed is a problem instead. */
  readonly rasters: Map<string, Raster>
  /** Text of the lines of a page, or of the whole document, in one channel. */
  texts(channel: Channel, page?: number): string[]
}

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/pdf/${name}`, import.meta.url))
}

export async function readPdf(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<PdfReading> {
  const problems: RawProblem[] = []
  const parts: ExtractedPart[] = []
  const rasters = new Map<string, Raster>()
  const context = documentContext({
    limits: { ...defaultLimits, ...limits },
    name: 'test.pdf',
    problem: (code: RawProblem['code'], details: RawProblem['details'] = {}, part?: string) => {
      problems.push({ code, details, part: part ?? null })
    },
  })
  for await (const part of extractPdf(bytes, context)) {
    parts.push(part)
    for (const picture of part.pictures) {
      try {
        rasters.set(picture.name, await picture.raster())
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        problems.push({ code: error.code, details: error.details, part: part.label })
      }
    }
  }
  const texts = (channel: Channel, page?: number) =>
    parts
      .filter(part => page === undefined || part.page === page)
      .flatMap(part => part.lines.filter(line => line.channel === channel).map(line => line.text))
  return { parts, problems, rasters, texts }
}

export const readFixture = (name: string, limits: Partial<Limits> = {}) => readPdf(fixture(name), limits)

/** Share of dark pixels in a box of a raster, `scale` pixels a unit. */
export function darkness(raster: Raster, box: readonly number[], scale = 1): number {
  const [left, top, width, height] = box.map(value => Math.round(value * scale)) as [
    number,
    number,
    number,
    number,
  ]
  let [dark, all] = [0, 0]
  for (let y = Math.max(0, top); y < Math.min(raster.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(raster.width, left + width); x += 1) {
      all += 1
      if ((raster.data[(y * raster.width + x) * raster.channels] as number) < 128) dark += 1
    }
  }
  return all === 0 ? 0 : dark / all
}
