/** The screeners of the service: one for documents, one for page pictures, exchanged when the rules change. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pLimit from 'p-limit'
import type { Screening } from '../document/screening.ts'
import { builtInPacks, loadPacks } from '../packs/load.ts'
import { loadTerms } from '../packs/load-terms.ts'
import type { Pack } from '../packs/schema.ts'
import type { RunOptions } from '../sandbox/child-process.ts'
import type { PictureResult } from '../sandbox/protocol.ts'
import { openScreener, type Screener, type ScreenerOptions } from '../screener.ts'
import type { Source } from '../source.ts'
import type { OwnPackTable } from '../store/schema.ts'

export type OwnPack = Pick<OwnPackTable, 'id' | 'kind' | 'name' | 'content'>

/** The screener in force and the screenings that still use it. */
interface Current {
  readonly screener: Screener
  readonly packs: readonly Pack[]
  users: number
  retired: boolean
}

/**
 * Gives `work` the paths of uploaded packs; they lie on disk only as long as it takes to load them.
 * @throws {PackError} from loading.
 */
export async function withPackFiles<T>(
  own: readonly OwnPack[],
  work: (files: { packs: string[]; terms: string[] }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baoshen-packs-'))
  try {
    const packs: string[] = []
    const terms: string[] = []
    for (const { id, kind, name, content } of own) {
      // Findings name the list, and its ending decides how it is read; a folder of its own keeps names apart.
      await mkdir(path.join(folder, id))
      const file = path.join(folder, id, shortened(name))
      await writeFile(file, Buffer.from(content, 'base64'), { mode: 0o600 })
      if (kind === 'pack') packs.push(file)
      else terms.push(file)
    }
    return await work({ packs, terms })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** File systems take 255 bytes. */
function shortened(name: string): string {
  const ending = path.extname(name).slice(0, 10)
  return `${[...path.basename(name, path.extname(name))].slice(0, 60).join('')}${ending}`
}

/** Opens a screener with the configured packs and `own` ones; in whatever order these come, the rules are the same. */
export async function openWith(
  options: ScreenerOptions,
  own: readonly OwnPack[],
): Promise<{ screener: Screener; packs: Pack[] }> {
  const inOrder = own.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return withPackFiles(inOrder, async files => {
    const named = options.packs ?? []
    const packNames = [...(named.length === 0 ? await builtInPacks() : named), ...files.packs]
    const terms = [...(options.terms ?? []), ...files.terms]
    const packs = [...(await loadPacks(packNames)), ...(await loadTerms(terms))]
    return { screener: await openScreener({ ...options, packs: packNames, terms }), packs }
  })
}

/** A page of text is read in milliseconds; one that takes seconds is a trap. */
const textSeconds = 6

function textOptions(options: ScreenerOptions): ScreenerOptions {
  return { ...options, concurrency: 1, threads: 1, limits: { ...options.limits, seconds: textSeconds } }
}

async function retire(current: Current): Promise<void> {
  current.retired = true
  if (current.users === 0) await current.screener.close()
}

export class Screeners {
  /** One change of the packs in force after the other: two at once would each leave out the other's. */
  readonly changes = pLimit(1)
  readonly #options: ScreenerOptions
  #current: Current
  /** Opened when the first page is asked for; kept as a promise, so that two requests at once open one. */
  #pictures: Promise<Screener> | null = null
  /** For texts of portals, which must not wait behind scans; opened when the first comes. */
  #texts: Promise<Current> | null = null
  #own: readonly OwnPack[]
  #closed = false

  /** Use {@link openScreeners}. */
  constructor(options: ScreenerOptions, current: Current, own: readonly OwnPack[]) {
    this.#options = options
    this.#own = own
    this.#current = current
  }

  get ruleset(): string {
    return this.#current.screener.ruleset
  }

  get packs(): readonly Pack[] {
    return this.#current.packs
  }

  /** Ids of the uploaded packs in force. */
  get own(): readonly string[] {
    return this.#own.map(({ id }) => id)
  }

  get options(): ScreenerOptions {
    return this.#options
  }

  screen(source: Source, options: RunOptions): Promise<Screening> {
    return this.#use(this.#current, source, options)
  }

  /** Judges what was read before by the rules in force; see {@link Screener.judge}. */
  async judge(...[read, options]: Parameters<Screener['judge']>): ReturnType<Screener['judge']> {
    return this.#borrow(this.#current, screener => screener.judge(read, options))
  }

  /** A lane of its own for short texts: it answers while every other screener reads pictures. */
  async screenText(source: Source, options: RunOptions): Promise<Screening> {
    return this.#use(await this.#openTexts(), source, options)
  }

  #openTexts(): Promise<Current> {
    this.#texts ??= openWith(textOptions(this.#options), this.#own)
      .then(opened => ({ ...opened, users: 0, retired: false }))
      .catch(error => {
        this.#texts = null
        throw error
      })
    return this.#texts
  }

  #use(current: Current, source: Source, options: RunOptions): Promise<Screening> {
    return this.#borrow(current, screener => screener.screen(source, options))
  }

  async #borrow<T>(current: Current, work: (screener: Screener) => Promise<T>): Promise<T> {
    current.users += 1
    try {
      return await work(current.screener)
    } finally {
      current.users -= 1
      if (current.retired && current.users === 0) await current.screener.close()
    }
  }

  /** Pages are drawn beside the screenings, so that a reader does not wait for a long scan. */
  async picture(source: Source, page: number): Promise<PictureResult | null> {
    if (this.#closed) return null
    this.#pictures ??= openScreener({ ...this.#options, concurrency: 1, threads: 1 }).catch(error => {
      // The next page asked for tries again.
      this.#pictures = null
      throw error
    })
    return (await this.#pictures).picture(source, page)
  }

  /** Puts another set of own packs into force. Screenings at work end with the old ones. @throws {PackError}. */
  async reload(own: readonly OwnPack[]): Promise<void> {
    const opened = await openWith(this.#options, own)
    if (this.#closed) return opened.screener.close()
    const before = this.#current
    const textsBefore = this.#texts
    this.#current = { ...opened, users: 0, retired: false }
    this.#own = own
    this.#texts = null
    await retire(before)
    if (textsBefore) {
      await this.#openTexts()
      await retire(await textsBefore)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    // A screener that is still being opened would outlive the service, and keep it from ending.
    const pictures = await this.#pictures?.catch(() => null)
    const texts = await this.#texts?.catch(() => null)
    await Promise.all([this.#current.screener.close(), pictures?.close(), texts?.screener.close()])
  }
}

export async function openScreeners(options: ScreenerOptions, own: readonly OwnPack[]): Promise<Screeners> {
  return new Screeners(options, { ...(await openWith(options, own)), users: 0, retired: false }, own)
}
