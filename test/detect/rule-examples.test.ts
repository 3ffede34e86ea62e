/** Every rule of every built-in pack proves itself with its own examples. */
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../src/packs/load.ts'
import { runExamples } from '../../src/rules/examples.ts'

const packs = await loadPacks([])

describe('the rules of', () => {
  const results = runExamples(packs)

  test.each(packs.map(pack => [pack.pack, pack] as const))(
    '%s do with their examples what they say',
    (_, pack) => {
      const own = new Set(pack.rules.map(rule => rule.id))
      expect(results.failed.filter(failure => own.has(failure.rule))).toEqual([])
    },
  )

  test('all packs have examples', () => {
    expect(results.unproven).toEqual([])
    expect(results.examples).toBeGreaterThan(results.rules)
  })
})

describe('an example that does not hold', () => {
  test('is told with its rule, its text and what was found', () => {
    const [pack] = packs
    const rule = pack?.rules.find(each => !each.silent && each.severity === 'block')
    if (!pack || !rule) throw new Error('there is a blocking rule')
    const wrong = { ...rule, examples: { hit: ['今天天气很好'], miss: [rule.examples.hit[0] ?? ''] } }
    const { failed } = runExamples([{ ...pack, rules: [wrong] }])
    expect(failed).toEqual([
      { rule: rule.id, kind: 'hit', text: '今天天气很好', found: null },
      expect.objectContaining({ rule: rule.id, kind: 'miss' }),
    ])
  })
})
