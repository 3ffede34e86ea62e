/** An organisation's own terms become rules. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { PackError } from '../../src/packs/error.ts'
import { readTerms } from '../../src/packs/terms.ts'
import { line, part } from '../detect/part.ts'

const find = (text: string, pack: ReturnType<typeof readTerms>) =>
  detect([part([line(text)])], compileRules([pack]), { language: 'zh' }).map(({ match, severity }) => [
    match,
    severity,
  ])

describe('a list of terms', () => {
  test('as text: one a line, with comments', () => {
    const pack = readTerms('# 项目代号\n云帆工程\n\n  青石计划  \n', '代号.txt')
    expect(find('关于雲帆工程和“青 石 计 划”的报告', pack)).toEqual([
      ['雲帆工程', 'review'],
      ['青 石 计 划', 'review'],
    ])
  })

  test('as CSV with headings in either language, quotes and a byte-order mark', () => {
    const pack = readTerms(
      '\ufeff说明,词条,级别\n"代号,内部用",云帆工程,拦截\n,"青石""一号""",复核\n',
      'plans.csv',
    )
    expect(find('云帆工程', pack)).toEqual([['云帆工程', 'block']])
    expect(find('青石"一号"', pack)).toEqual([['青石"一号"', 'review']])
    expect(pack.rules.map(({ id }) => id)).toEqual(['terms.plans.block', 'terms.plans.review'])
  })

  test('as CSV without a heading', () => {
    expect(find('云帆工程', readTerms('云帆工程,随便\n青石计划\n', 'x.csv'))).toEqual([
      ['云帆工程', 'review'],
    ])
  })

  test('of twenty thousand terms finds the last one', () => {
    const terms = Array.from({ length: 20_000 }, (_, index) => `代号${index}工程`)
    expect(find('代号19999工程', readTerms(terms.join('\n'), 'many.txt'))).toEqual([
      ['代号19999工程', 'review'],
    ])
  })

  test.each([
    ['empty.txt', '# nothing\n', null],
    ['short.txt', '云帆工程\n云\n', 2],
    ['severity.csv', 'term,severity\n云帆工程,deadly\n', 2],
    ['long.txt', `${'云'.repeat(201)}\n`, 1],
  ])('%s is refused with its line', (file, source, at) => {
    try {
      readTerms(source, file)
    } catch (error) {
      if (!(error instanceof PackError)) throw error
      expect(error.place).toMatchObject({ file, line: at })
      return
    }
    throw new Error('not refused')
  })
})
