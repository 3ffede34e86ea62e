/** Every rule proves itself: its hits are found with its severity, its misses are not found. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { documentOf } from './example-document.ts'

const packs = await loadPacks([])
const rules = compileRules(packs)

describe.each(packs.flatMap(pack => pack.rules).map(rule => [rule.id, rule] as const))('%s', (_, rule) => {
  // A silent rule is never reported itself: it is tested with a copy that is not silent.
  const own = rule.silent
    ? compileRules([{ pack: 'own', title: rule.title, rules: [{ ...rule, silent: false }] }])
    : rules

  test.each(
    rule.examples.hit.map(
      example => [typeof example === 'string' ? example : example.text, example] as const,
    ),
  )('finds %j', (__, example) => {
    const { parts, today } = documentOf(example)
    const found = detect(parts, own, { language: 'zh', ...(today === undefined ? {} : { today }) })
    const severity = (typeof example === 'string' ? undefined : example.severity) ?? rule.severity
    expect(found.map(one => [one.rule, one.severity])).toContainEqual([rule.id, severity])
  })

  test.each(
    rule.examples.miss.map(
      example => [typeof example === 'string' ? example : example.text, example] as const,
    ),
  )('leaves %j', (__, example) => {
    const { parts, today } = documentOf(example)
    const found = detect(parts, own, { language: 'zh', ...(today === undefined ? {} : { today }) })
    expect(found.filter(one => one.rule === rule.id)).toEqual([])
  })

  test('has examples', () => {
    expect(rule.examples.hit.length + rule.examples.miss.length).toBeGreaterThan(0)
  })
})
