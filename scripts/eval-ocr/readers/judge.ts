/** The detector alone, with the rules in force, over lines that something else has read. */
import { compileRules } from '../../../src/detect/ruleset.ts'
import type { Line } from '../../../src/document/document.ts'
import { loadPacks } from '../../../src/packs/load.ts'
import { judgeDocument } from '../../../src/screen.ts'
import { today } from '../../../src/today.ts'
import type { Judged } from './reader.ts'

export type Judge = (
  lines: readonly Line[],
  size: readonly [number, number],
  name: string,
) => Omit<Judged, 'seconds'>

export async function openJudge(): Promise<Judge> {
  const rules = compileRules(await loadPacks([]))
  return (lines, [width, height], name) => {
    const part = { label: 'page 1', page: 1, width, height, lines: [...lines] }
    const judged = judgeDocument({ type: 'image', parts: [part], problems: [] }, rules, {
      language: 'zh',
      today: today(),
    })
    return {
      verdict: judged.verdict,
      findings: judged.findings,
      problems: judged.problems.map(problem => `${name}: ${problem.code}`),
      text: lines.map(line => line.text),
    }
  }
}
