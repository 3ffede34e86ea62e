/** Where a rescan finds what a site has published. One file a source; the engine knows nothing but this. */
import type { RawProblem } from '../document/problem.ts'

/** One thing that is published: a page, an attachment, a row of a table. */
export interface Reference {
  /** Stable from run to run, and unique within its source: canonical URL, relative path, `table/id`. */
  readonly id: string
  /** Where a reader of the site finds it; null for files that have no address. */
  readonly url: string | null
  /** Cheap proof that nothing changed (size and mtime, lastmod, updated_at); null when only reading tells. */
  readonly validator: string | null
  /** Links from what the source lists; absent: it is listed. */
  readonly depth?: number
  /** What it is counted with over the whole run, so that ever new addresses come to an end; absent: it is not. */
  readonly kind?: string | null
  /** Given to `fetch`: the how manieth of its kind the run met. */
  readonly nth?: number | null
}

/** What the last run that read it kept. */
export interface Previous {
  readonly validator: string | null
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string
}

export type Fetched =
  /** `validator` may be newer than the known one: a 304, or the same ETag. */
  | { readonly kind: 'unchanged'; readonly validator: string | null }
  | {
      readonly kind: 'content'
      readonly bytes: Uint8Array
      /** See `FetchedSource`: it lies in a store, and was not served by a program that may have failed. */
      readonly mayBeEmpty?: boolean
      /** With its ending: for file-name checks and reports. */
      readonly name: string
      readonly title: string | null
      readonly validator: string | null
      /** Pages, attachments and pictures that it links to. */
      readonly found: readonly Reference[]
    }
  /** It is not there any more. */
  | { readonly kind: 'gone' }
  /** Not a thing to screen: another host, a style sheet, a redirect to what is known already. */
  | { readonly kind: 'skipped'; readonly why: string; readonly found: readonly Reference[] }
  /** `retry`: may pass by itself; asked for again later in the same run, a few times. */
  | { readonly kind: 'problem'; readonly problem: RawProblem; readonly retry: boolean }

export interface SiteSource {
  /** For people: the folder, the address, the table. */
  readonly name: string
  /**
   * Where to begin; for a listing source everything there is. May be long: never held in memory as a whole.
   * May come twice, and may leave out what is known from earlier runs: the engine asks for all of that by `fetch`,
   * so that only what answers `gone` is gone, and a page that nothing links to any more is still screened.
   */
  seeds(signal: AbortSignal): AsyncIterable<Reference>
  /**
   * Reads one. Never rejects for what the other side does; should it reject all the same, the item is tried again a
   * few times, then failed.
   * @param previous null: never read, or to be read again whatever has changed; the answer is not `unchanged` then.
   */
  fetch(reference: Reference, previous: Previous | null, signal: AbortSignal): Promise<Fetched>
  close(): Promise<void>
}
