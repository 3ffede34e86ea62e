/** Text that is not shown is found for what it is; text that only seems hidden is not. */
import { describe, expect, it } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import type { Box, Channel, Line, Part } from '../../src/document/document.ts'
import { loadPacks } from '../../src/packs/load.ts'

const rules = compileRules(await loadPacks([]))

const line = (text: string, channel: Channel, row: number): Line => ({
  text,
  channel,
  box: [80, 60 + row * 24, text.length * 12, 12] satisfies Box,
  confidence: 1,
})
const page = (lines: readonly (readonly [Channel, string])[]): Part => ({
  label: 'page 1',
  page: 1,
  width: 595,
  height: 842,
  lines: lines.map(([channel, text], row) => line(text, channel, row)),
})
const concealed = (lines: readonly (readonly [Channel, string])[]) =>
  detect([page(lines)], rules, { language: 'zh' }).filter(finding => finding.rule.startsWith('concealment.'))

const paper = ['关于公园开放的通知', '各区县人民政府，市政府各部门：', '现将公园夏季开放时间通知如下。']

describe('concealed text', () => {
  it('is reported with its box, one finding a line, cut short', () => {
    const long = '未公开的测算'.repeat(20)
    const found = concealed([
      ['body', paper[0] as string],
      ['covered', '联系人王某'],
      ['covered', long],
    ])
    expect(found.map(({ severity, match, box }) => [severity, match.length, box])).toEqual([
      ['review', 5, [80, 84, 60, 12]],
      ['review', 40, [80, 108, 480, 12]],
    ])
  })

  it('is none where it is the text layer of a scan: OCR reads the same in the picture', () => {
    const layer = paper.map(text => ['hidden', text.replace('市', '巿').replace('如', '加')] as const)
    const under = paper.map(text => ['covered', text] as const)
    const picture = paper.map(text => ['ocr', text] as const)
    expect(concealed([...layer, ...picture])).toEqual([])
    expect(concealed([...under, ...picture])).toEqual([])
  })

  it('is found where the text layer says something else than the picture', () => {
    const picture = paper.map(text => ['ocr', text] as const)
    const found = concealed([['hidden', '拟提任干部考察材料汇总'], ...picture])
    expect(found.map(({ rule }) => rule)).toEqual(['concealment.hidden-text'])
  })

  it('is none where the page shows it too: a shadow, a copy for search', () => {
    expect(concealed([['hidden', '公园开放'], ...paper.map(text => ['body', text] as const)])).toEqual([])
  })

  it('says so beside the mark that it holds', () => {
    const found = detect(
      [
        page([
          ['covered', '机密★20年'],
          ['body', paper[0] as string],
        ]),
      ],
      rules,
      { language: 'zh' },
    )
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['cn.mark.level-period', 'block'],
      ['concealment.covered-text', 'review'],
    ])
  })
})
