/** A day in the life of the generated site: some pages are written anew, and one of them should not have been. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Site } from './site.ts'

/**
 * Changes one page in a hundred; puts a mark on the first of them.
 * @returns the page that must be found.
 */
export function changeSite(folder: string, site: Site): string {
  const pages = site.files.filter(file => /\/a\d+\.html$/.test(file) && !site.planted.includes(file))
  const wanted = Math.max(1, Math.round(site.files.length / 100))
  const step = Math.max(1, Math.floor(pages.length / wanted))
  const changed = pages.filter((_, at) => at % step === 0).slice(0, wanted)
  for (const [at, page] of changed.entries()) {
    const file = path.join(folder, page)
    const text = readFileSync(file, 'utf8')
    const added = at === 0 ? '<p>机密★20年</p>' : `<p>（${at} 月更新）</p>`
    writeFileSync(file, text.replace('<main>', `<main>\n${added}`))
  }
  return changed[0] ?? ''
}
