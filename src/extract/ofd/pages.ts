/** The pages of a document, each with its templates and annotations painted into it. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart, Picture } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { filePicture, pictureFile } from '../../raster/picture-file.ts'
import type { ExtractContext } from '../extractor.ts'
import { overlap, roundBox } from '../pdf/matrix.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, type XmlNode } from '../xml/tree.ts'
import { paintAnnotations } from './annotations.ts'
import { areaOf, type OfdDocument } from './document.ts'
import { drawnText } from './drawing.ts'
import type { OfdFile, OfdPackage } from './ofd-package.ts'
import { type PageContent, PageReader, type Setting } from './page-content.ts'
import { pageLines } from './page-lines.ts'
import { mergeResources, type Resources, readResources } from './resources.ts'

/** A page with fewer legible characters than this and something drawn on it may be a scan. */
const fewCharacters = 8
const scanCoverage = 0.6

/** Where a page stands and what belongs to it. */
export interface PageSource {
  readonly label: string
  /** Null for a page that no document shows. */
  readonly page: number | null
  readonly file: OfdFile
  readonly annotations: readonly OfdFile[]
}

/** What is read once for all pages of a document. */
export class DocumentPages {
  readonly #pack: OfdPackage
  readonly #document: OfdDocument
  readonly #context: ExtractContext
  readonly #templates = new Map<string, Promise<{ file: OfdFile; resources: Resources } | null>>()

  constructor(pack: OfdPackage, document: OfdDocument, context: ExtractContext) {
    this.#pack = pack
    this.#document = document
    this.#context = context
  }

  /** @throws {ProblemError} `too-large`. */
  async read({ label, page, file, annotations }: PageSource): Promise<ExtractedPart> {
    const context = this.#context
    const [x, y, width, height] = areaOf(childElement(file.root, 'Area')) ?? this.#document.area
    const base: Setting = { toPage: [1, 0, 0, 1, -x, -y], channel: 'body', hidden: page === null, alpha: 1 }
    const resources = await this.#resourcesOf(file)
    const reader = new PageReader(resources)
    const templates = childElements(file.root, 'Template')
    const behind = templates.filter(each => attribute(each, 'ZOrder') !== 'Foreground')
    for (const template of behind) await this.#paintTemplate(template, reader, base)
    for (const content of childElements(file.root, 'Content')) reader.readLayers(content, base)
    for (const template of templates) {
      if (!behind.includes(template)) await this.#paintTemplate(template, reader, base)
    }
    const remarks: Line[] = []
    for (const each of annotations) remarks.push(...paintAnnotations(each, reader, base))
    const { content } = reader
    const { lines, legible, garbled } = pageLines(content, { width, height })
    const said = new Set(lines.filter(line => line.channel === 'link').map(line => line.text))
    lines.push(...remarks.filter(line => line.channel !== 'link' || !said.has(line.text)))
    const pictures = this.#pictures(content, resources, { label, width, height, legible })
    this.#reportUnread(content, label, garbled)
    const drawing = drawnText(content.paths, { label, width, height }, context.limits.pixels)
    if (drawing) pictures.push(drawing)
    return { label, page, width, height, lines: lines.map(inFoot(height)), pictures }
  }

  async #resourcesOf(file: OfdFile): Promise<Resources> {
    const own = childElements(file.root, 'PageRes')
    if (own.length === 0) return this.#document.resources
    const missing = (name: string) => this.#missing(name, file.name)
    return mergeResources(this.#document.resources, await readResources(own, file.name, this.#pack, missing))
  }

  async #paintTemplate(template: XmlNode, reader: PageReader, base: Setting): Promise<void> {
    const id = attribute(template, 'TemplateID') ?? ''
    const known = this.#document.templates.get(id)
    if (!known) {
      this.#missing(`TemplatePage ${id}`, 'template')
      return
    }
    if (!this.#templates.has(id)) this.#templates.set(id, this.#readTemplate(known.location))
    const read = await this.#templates.get(id)
    if (!read) return
    const channel = /水印|watermark/i.test(known.name) ? 'watermark' : 'header'
    for (const content of childElements(read.file.root, 'Content')) {
      reader.readLayers(content, { ...base, channel }, read.resources)
    }
  }

  async #readTemplate(location: string): Promise<{ file: OfdFile; resources: Resources } | null> {
    const what = { zh: '模板页', en: 'template page' }
    const file = await this.#pack.xml(location, this.#document.file.name, what)
    return file ? { file, resources: await this.#resourcesOf(file) } : null
  }

  #pictures(
    content: PageContent,
    resources: Resources,
    page: { label: string; width: number; height: number; legible: number },
  ): Picture[] {
    const { pixels } = this.#context.limits
    const whole = page.width * page.height
    return content.pictures.flatMap(({ resource, box }, index): Picture[] => {
      const entry = this.#pack.find(resources.media.get(resource)?.entry ?? '', '')
      if (!entry) {
        this.#missing(`ResourceID ${resource}`, page.label)
        return []
      }
      if (!box.every(Number.isFinite) || box[2] <= 0 || box[3] <= 0) box = [0, 0, page.width, page.height]
      const name = `${page.label} picture ${index + 1}`
      const covers = overlap(box, [0, 0, page.width, page.height]) >= scanCoverage * whole
      this.#pack.use(entry)
      const kind = covers && page.legible < fewCharacters ? 'page' : 'picture'
      const file = pictureFile(() => this.#pack.bytes(entry))
      return [filePicture(file, { name, kind, box: roundBox(box), pixels })]
    })
  }

  #reportUnread(content: PageContent, label: string, garbled: number): void {
    for (const id of new Set(content.missing)) this.#missing(`ResourceID ${id}`, label)
    if (garbled > 0) {
      const reason = {
        zh: `${garbled} 个字符只有字形编号，没有可读的文字编码`,
        en: `${garbled} characters are glyph numbers without readable text`,
      }
      this.#context.problem('part-unread', { part: label, reason }, label)
    }
    for (const kind of content.unknown) {
      this.#context.problem('part-unread', { part: label, reason: `OFD: ${kind}` }, label)
    }
  }

  #missing(name: string, label: string): void {
    const reason = { zh: `包内没有 ${name}`, en: `${name} is not in the package` }
    this.#context.problem('part-unread', { part: label, reason }, label)
  }
}

/** Text that a template writes at the foot of the page is a footer. */
function inFoot(height: number): (line: Line) => Line {
  return line =>
    line.channel === 'header' && line.box && line.box[1] > 0.8 * height
      ? { ...line, channel: 'footer' }
      : line
}

/** @throws {ProblemError} `too-large`. */
export function checkPageCount(count: number, limit: number): void {
  if (count > limit)
    throw new ProblemError('too-large', {
      what: { zh: '页数', en: 'The number of pages' },
      size: count,
      limit,
    })
}
