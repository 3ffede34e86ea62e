/** Site maps of the generated site (sitemaps.org protocol): its pages with the day and time of their last change. */
import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The protocol allows 50,000 addresses a map. */
const addressesEach = 40_000
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** Writes `sitemap.xml`, and the maps that it names when the site needs several. @param base ends with `/`. */
export function writeSitemaps(folder: string, files: readonly string[], base: string): void {
  const pages = files.filter(file => file.endsWith('.html'))
  const maps: string[] = []
  for (let from = 0; from < pages.length; from += addressesEach) {
    const entries = pages.slice(from, from + addressesEach).map(file => {
      const changed = statSync(path.join(folder, file)).mtime.toISOString()
      return `<url><loc>${base}${file}</loc><lastmod>${changed}</lastmod></url>`
    })
    const name = `sitemap-${maps.length}.xml`
    writeFileSync(path.join(folder, name), `<urlset ${namespace}>${entries.join('\n')}</urlset>`)
    maps.push(`<sitemap><loc>${base}${name}</loc></sitemap>`)
  }
  writeFileSync(
    path.join(folder, 'sitemap.xml'),
    `<sitemapindex ${namespace}>${maps.join('\n')}</sitemapindex>`,
  )
}
