/** Turns what a person named into a source. What a kind of source needs is loaded with the first of its kind. */
import { z } from 'zod'
import type { SiteSource } from '../site-source.ts'
import { ownReach, type Reach } from './named-hosts.ts'
import { type SiteSettings, siteSettingsSchema } from './site-settings.ts'
import { readSourceName, SourceError } from './source-name.ts'

export interface OpenSourceOptions {
  /** As a person set them; checked here. */
  readonly settings?: unknown
  /** Opens a folder, with the engine's own source. */
  readonly openFolder: (path: string, settings: SiteSettings) => SiteSource | Promise<SiteSource>
  /** Where keys and connections are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** How its hosts are reached; as they are named when absent. */
  readonly reach?: Reach
}

/**
 * @param name a folder, `https://…` (a page or a site map), `list:FILE`, `s3://bucket/prefix`, `sql:FILE.yaml`
 * @throws {SourceError} telling what is wrong with the name or the settings
 */
export async function openSource(
  name: string,
  { settings: given = {}, openFolder, env = process.env, reach = ownReach }: OpenSourceOptions,
): Promise<SiteSource> {
  const named = readSourceName(name)
  const settings = readSiteSettings(given)
  switch (named.kind) {
    case 'folder':
      return openFolder(named.path, settings)
    case 'web':
      return (await import('./open-web.ts')).openCrawl(named.address, settings, reach)
    case 'list':
      return (await import('./open-web.ts')).openList(named.file, settings, reach)
    case 's3':
      return (await import('./open-s3.ts')).openS3(named.bucket, named.prefix, settings, env, reach)
    case 'sql':
      return (await import('./open-sql.ts')).openSql(named.file, settings, env, reach)
  }
}

/** @throws {SourceError} naming the setting. */
export function readSiteSettings(given: unknown): SiteSettings {
  const result = siteSettingsSchema.safeParse(given)
  if (result.success) return result.data
  const text = z.prettifyError(result.error)
  throw new SourceError({ zh: `站点设置有误：${text}`, en: `Wrong site settings: ${text}` })
}
