import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/document/problem.ts'
import { type ReportFormat, reportFormats } from '../../src/report/formats.ts'
import type { PagePictures } from '../../src/report/reporter.ts'
import { flagged, unread } from './screenings.ts'

const pictures: PagePictures = new Map([
  [1, { jpeg: new Uint8Array([255, 216, 255]), width: 595, height: 842 }],
])

function report(format: ReportFormat, language: Language = 'zh', color = false): string {
  const reporter = reportFormats[format]({ language, color })
  const documents = [
    reporter.document(flagged, reporter.wantsPictures ? pictures : new Map()),
    reporter.document(unread, new Map()),
  ]
  return reporter.begin() + documents.join('') + reporter.end([flagged, unread])
}

describe('every format', () => {
  it.each(Object.keys(reportFormats) as ReportFormat[])(
    '%s names what was not read, and lets no escape code through',
    format => {
      const text = report(format)
      expect(text).toContain('encrypted')
      expect(text).not.toContain('\u001B')
    },
  )
})

describe('csv', () => {
  const text = report('csv')

  it('starts with a byte order mark, so that Excel shows Chinese', () => {
    expect(text.charCodeAt(0)).toBe(0xfeff)
  })

  it('gives a row for each finding and each problem, with as many cells as the head', () => {
    const rows: string[][] = parse(text, { bom: true, escape_formulas: true } as object)
    expect(rows).toHaveLength(4)
    expect(new Set(rows.map(row => row.length)).size).toBe(1)
    expect(rows[1]).toContain('机密★20年')
    expect(rows[3]).toContain('encrypted')
  })

  it('does not let a cell become a formula', () => {
    const cells = (parse(text, { bom: true }) as string[][]).flat()
    expect(cells.find(cell => cell.includes('会后归还'))).toMatch(/^'=/)
  })
})

describe('html', () => {
  const text = report('html')

  it('turns nothing of a document into markup and allows nothing to run or load', () => {
    expect(text).not.toContain('<script>')
    expect(text).not.toContain('<b>某事')
    expect(text).toContain("default-src 'none'")
  })

  it('shows the page with a box where the finding stands, and the match highlighted', () => {
    expect(text).toMatch(/<svg viewBox="0 0 595 842"/)
    expect(text).toMatch(/<rect x="78\.\d+" y="134\.\d+"/)
    expect(text).toContain('<mark>机密★20年</mark>')
  })

  it('has its language declared', () => {
    expect(text).toContain('<html lang="zh-CN">')
    expect(report('html', 'en')).toContain('<html lang="en">')
  })
})

describe('sarif', () => {
  const log = JSON.parse(report('sarif'))

  it('gives a result for each finding and for what was not read, with its rule and fingerprint', () => {
    const [run] = log.runs
    expect(run.results.map((result: { level: string }) => result.level)).toEqual([
      'error',
      'warning',
      'error',
    ])
    expect(run.results.at(-1).ruleId).toBe('unread.encrypted')
    expect(run.results.at(-1).message.text).toContain('public/附件.docx')
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(result.partialFingerprints['baoshen/v1']).toMatch(/^[0-9a-f]{16}$/)
      expect(() =>
        decodeURIComponent(result.locations[0].physicalLocation.artifactLocation.uri),
      ).not.toThrow()
    }
  })

  it('says that the run was not successful when something was not read', () => {
    const [invocation] = log.runs[0].invocations
    expect(invocation.executionSuccessful).toBe(false)
    expect(invocation.toolExecutionNotifications[0]).toMatchObject({
      level: 'error',
      descriptor: { id: 'encrypted' },
    })
  })
})

describe('pretty', () => {
  it('colours only when asked to', () => {
    expect(report('pretty')).not.toContain('\u001B')
    expect(reportFormats.pretty({ language: 'zh', color: true }).document(flagged, new Map())).toContain(
      '\u001B[31m✖ 拦截',
    )
  })

  it('puts the gravest first in the closing table', () => {
    const table = report('pretty').split('结论一览')[1] ?? ''
    expect(table.indexOf('拦截')).toBeLessThan(table.indexOf('无法检查'))
  })
})
