/** Decides which pixels of a page have to be read by OCR: its pictures, a drawing, or the page as a whole. */
import type { Box } from '../../document/document.ts'
import type { Picture } from '../../document/picture.ts'
import type { PageContent, PaintedImage } from './content.ts'
import { groupImages, type ImageGroup } from './image-groups.ts'
import { overlap, roundBox, union } from './matrix.ts'
import { defaultDpi, tiles } from './render.ts'
import type { ReadLine } from './text-lines.ts'

/** How the pixels of one picture are had; picture-source.ts turns it into a Picture. */
export interface PlannedPicture {
  readonly name: string
  readonly kind: Picture['kind']
  readonly box: Box | null
  /** An image's own pixels, or a region of the page painted anew. */
  readonly from:
    | PaintedImage
    | { readonly region: Box; readonly dpi: number; readonly images: readonly PaintedImage[] }
}

export interface PageShape {
  readonly label: string
  readonly width: number
  readonly height: number
}

/** One outlined Chinese character has 30 to 150 segments; page furniture has fewer. */
const letterSegments = 60
/** Rules and frames from which letters could be built. */
const manyPlainSegments = 400
/** Pixels a side below which nothing legible fits. */
const leastPixels = 8
const scanCoverage = 0.7
const [lowestDpi, highestDpi] = [100, 300]
const tileSide = 1500
const tileOverlap = 60
/** How far text outside the crop box is looked for, in page sizes. */
const outside = 1

export function planPictures(
  content: PageContent,
  lines: readonly ReadLine[],
  page: PageShape,
): PlannedPicture[] {
  const images = content.images.filter(image => image.width > 0 && image.height > 0)
  const shown = images.filter(image => !image.hidden)
  const hidden = images.filter(image => image.hidden)
  const namer = pictureNamer(page.label)
  const scan = textIsMissing(lines) ? soleScan(content, shown, page) : null
  if (scan) {
    const whole = { name: page.label, kind: 'page' as const, box: roundBox(scan.box), from: scan }
    const others = [...shown.filter(image => image !== scan), ...hidden]
    return [whole, ...others.filter(isReadable).map(image => single(image, namer()))]
  }
  if (needsWholePage(content, lines, shown)) {
    const region = pageRegion(content, page)
    const dpi = renderingDpi(shown)
    const remaining = [...shown.filter(image => !paintedWhole(image, shown, region, dpi)), ...hidden]
    return [
      ...wholePage(region, dpi, shown, page),
      ...remaining.filter(isReadable).map(image => single(image, namer())),
    ]
  }
  return [
    ...groupImages(shown).flatMap(group => groupPicture(group, namer)),
    ...drawing(content, page),
    ...hidden.filter(isReadable).map(image => single(image, namer())),
  ]
}

/** The page as a whole, to be read when its text cannot be believed; nothing where that is planned already. */
export function planWholePage(
  content: PageContent,
  planned: readonly PlannedPicture[],
  page: PageShape,
): PlannedPicture[] {
  if (planned.some(picture => picture.kind === 'page')) return []
  const shown = content.images.filter(image => image.width > 0 && image.height > 0 && !image.hidden)
  return wholePage(pageRegion(content, page), renderingDpi(shown), shown, page)
}

function textIsMissing(lines: readonly ReadLine[]): boolean {
  return !lines.some(line => line.channel === 'body' && line.legible > 0)
}

function needsWholePage(
  content: PageContent,
  lines: readonly ReadLine[],
  shown: readonly PaintedImage[],
): boolean {
  const { ink } = content
  if (ink.drawnGlyphs > 0 || lines.some(isGarbled) || mostlyGarbled(lines)) return true
  if (!textIsMissing(lines)) return false
  return shown.length > 0 || ink.segments > 0 || ink.plainSegments > manyPlainSegments || ink.shadings > 0
}

/** Fonts without a mapping are mostly those of titles: one such line is enough. A lone bullet is not. */
function isGarbled(line: ReadLine): boolean {
  return line.channel === 'body' && line.illegible >= 2 && line.illegible >= line.legible
}

function mostlyGarbled(lines: readonly ReadLine[]): boolean {
  const body = lines.filter(line => line.channel === 'body')
  const illegible = body.reduce((sum, line) => sum + line.illegible, 0)
  const legible = body.reduce((sum, line) => sum + line.legible, 0)
  return illegible > 0 && illegible * 5 > legible
}

/** A page that is one scanned image: its own pixels are better and cheaper than painting it anew. */
function soleScan(
  content: PageContent,
  shown: readonly PaintedImage[],
  page: PageShape,
): PaintedImage | null {
  const { ink } = content
  const pageBox: Box = [0, 0, page.width, page.height]
  const large = shown.filter(image => overlap(image.box, pageBox) >= scanCoverage * page.width * page.height)
  const others = shown.filter(image => isReadable(image) && !large.includes(image))
  const alone = large.length === 1 && others.length === 0 && ink.segments === 0 && ink.drawnGlyphs === 0
  return alone && ink.shadings === 0 && ink.plainSegments <= manyPlainSegments
    ? (large[0] as PaintedImage)
    : null
}

/** The page, and what is drawn just outside its crop box. */
function pageRegion(content: PageContent, page: PageShape): Box {
  const visible: Box = [0, 0, page.width, page.height]
  if (!content.ink.box) return visible
  const reach: Box = [
    -outside * page.width,
    -outside * page.height,
    (1 + 2 * outside) * page.width,
    (1 + 2 * outside) * page.height,
  ]
  return union(visible, intersection(content.ink.box, reach) ?? visible)
}

function wholePage(
  region: Box,
  dpi: number,
  images: readonly PaintedImage[],
  page: PageShape,
): PlannedPicture[] {
  const isPage = region[0] === 0 && region[1] === 0 && region[2] === page.width && region[3] === page.height
  const parts = tiles(region, tileSide, tileOverlap)
  return parts.map((part, index) => ({
    name: parts.length === 1 ? page.label : `${page.label} tile ${index + 1}`,
    kind: 'page',
    box: isPage && parts.length === 1 ? null : roundBox(part),
    from: { region: part, dpi, images: images.filter(image => overlap(image.box, part) > 0) },
  }))
}

/** Whether painting the page shows an image whole, uncovered, and in enough pixels. */
function paintedWhole(
  image: PaintedImage,
  shown: readonly PaintedImage[],
  region: Box,
  dpi: number,
): boolean {
  const area = image.box[2] * image.box[3]
  if (overlap(image.box, region) < 0.98 * area) return false
  const above = shown.slice(shown.indexOf(image) + 1)
  if (above.some(other => overlap(other.box, image.box) > 0.1 * area)) return false
  return nativeDpi(image) <= dpi * 2
}

function groupPicture(group: ImageGroup, namer: () => string): PlannedPicture[] {
  if (group.images.length === 1) {
    return group.images.filter(isReadable).map(image => single(image, namer()))
  }
  const dpi = renderingDpi(group.images)
  return tiles(group.box, tileSide, tileOverlap).map(region => ({
    name: namer(),
    kind: 'picture',
    box: roundBox(region),
    from: { region, dpi, images: group.images.filter(image => overlap(image.box, region) > 0) },
  }))
}

/** Letters turned into outlines on a page that has text beside them. */
function drawing(content: PageContent, page: PageShape): PlannedPicture[] {
  const { ink } = content
  if (ink.segments < letterSegments || !ink.box) return []
  const visible: Box = [0, 0, page.width, page.height]
  const region = intersection(ink.box, pageRegion(content, page)) ?? visible
  const margin = 4
  const padded: Box = [region[0] - margin, region[1] - margin, region[2] + 2 * margin, region[3] + 2 * margin]
  return tiles(padded, tileSide, tileOverlap).map((part, index) => ({
    name: `${page.label} drawing ${index + 1}`,
    kind: 'picture',
    box: roundBox(part),
    from: { region: part, dpi: defaultDpi, images: [] },
  }))
}

function single(image: PaintedImage, name: string): PlannedPicture {
  return { name, kind: 'picture', box: roundBox(image.box), from: image }
}

function isReadable(image: PaintedImage): boolean {
  return image.width >= leastPixels && image.height >= leastPixels
}

function nativeDpi(image: PaintedImage): number {
  const [a, b, c, d] = image.matrix
  const across = (image.width / Math.max(1, Math.hypot(a, b))) * 72
  const down = (image.height / Math.max(1, Math.hypot(c, d))) * 72
  return Math.max(across, down)
}

function renderingDpi(images: readonly PaintedImage[]): number {
  const finest = images
    .filter(isReadable)
    .reduce((most, image) => Math.max(most, nativeDpi(image)), lowestDpi)
  return images.length === 0 ? defaultDpi : Math.round(Math.min(highestDpi, Math.max(defaultDpi, finest)))
}

function intersection(a: Box, b: Box): Box | null {
  const left = Math.max(a[0], b[0])
  const top = Math.max(a[1], b[1])
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - left
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - top
  return width > 0 && height > 0 ? [left, top, width, height] : null
}

function pictureNamer(label: string): () => string {
  let count = 0
  return () => {
    count += 1
    return `${label} image ${count}`
  }
}
