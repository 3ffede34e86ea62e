/** Draws pages as a copier or flatbed scanner would deliver them: grey, a little crooked, a little dirty. */
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import sharp, { type Sharp } from 'sharp'
import { dice } from './deterministic.ts'
import { type Face, rasterFonts } from './fonts.ts'
import { type Page, sheet, typeArea } from './layout.ts'
import { sealPath } from './seal.ts'

export interface ScanOptions {
  readonly dpi: number
  /** Degrees clockwise. */
  readonly skew: number
  /** Standard deviation of the noise on the ink, of 255. */
  readonly noise: number
  readonly seed: number
}

const inks = { black: '#1a1a1a', red: '#d5201c' }

function registerFonts(): void {
  for (const [face, font] of Object.entries(rasterFonts)) {
    if (!GlobalFonts.registerFromPath(font.file, `sample-${face}`)) {
      throw new Error(`cannot load ${font.file}: apt-get install --reinstall ${font.debianPackage}`)
    }
  }
}
registerFonts()

const fontOf = (face: Face, pixels: number) => `${pixels}px sample-${face}`

function drawSeal(context: SKRSContext2D, x: number, y: number, text: string, unit: number): void {
  context.save()
  context.translate(x * unit, y * unit)
  context.strokeStyle = inks.red
  context.fillStyle = inks.red
  sealPath(context, 20 * unit, text, size => fontOf('body', size))
  context.restore()
}

function draw(page: Page, dpi: number): Sharp {
  const unit = dpi / 25.4
  const canvas = createCanvas(Math.round(sheet.width * unit), Math.round(sheet.height * unit))
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  for (const run of page.runs) {
    context.fillStyle = inks[run.color]
    context.textAlign = run.anchor
    context.font = fontOf(run.face, (run.size / 72) * dpi)
    context.fillText(run.text, run.x * unit, run.y * unit)
  }
  for (const rule of page.rules) {
    context.fillStyle = inks[rule.color]
    const thickness = Math.max(1, rule.thickness * unit)
    context.fillRect(typeArea.left * unit, rule.y * unit, typeArea.width * unit, thickness)
  }
  for (const seal of page.seals) drawSeal(context, seal.x, seal.y, seal.text, unit)
  return sharp(canvas.data(), { raw: { width: canvas.width, height: canvas.height, channels: 4 } })
}

/**
 * One grey page. The paper stays clean white but for specks and the shadow of the lid, because copiers
 * drop the background and because noise there would make the files ten times as large.
 * @returns a sharp pipeline of 8-bit grey, ready to be written in any format.
 */
export async function scan(page: Page, options: ScanOptions): Promise<Sharp> {
  const { data, info } = await draw(page, options.dpi)
    .flatten({ background: '#ffffff' })
    .rotate(options.skew, { background: '#ffffff' })
    .resize(Math.round((sheet.width / 25.4) * options.dpi), Math.round((sheet.height / 25.4) * options.dpi), {
      fit: 'cover',
    })
    .blur(0.6)
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const random = dice(options.seed)
  for (const [index, value] of data.entries()) {
    if (value < 235) {
      const bell = random() + random() + random() - 1.5
      data[index] = Math.max(0, Math.min(255, value * 0.92 + 12 + bell * 2 * options.noise))
    }
  }
  const set = (x: number, y: number, value: number) => {
    if (x < info.width && y < info.height) data[y * info.width + x] = value
  }
  for (let speck = 0; speck < 60; speck++) {
    const x = Math.floor(random() * info.width)
    const y = Math.floor(random() * info.height)
    const tone = 90 + Math.floor(random() * 120)
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      set(x + dx, y + dy, tone)
  }
  for (let x = 0; x < 7; x++) for (let y = 0; y < info.height; y++) set(x, y, 150 + x * 14)
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }).withMetadata({
    density: options.dpi,
  })
}

/** A page of a fax or a document scanner set to black and white: CCITT-sized, 1 bit. */
export async function scanBlackAndWhite(page: Page, options: ScanOptions): Promise<Sharp> {
  return (await scan(page, options)).threshold(150)
}
