/** From what stands on the command line of `baoshen rescan` to the source of it. */

import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parse, YAMLParseError } from 'yaml'
import type { Limits } from '../document/limits.ts'
import type { SiteSource } from '../rescan/site-source.ts'
import { openFolder } from '../rescan/sources/folder.ts'
import { openSource } from '../rescan/sources/open-source.ts'
import { type SiteSettings, siteSettingsSchema } from '../rescan/sources/site-settings.ts'
import { readSourceName } from '../rescan/sources/source-name.ts'
import { UsageError } from './config.ts'
import type { Io } from './io.ts'
import type { RescanOptions } from './rescan-program.ts'
import { rescanWords } from './rescan-words.ts'
import { usageWords } from './usage-words.ts'

export interface Opened {
  readonly source: SiteSource
  /** What the site is known by in the state. */
  readonly key: string
  /** Of a folder: where the state must not lie. */
  readonly folder: string | null
  /** For reports. */
  readonly settings: Pick<SiteSettings, 'name' | 'columns'>
}

/** @throws {UsageError}, {SourceError}. */
export async function openRescanSource(
  target: string,
  options: RescanOptions,
  limits: Limits,
  io: Io,
): Promise<Opened> {
  const { baseUrl } = options
  if (baseUrl !== undefined && !/^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?$/.test(baseUrl)) {
    throw new UsageError(rescanWords[options.lang].badBaseUrl)
  }
  const settings = {
    ...(options.site === undefined ? {} : await readSettings(options.site, options)),
    ...(options.host === undefined ? {} : { hosts: options.host }),
    ...(options.interval === undefined ? {} : { interval: options.interval }),
  }
  const source = await openSource(target, {
    settings,
    env: io.env,
    openFolder: folder => openFolder(folder, { limits, baseUrl }),
  })
  const named = readSourceName(target)
  const folder = named.kind === 'folder' ? named.path : null
  // Checked already, by the source.
  return { source, key: keyOf(named, source), folder, settings: siteSettingsSchema.parse(settings) }
}

/** The same site however it is written: `./upload` and `/srv/upload` are one. */
function keyOf(named: ReturnType<typeof readSourceName>, source: SiteSource): string {
  switch (named.kind) {
    case 'folder':
      return `folder ${realpathSync(named.path)}`
    case 'web':
      return `web ${source.name}`
    case 's3':
      return `s3 ${named.bucket}/${named.prefix}`
    default:
      return `${named.kind} ${named.file === '-' ? '-' : realpathSync(named.file)}`
  }
}

async function readSettings(file: string, { lang }: RescanOptions): Promise<object> {
  const words = usageWords[lang]
  try {
    const value: unknown = parse(await readFile(file, 'utf8'), { maxAliasCount: 0 })
    if (value === null) return {}
    // What is in it is checked with the options, by the source.
    if (typeof value === 'object' && !Array.isArray(value)) return value
  } catch (error) {
    const reason =
      error instanceof YAMLParseError
        ? words.notYaml(error.linePos?.[0].line)
        : words.fileError((error as NodeJS.ErrnoException).code ?? 'unknown')
    throw new UsageError(`--site ${file}: ${reason}`, { cause: error })
  }
  // A line without a colon is a text: what it was to set would be left out silently.
  throw new UsageError(`--site ${file}: ${words.notYaml(undefined)}`)
}
