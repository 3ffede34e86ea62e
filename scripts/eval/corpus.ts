/** Builds the corpus: every case in its formats, with the truth beside it. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pinClockAndDice } from '../samples/deterministic.ts'
import { requireFonts } from '../samples/fonts.ts'
import { cases } from './cases/cases.ts'
import type { Expected, Format } from './draft.ts'
import { write } from './formats/write.ts'
import { newWriter } from './writer.ts'

export interface Truth {
  /** Name inside the corpus folder. */
  readonly path: string
  readonly format: Format
  /** Id of the case, which is that of a fact of the domain notes. */
  readonly class: string
  readonly expected: Expected
  readonly reason: string
}

/**
 * Writes all documents into `folder`. Names are numbers, so that no name gives a verdict away, but for the
 * cases about names.
 */
export async function buildCorpus(folder: string, seed: number): Promise<Truth[]> {
  requireFonts()
  pinClockAndDice(seed)
  await mkdir(folder, { recursive: true })
  const truth: Truth[] = []
  for (const [caseIndex, each] of cases.entries()) {
    const writer = newWriter(seed * 1000 + caseIndex)
    for (let index = 0; index < each.count; index++) {
      const draft = each.draft(writer, index)
      const serial = String(truth.length + 1).padStart(4, '0')
      const turned = each.formats.map(
        (_, turn) => each.formats[(index + caseIndex + turn) % each.formats.length] as Format,
      )
      for (const format of turned) {
        const bytes = await write(draft, format, writer)
        if (!bytes) continue
        const stem = draft.name ? `${serial} ${draft.name.replaceAll(/[/\\:*?"<>|]/g, '')}` : serial
        const name = `${stem}.${format}`
        await writeFile(path.join(folder, name), bytes)
        truth.push({ path: name, format, class: each.id, expected: each.expected, reason: each.reason })
        break
      }
    }
  }
  return truth
}
