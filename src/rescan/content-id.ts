/**
 * What makes two documents the same: equal bytes, and names that make no difference. A name that could itself be
 * evidence counts as a whole; of any other only its ending does, which decides over how the bytes are read.
 */
import path from 'node:path'
import { saysNothing } from '../detect/detect.ts'
import { compileRules, type RuleSet } from '../detect/ruleset.ts'
import { linesOf } from '../extract/text.ts'
import type { Pack } from '../packs/schema.ts'
import { digest } from './state/digest.ts'

export class ContentIds {
  readonly #siteId: string
  readonly #packs: readonly Pack[]
  #rules: RuleSet | null = null

  constructor(siteId: string, packs: readonly Pack[]) {
    this.#siteId = siteId
    this.#packs = packs
  }

  idOf(sha256: string, name: string): string {
    const ending = path.extname(name).toLowerCase()
    // Compiled when first needed: a run in which nothing changed reads no names.
    this.#rules ??= compileRules(this.#packs)
    const part = { label: '', page: null, width: null, height: null, lines: linesOf(name, 'filename') }
    const isPlain = saysNothing([part], this.#rules)
    return digest(this.#siteId, sha256, isPlain ? `*${ending}` : name)
  }
}
