/** `npm run rules:reference`: writes the rule reference pages from the packs. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadPacks } from '../../src/packs/load.ts'
import { referencePage } from '../../src/rules/reference.ts'

const packs = await loadPacks([])
for (const language of ['zh', 'en'] as const) {
  const file = path.join(import.meta.dirname, `../../patterns/reference.${language}.md`)
  writeFileSync(file, referencePage(packs, language))
  console.log(`wrote ${path.relative(process.cwd(), file)}`)
}
