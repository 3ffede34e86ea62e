/** The files of an OFD package (GB/T 33190-2016, clause 6): found by their locations, read once, ticked off. */
import type { ProblemDetails } from '../../document/problem.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import { entryKey } from '../package/entry-name.ts'
import type { Package, PackageEntry } from '../package/package.ts'
import { type XmlNode, xmlTree } from '../xml/tree.ts'

/** An XML file of the package and where it stands, since it names others relative to itself. */
export interface OfdFile {
  readonly name: string
  readonly root: XmlNode
}

export class OfdPackage {
  readonly #pack: Package
  readonly #context: ExtractContext
  readonly #used = new Set<string>()

  constructor(pack: Package, context: ExtractContext) {
    this.#pack = pack
    this.#context = context
  }

  /** Entries that nothing has asked for so far. */
  get unused(): PackageEntry[] {
    return this.#pack.entries.filter(({ name }) => !this.#used.has(entryKey(name)))
  }

  /**
   * The entry a location (ST_Loc, 7.3) points to: from the root with a leading `/`, else beside `from`. As writers
   * differ, a location that leads nowhere is tried from the root as well.
   * @param from name of the file that states the location.
   */
  find(location: string, from: string): PackageEntry | undefined {
    const bare = location.trim()
    if (bare === '') return undefined
    const beside = `${folderOf(from)}${bare}`
    const names = /^[\\/]/.test(bare) ? [bare, beside] : [beside, bare]
    for (const name of names) {
      const entry = this.#pack.find(name)
      if (entry) return entry
    }
    return undefined
  }

  /**
   * Reads an XML file as far as it is whole; what is wrong becomes a problem.
   * @param what the file is to a reader, for the problem.
   */
  async xml(
    location: string | undefined,
    from: string,
    what: { zh: string; en: string },
  ): Promise<OfdFile | null> {
    if (location === undefined || location.trim() === '') return null
    const entry = this.find(location, from)
    if (!entry) {
      this.#problem(what, {
        zh: `包内没有 ${location.trim()}`,
        en: `${location.trim()} is not in the package`,
      })
      return null
    }
    return this.xmlEntry(entry, what)
  }

  async xmlEntry(entry: PackageEntry, what: { zh: string; en: string }): Promise<OfdFile | null> {
    const { name } = entry
    this.use(entry)
    this.#context.spend(entry.declaredBytes)
    try {
      const root = await xmlTree(this.#pack.stream(name), error =>
        this.#problem(what, error.details.reason ?? error.code),
      )
      return root ? { name, root } : null
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.#context.problem(error.code, error.details, what.en)
      return null
    }
  }

  /** @throws {ProblemError} when the entry is damaged. */
  async bytes(entry: PackageEntry): Promise<Uint8Array> {
    this.use(entry)
    return this.#pack.read(entry.name)
  }

  /** The first bytes, whatever the rest is like. */
  async peek(entry: PackageEntry, length: number): Promise<Uint8Array> {
    return this.#pack.peek(entry.name, length)
  }

  use(entry: PackageEntry): void {
    this.#used.add(entryKey(entry.name))
  }

  #problem(part: { zh: string; en: string }, reason: ProblemDetails[string]): void {
    this.#context.problem('part-unread', { part, reason }, part.en)
  }
}

/** With its final `/`; empty for the root. */
export function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1)
}
