/** The detector alone, with the rules in force, over lines that something else has read. */
import { compileRules } from '../../../src/detect/ruleset.ts'
import type { Line } from '../../../src/document/document.ts'
import { loadPacks } from '../../../src/packs/load.ts'
import { judgeDocument } from '../../../src/screen.ts'
import { today } from '../../../src/today.ts'
import type { Judged } from './reader.ts'

/** @param size of the page, in the units of the lines' boxes. */
export type Judge = (lines: readonly Line[], size: readonly [number, number]) => Omit<Judged, 'seconds'>

export async function openJudge(): Promise<Judge> {
  const rules = compileRules(await loadPacks([]))
  return (lines, [width, height]) => {
    const part = { label: 'page 1', page: 1, width, height, lines: [...lines] }
    const options = { language: 'zh', today: today() } as const
    const judged = judgeDocument({ type: null, parts: [part], problems: [] }, rules, options)
    return {
      verdict: judged.verdict,
      findings: judged.findings,
      problems: judged.problems.map(({ code }) => code),
    }
  }
}
