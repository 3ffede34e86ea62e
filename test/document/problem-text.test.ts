/** The English pages word problems that the service keeps in Chinese. */
import { describe, expect, it } from 'vitest'
import { type ProblemCode, problemKinds, wordProblem } from '../../src/document/problem.ts'
import { problemText } from '../../src/document/problem-text.ts'

const codes = Object.keys(problemKinds) as ProblemCode[]

function detailsOf(message: string): Record<string, string> {
  const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  return Object.fromEntries(names.map((name, index) => [name, `${name} (${index}) a.docx › 1/2`]))
}

describe('a problem in English', () => {
  it.each(codes)('says of %s what the table says, with the same values', code => {
    const details = { ...detailsOf(problemKinds[code].zh), ...detailsOf(problemKinds[code].en) }
    const kept = wordProblem({ code, details, part: null }, 'zh')
    expect(problemText(kept, 'en')).toBe(wordProblem({ code, details, part: null }, 'en').message)
    expect(problemText(kept, 'zh')).toBe(kept.message)
  })

  it('is shown as it was kept when the table has changed since', () => {
    expect(problemText({ code: 'encrypted', message: '旧版的说法' }, 'en')).toBe('旧版的说法')
    expect(problemText({ code: 'no-such-code', message: '旧版的说法' }, 'en')).toBe('旧版的说法')
  })
})
