/** The output formats of `baoshen extract`. */
import { nameOf } from '../detect/seen.ts'
import type { Language } from '../document/problem.ts'
import type { Reading } from '../document/screening.ts'
import { printable } from './printable.ts'
import { reportWords } from './words.ts'

function text(reading: Reading, language: Language): string {
  const words = reportWords[language]
  const problems = reading.problems.map(
    problem =>
      `  ${words.problem[problem.severity]} ${printable(problem.part ?? '')} ${printable(problem.message)}\n`,
  )
  const parts = reading.parts.map(part => {
    const lines = part.lines.map(line => {
      const sure = line.confidence < 1 ? ` ${line.confidence.toFixed(2)}` : ''
      const box = line.box ? ` (${line.box.map(Math.round).join(', ')})` : ''
      return `  [${words.channel[line.channel]}${sure}]${box} ${printable(line.text)}\n`
    })
    const seen = (part.graphics ?? [])
      .filter(graphic => graphic.kind !== 'sheet')
      .map(graphic => {
        const box = graphic.box.map(Math.round).join(', ')
        return `  [${words.seen} ${graphic.confidence.toFixed(2)}] (${box}) ${nameOf(graphic, language)}\n`
      })
    return `── ${printable(part.label)}\n${lines.join('')}${seen.join('')}`
  })
  return `${printable(reading.path)}  ${reading.type ?? ''}\n${problems.join('')}${parts.join('')}\n`
}

export const readingFormats = {
  text,
  jsonl: (reading: Reading) => `${JSON.stringify(reading)}\n`,
} as const satisfies Record<string, (reading: Reading, language: Language) => string>

export type ReadingFormat = keyof typeof readingFormats
