/** What is kept for readers of both languages is what each of them would have been told alone. */
import { expect, it } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { documentOf } from '../../src/rules/example-document.ts'

const packs = await loadPacks([])
const rules = compileRules(packs)
const chinese = /\p{Script=Han}/u
/** Words of the document stay what they are. */
const unquoted = (text: string) => text.replaceAll(/“[^”]*”/g, '')

it('words every finding of every example in both', () => {
  let count = 0
  for (const example of packs.flatMap(pack => pack.rules.flatMap(rule => rule.examples.hit))) {
    const { parts, today } = documentOf(example)
    const day = today === undefined ? {} : { today }
    const both = detect(parts, rules, { language: 'both', ...day })
    const zh = detect(parts, rules, { language: 'zh', ...day })
    const en = detect(parts, rules, { language: 'en', ...day })
    const without = both.map(({ reasonIn: _, matchIn: __, ...finding }) => finding)
    expect(without).toEqual(zh)
    expect(both.map(each => each.reasonIn)).toEqual(
      zh.map(({ reason }, index) => ({ zh: reason, en: en[index]?.reason })),
    )
    for (const { reasonIn } of both) expect(unquoted(reasonIn?.en ?? '')).not.toMatch(chinese)
    count += both.length
  }
  expect(count).toBeGreaterThan(300)
})
