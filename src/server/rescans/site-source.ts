/** Opens the source of a site as one of its slots may use it. */
import { defaultLimits } from '../../document/limits.ts'
import type { AllowList } from '../../outbound/allow.ts'
import { systemResolve } from '../../outbound/connect.ts'
import type { SiteSource } from '../../rescan/site-source.ts'
import { openFolder } from '../../rescan/sources/folder.ts'
import { openSource, readSiteSettings } from '../../rescan/sources/open-source.ts'
import type { SiteSettings } from '../../rescan/sources/site-settings.ts'
import { readSourceName } from '../../rescan/sources/source-name.ts'
import type { ScreenerOptions } from '../../screener.ts'
import type { SiteTable } from '../../store/site-schema.ts'
import { refuseOutside } from './allowed-source.ts'

export interface SourcesOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits: ScreenerOptions['limits']
  /** Hosts besides the internet, as the operator listed them. */
  readonly allow: AllowList
}

/** Parts of a site's work that are done at once: a site with addresses is never asked more at once than it wants. */
export function slotsOf(site: Pick<SiteTable, 'source' | 'settings' | 'concurrency'>): number {
  const { kind } = readSourceName(site.source)
  if (kind !== 'web' && kind !== 'list') return site.concurrency
  return Math.min(site.concurrency, readSiteSettings(JSON.parse(site.settings)).perHost)
}

/** Slots know nothing of each other, so each keeps to its share: together they are as polite as one. */
function shareOf(settings: SiteSettings, slots: number): SiteSettings {
  return {
    ...settings,
    interval: Math.min(3600, settings.interval * slots),
    perHost: Math.max(1, Math.floor(settings.perHost / slots)),
  }
}

/** @throws {SourceError} */
export async function openSiteSource(
  site: SiteTable,
  { env, limits, allow }: SourcesOptions,
): Promise<SiteSource> {
  refuseOutside(site.source, env)
  const settings = shareOf(readSiteSettings(JSON.parse(site.settings)), slotsOf(site))
  return openSource(site.source, {
    settings,
    env,
    // What was vetted when the site was saved may lead elsewhere by now, or be allowed no more.
    reach: { resolve: systemResolve, allow },
    openFolder: folder =>
      openFolder(folder, { limits: { ...defaultLimits, ...limits }, baseUrl: site.baseUrl ?? undefined }),
  })
}
