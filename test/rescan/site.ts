/** A site on disk and its state in a database, rescanned in this process with a real screener and counted reads. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeSite, type Site } from '../../scripts/rescan-site/site.ts'
import { versionOf } from '../../src/detect/ruleset.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import type { Known } from '../../src/known/apply.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { loadTerms } from '../../src/packs/load-terms.ts'
import { ContentIds } from '../../src/rescan/content-id.ts'
import { documentsOf, type RescanDocument } from '../../src/rescan/documents.ts'
import { performRun } from '../../src/rescan/engine.ts'
import { paceOf } from '../../src/rescan/pace.ts'
import { readerVersion } from '../../src/rescan/reader-version.ts'
import type { SiteSource } from '../../src/rescan/site-source.ts'
import { openFolder } from '../../src/rescan/sources/folder.ts'
import { beginRun, openSite } from '../../src/rescan/state/runs.ts'
import { Sealer } from '../../src/rescan/state/sealed.ts'
import { openStateFile } from '../../src/rescan/state/state-file.ts'
import { openScreener, type Screener, type ScreenerOptions } from '../../src/screener.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { RescanItemTable, RescanRunTable } from '../../src/store/rescan-schema.ts'
import { freshDatabase } from '../postgres/database.ts'

export interface RescanOnce {
  readonly run: RescanRunTable
  readonly documents: readonly RescanDocument[]
  /** Documents fetched from the source. */
  readonly fetched: readonly string[]
  /** Whether child processes were needed at all. */
  readonly hasScreened: boolean
  readonly milliseconds: number
}

export interface Settings {
  readonly screener?: ScreenerOptions
  readonly keepsText?: boolean
  readonly isFull?: boolean
  readonly known?: Known
  /** Stops the run when so many items are done. */
  readonly stopAfter?: number
  readonly source?: (source: SiteSource) => SiteSource
}

const nothingKnown: Known = { allowList: null, baseline: null }

/** Children take a second to start: all sites of a test file share them. */
const screeners = new Map<string, Promise<Screener>>()

function sharedScreener(options: ScreenerOptions): Promise<Screener> {
  const key = JSON.stringify(options)
  const opened = screeners.get(key) ?? openScreener(options)
  screeners.set(key, opened)
  return opened
}

export async function closeScreeners(): Promise<void> {
  for (const screener of screeners.values()) await (await screener).close()
}

export class TestSite {
  readonly folder: string
  readonly site: Site
  readonly #state: string
  readonly #sealer = new Sealer(Buffer.alloc(32, 7))
  #store: Store

  private constructor(state: string, folder: string, site: Site, store: Store) {
    this.#state = state
    this.folder = folder
    this.site = site
    this.#store = store
  }

  static async create(size: number): Promise<TestSite> {
    const state = mkdtempSync(path.join(tmpdir(), 'baoshen-rescan-'))
    const folder = path.join(state, 'site')
    const site = await makeSite(folder, { size, hasScans: false })
    // What was written just now might change again unseen, and is read once more.
    await new Promise(resolve => setTimeout(resolve, 150))
    return new TestSite(state, folder, site, await open(state))
  }

  get stateFile(): string {
    return path.join(this.#state, 'state.sqlite')
  }

  get store(): Store {
    return this.#store
  }

  /** Writes a file of the site; waits until its time of change can be relied on. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    writeFileSync(path.join(this.folder, name), content)
    await new Promise(resolve => setTimeout(resolve, 150))
  }

  async append(name: string, content: string): Promise<void> {
    appendFileSync(path.join(this.folder, name), content)
    await new Promise(resolve => setTimeout(resolve, 150))
  }

  async remove(name: string): Promise<void> {
    rmSync(path.join(this.folder, name))
  }

  /** Begins a run, or takes one up, and performs it. */
  async rescan(settings: Settings = {}): Promise<RescanOnce> {
    const options: ScreenerOptions = { ocr: 'off', concurrency: 2, threads: 1, ...settings.screener }
    const packs = [...(await loadPacks(options.packs ?? [])), ...(await loadTerms(options.terms ?? []))]
    const versions = { ruleset: versionOf(packs), reader: await readerVersion(options) }
    const site = await openSite(this.#store, 'folder test', 'test')
    const { run } = await beginRun(this.#store, site.id, versions, settings.isFull === true)
    const stop = new AbortController()
    const fetched: string[] = []
    let hasScreened = false
    const inner = await openFolder(this.folder, { limits: defaultLimits })
    const source = settings.source?.(inner) ?? inner
    const startedAt = performance.now()
    const ended = await performRun({
      store: this.#store,
      context: {
        db: this.#store.db,
        run,
        source: {
          name: source.name,
          seeds: signal => source.seeds(signal),
          fetch: (reference, previous, signal) => {
            fetched.push(reference.id)
            return source.fetch(reference, previous, signal)
          },
          close: () => source.close(),
        },
        screener: () => {
          hasScreened = true
          return sharedScreener(options)
        },
        contentIds: new ContentIds(site.id, packs),
        sealer: this.#sealer,
        keepsText: settings.keepsText === true,
        language: 'zh',
        atWork: new Map(),
      },
      pace: paceOf(undefined, 2),
      signal: stop.signal,
      onProgress: now => {
        if (settings.stopAfter !== undefined && now.done >= settings.stopAfter) stop.abort()
      },
    })
    const milliseconds = performance.now() - startedAt
    const documents = await Array.fromAsync(
      documentsOf({
        db: this.#store.db,
        run: ended,
        sealer: this.#sealer,
        known: settings.known ?? nothingKnown,
        language: 'zh',
        ruleWords: finding => finding,
        pathOf: (item: RescanItemTable) => item.ref,
      }),
    )
    return { run: ended, documents, fetched, hasScreened, milliseconds }
  }

  async close(): Promise<void> {
    await this.#store.close()
    rmSync(this.#state, { recursive: true, force: true })
  }
}

/** The command line's state file; the service's database where the suite has one. */
async function open(folder: string): Promise<Store> {
  const url = await freshDatabase()
  return url === undefined ? openStateFile(path.join(folder, 'state.sqlite')) : openStore({ folder, url })
}

/** Places with findings that count, as `path rule`. */
export function places(documents: readonly RescanDocument[], status?: 'new' | 'remains'): string[] {
  return documents
    .flatMap(({ ref, findings }) =>
      findings
        .filter(each => each.severity !== 'info' && (status === undefined || each.status === status))
        .map(each => `${ref} ${each.rule} ${each.fingerprint}`),
    )
    .sort()
}

export const blocked = (documents: readonly RescanDocument[]) =>
  documents.filter(({ verdict }) => verdict === 'block').map(({ ref }) => ref)
