/** Sources stay open between the turns of a slot: robots.txt and connections are not asked for every few seconds. */
import type { SiteSource } from '../../rescan/site-source.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { openSiteSource, type SourcesOptions } from './site-source.ts'

const idleMilliseconds = 60_000

interface Open {
  readonly source: SiteSource
  timer: NodeJS.Timeout | undefined
}

export class OpenSources {
  readonly #options: SourcesOptions
  /** Those in nobody's hands. */
  readonly #idle = new Map<string, Open[]>()

  constructor(options: SourcesOptions) {
    this.#options = options
  }

  /** @throws {SourceError} */
  async borrow<T>(site: SiteTable, work: (source: SiteSource) => Promise<T>): Promise<T> {
    const key = `${site.id} ${site.version}`
    const idle = this.#idle.get(key)?.pop()
    clearTimeout(idle?.timer)
    const source = idle?.source ?? (await openSiteSource(site, this.#options))
    try {
      return await work(source)
    } finally {
      this.#keep(key, source)
    }
  }

  #keep(key: string, source: SiteSource): void {
    const open: Open = { source, timer: undefined }
    const list = this.#idle.get(key) ?? []
    this.#idle.set(key, [...list, open])
    open.timer = setTimeout(() => {
      const rest = this.#idle.get(key)?.filter(each => each !== open) ?? []
      if (rest.length > 0) this.#idle.set(key, rest)
      else this.#idle.delete(key)
      void source.close()
    }, idleMilliseconds)
    open.timer.unref()
  }

  async close(): Promise<void> {
    const all = [...this.#idle.values()].flat()
    this.#idle.clear()
    for (const { source, timer } of all) {
      clearTimeout(timer)
      await source.close()
    }
  }
}
