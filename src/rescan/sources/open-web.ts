/** Opens the sources that have addresses: a site, and a list of addresses. */
import { createReadStream } from 'node:fs'
import type { SiteSource } from '../site-source.ts'
import { canonicalUrl } from './canonical-url.ts'
import { CrawlSource } from './crawl.ts'
import { ListSource, readList } from './list.ts'
import { hostKey, type NamedHosts, nameHosts, ownReach, type Reach } from './named-hosts.ts'
import { type ClientSettings, PoliteClient } from './polite-client.ts'
import type { SiteSettings } from './site-settings.ts'
import { SourceError } from './source-name.ts'
import { type Follow, WebReader } from './web-reader.ts'

/** @throws {SourceError} */
export async function openCrawl(
  address: string,
  settings: SiteSettings,
  reach: Reach = ownReach,
): Promise<SiteSource> {
  const start = canonicalUrl(address)
  if (start === null) throw notAnAddress(address)
  const { port, hostname } = new URL(start)
  const host = port === '' ? hostname : `${hostname}:${port}`
  const client = await openClient([host, ...settings.hosts], settings, reach)
  return new CrawlSource(start, client, { follow: settings.follow ?? 'all', limits: settings })
}

/** @param file `-`: standard input. @throws {SourceError} */
export async function openList(
  file: string,
  settings: SiteSettings,
  reach: Reach = ownReach,
): Promise<SiteSource> {
  const lines = file === '-' ? await collect(readList(process.stdin)) : null
  const hosts = new Set<string>()
  try {
    for await (const address of lines ?? readList(createReadStream(file))) {
      if (canonicalUrl(address) !== null) hosts.add(hostKey(new URL(address)))
    }
  } catch (error) {
    throw unreadableFile(file, error)
  }
  const client = await openClient(settings.hosts, settings, reach, hosts)
  const reader = openReader(client, settings, settings.follow ?? 'attachments')
  const read = () => lines ?? readList(createReadStream(file))
  return new ListSource(file, read, reader, () => client.close())
}

/** A reader of single addresses, for lists and for what rows of a table link to. */
export function openReader(client: PoliteClient, settings: SiteSettings, follow: Follow): WebReader {
  return new WebReader(client, { follow, limits: settings, start: null, forbiddenIsProblem: true })
}

/** @param known hosts that are asked as long as they are on the internet. @throws {SourceError} */
export async function openClient(
  hosts: readonly string[],
  settings: SiteSettings,
  reach: Reach,
  known: Iterable<string> = [],
): Promise<PoliteClient> {
  return new PoliteClient(await named(hosts, reach, known), clientSettings(settings), reach.resolve)
}

async function named(hosts: readonly string[], reach: Reach, known: Iterable<string>): Promise<NamedHosts> {
  try {
    return await nameHosts(hosts, reach, known)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw notAnAddress(error.message)
  }
}

function clientSettings(settings: SiteSettings): ClientSettings {
  return {
    intervalMs: settings.interval * 1000,
    concurrency: settings.perHost,
    timeoutMs: settings.requestTimeout * 1000,
    maxBytes: settings.maxBytes,
  }
}

async function collect(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

function notAnAddress(text: string): SourceError {
  return new SourceError({ zh: `不是有效的主机或网址：${text}`, en: `Not a host or an address: ${text}` })
}

/** A file that a source is described by. */
export function unreadableFile(file: string, error: unknown): SourceError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
  return new SourceError(
    { zh: `无法读取 ${file}（${reason}）。`, en: `${file} cannot be read (${reason}).` },
    { cause: error },
  )
}
