/** The relationships of a package (ISO/IEC 29500-2, 6.5): what belongs to what, and what lies outside. */
import { entryKey, resolveTarget } from '../package/entry-name.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { qualifiedName } from './vocabulary.ts'

export interface Relationship {
  /** Key of the part it belongs to; '' for the package. */
  readonly source: string
  /** By which the source refers to it (`r:id`). */
  readonly id: string
  /** Last word of its type: `officeDocument`, `header`, `image`. Transitional and strict types end alike. */
  readonly type: string
  /** Key of the part inside the package; for an external one the address as written. */
  readonly target: string
  readonly external: boolean
}

/** Reads one relationships part. */
export class RelationshipReader implements XmlHandler {
  readonly relationships: Relationship[] = []
  readonly #source: string

  /** @param entryName `word/_rels/document.xml.rels`. */
  constructor(entryName: string) {
    this.#source = entryKey(entryName)
      .replace(/(^|\/)_rels\/([^/]*)$/, '$1$2')
      .replace(/\.rels$/, '')
  }

  open(element: XmlElement): void {
    if (qualifiedName(element) !== 'rel:Relationship') return
    const target = attribute(element, 'Target') ?? ''
    const external = attribute(element, 'TargetMode')?.toLowerCase() === 'external'
    this.relationships.push({
      source: this.#source,
      id: attribute(element, 'Id') ?? '',
      type: (attribute(element, 'Type') ?? '').replace(/^.*\//s, ''),
      target: external ? target : resolveTarget(this.#source, target),
      external,
    })
  }

  text(): void {}
  close(): void {}
}
