/** Slides, their notes, layouts and masters as parts. */
import type { Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ExtractContext } from '../extractor.ts'
import type { Inventory, Item } from '../ooxml/inventory.ts'
import { textPart } from '../ooxml/other-parts.ts'
import type { UniqueLabels } from '../ooxml/part-labels.ts'
import { readPart } from '../ooxml/read-part.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { Package } from '../package/package.ts'
import type { Design } from './placeholders.ts'
import { PresentationReader } from './presentation-reader.ts'
import type { SlideSettings } from './slide-reader.ts'
import { SlideReader } from './slide-reader.ts'

export interface PresentationSettings {
  readonly pack: Package
  readonly inventory: Inventory
  readonly budget: TextBudget
  readonly labels: UniqueLabels
  readonly links: Map<string, Line[]>
  readonly context: ExtractContext
}

interface ReadDesign extends Design {
  readonly label: string
  readonly lines: Line[]
}

/** Roots of masters and layouts, in the order in which one inherits from the other. */
const designRoots: readonly (readonly [root: string, label: string])[] = [
  ['p:sldMaster', 'master'],
  ['p:notesMaster', 'notes master'],
  ['p:handoutMaster', 'handout master'],
  ['p:sldLayout', 'layout'],
]

export class Presentation {
  readonly #settings: PresentationSettings
  readonly #presentation: PresentationReader
  readonly #designs = new Map<string, ReadDesign>()
  /** Labels of all parts read here by key. */
  readonly owners = new Map<string, string>()

  constructor(settings: PresentationSettings) {
    this.#settings = settings
    this.#presentation = new PresentationReader(settings.budget)
  }

  /** `slide N` and `slide N notes` in their order, slides that nothing shows, masters and layouts, `presentation`. */
  async *parts(): AsyncGenerator<ExtractedPart> {
    const { pack, inventory, context, labels, budget } = this.#settings
    const main = inventory.items.find(item => item.key === inventory.main && item.kind === 'xml')
    for (const item of new Set([...(main ? [main] : []), ...this.#rooted('p:presentation')])) {
      await readPart(pack, item.entry, this.#presentation, context)
    }
    await this.#readDesigns()
    for (const { item, page } of this.#slidesInOrder()) {
      const label = labels.take(`slide ${page ?? item.entry.name}`)
      this.owners.set(item.key, label)
      if (budget.exhausted) continue
      yield await this.#slide(item, label, page)
      for (const notes of this.#related(item.key, 'notesSlide')) {
        const notesLabel = labels.take(`${label} notes`)
        this.owners.set(notes.key, notesLabel)
        const { lines } = await this.#read(notes, notesLabel, { kind: 'notes', size: null })
        if (lines.length > 0) yield textPart(notesLabel, lines)
      }
    }
    for (const { label, lines } of this.#designs.values()) if (lines.length > 0) yield textPart(label, lines)
    if (this.#presentation.lines.length > 0) {
      yield textPart(labels.take('presentation'), this.#presentation.lines)
    }
  }

  async #slide(item: Item, label: string, page: number | null): Promise<ExtractedPart> {
    const { size } = this.#presentation
    const { lines } = await this.#read(item, label, { kind: 'slide', size, hidden: page === null })
    const [width, height] = size
    return { label, page, width, height, lines, pictures: [] }
  }

  async #readDesigns(): Promise<void> {
    for (const [root, word] of designRoots) {
      for (const [i, item] of this.#rooted(root).entries()) {
        const label = this.#settings.labels.take(`${word} ${i + 1}`)
        this.owners.set(item.key, label)
        const { reader, lines } = await this.#read(item, label, {
          kind: 'design',
          size: this.#presentation.size,
        })
        // Places on a master are not places on a page.
        const { placeholders, textSizes, paint } = reader
        this.#designs.set(item.key, {
          placeholders,
          textSizes,
          paint,
          label,
          lines: lines.map(line => ({ ...line, box: null })),
        })
      }
    }
  }

  async #read(
    item: Item,
    label: string,
    settings: Pick<SlideSettings, 'kind' | 'size'> & { hidden?: boolean },
  ): Promise<{ reader: SlideReader; lines: Line[] }> {
    const { pack, budget, links, context } = this.#settings
    const designs = this.#designsOf(item.key)
    const reader = new SlideReader({ hidden: false, ...settings, designs, budget })
    await readPart(pack, item.entry, reader, context, label)
    const lines = [...reader.finish(), ...(links.get(item.key) ?? [])]
    links.delete(item.key)
    return { reader, lines }
  }

  /** The layout of a slide and the master of that layout. */
  #designsOf(key: string): Design[] {
    const found: Design[] = []
    let at = key
    for (const type of ['slideLayout', 'slideMaster']) {
      const target = this.#settings.inventory.relationships.find(
        each => each.source === at && each.type === type,
      )
      const design = target && this.#designs.get(target.target)
      if (!design) continue
      found.push(design)
      at = target.target
    }
    return found
  }

  #rooted(root: string): Item[] {
    return this.#settings.inventory.items.filter(item => item.root && qualifiedName(item.root) === root)
  }

  #related(key: string, type: string): Item[] {
    const { items, relationships } = this.#settings.inventory
    const targets = relationships.filter(each => each.source === key && each.type === type)
    const keys = new Set(targets.map(each => each.target))
    return items.filter(item => item.kind === 'xml' && keys.has(item.key) && !this.owners.has(item.key))
  }

  #slidesInOrder(): { item: Item; page: number | null }[] {
    const { items, relationships, main } = this.#settings.inventory
    const targets = new Map(
      relationships.filter(each => each.source === main).map(each => [each.id, each.target]),
    )
    const byKey = new Map(items.filter(item => item.kind === 'xml').map(item => [item.key, item]))
    const slides = new Map<Item, number | null>()
    for (const [i, id] of this.#presentation.slides.entries()) {
      const item = byKey.get(targets.get(id) ?? '')
      if (item && !slides.has(item)) slides.set(item, i + 1)
    }
    for (const item of this.#rooted('p:sld')) if (!slides.has(item)) slides.set(item, null)
    return [...slides].map(([item, page]) => ({ item, page }))
  }
}
