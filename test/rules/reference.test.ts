import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadPacks } from '../../src/packs/load.ts'
import { referencePage } from '../../src/rules/reference.ts'

test.each(['zh', 'en'] as const)(
  'the %s rule reference is what the packs say (npm run rules:reference)',
  async language => {
    const file = path.join(import.meta.dirname, `../../patterns/reference.${language}.md`)
    expect(readFileSync(file, 'utf8')).toBe(referencePage(await loadPacks([]), language))
  },
)
