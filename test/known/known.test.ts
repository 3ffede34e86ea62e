import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Screening } from '../../src/document/screening.ts'
import { AllowList, loadAllowList } from '../../src/known/allow-list.ts'
import { applyKnown } from '../../src/known/apply.ts'
import { Baseline, baselineOf, loadBaseline } from '../../src/known/baseline.ts'
import { KnownFileError } from '../../src/known/known-file-error.ts'
import { flagged } from '../report/screenings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-known-'))
function file(name: string, content: string): string {
  const target = path.join(folder, name)
  writeFileSync(target, content)
  return target
}

const [mark, phrase] = flagged.findings
if (!mark || !phrase) throw new Error('the sample has two findings')
const entry = {
  rule: mark.rule,
  fingerprint: mark.fingerprint,
  reason: '已核定为误报',
  by: '王某',
  until: '2031-06-30',
}

describe('the allow-list', () => {
  it('lowers a finding to info with the reason and decides the verdict anew', () => {
    const known = { allowList: new AllowList([entry], '2031-06-30'), baseline: null }
    const { verdict, findings } = applyKnown(flagged, known, 'zh')
    expect(verdict).toBe('review')
    expect(findings[0]).toMatchObject({ severity: 'info', match: '机密★20年' })
    expect(findings[0]?.reason).toContain('王某')
  })

  it('says so in both languages where both were asked for, and in one where one was', () => {
    const known = { allowList: new AllowList([entry], '2031-06-30'), baseline: null }
    expect(applyKnown(flagged, known, 'both').findings[0]).toMatchObject({
      reasonIn: {
        zh: '已列入允许清单（王某，至 2031-06-30）：已核定为误报',
        en: 'On the allow-list (王某, until 2031-06-30): 已核定为误报',
      },
    })
    const kept = flagged.findings.map(each => ({ ...each, reasonIn: { zh: '甲', en: 'a' } }))
    const [alone] = applyKnown({ ...flagged, findings: kept }, known, 'en').findings
    expect(alone).not.toHaveProperty('reasonIn')
  })

  it.each([
    ['the day after its last', [entry], '2031-07-01'],
    ['for another rule', [{ ...entry, rule: 'cn.mark.level-alone' }], '2031-01-01'],
    ['for another fingerprint', [{ ...entry, fingerprint: 'f'.repeat(16) }], '2031-01-01'],
  ])('does nothing %s', (_, entries, today) => {
    const known = { allowList: new AllowList(entries, today), baseline: null }
    expect(applyKnown(flagged, known, 'zh').verdict).toBe('block')
  })

  it('never makes a document that was not read to its end pass', () => {
    const torn: Screening = {
      ...flagged,
      problems: [{ code: 'corrupt', severity: 'error', message: '', part: null }],
    }
    const all = new AllowList(
      [entry, { ...entry, rule: phrase.rule, fingerprint: phrase.fingerprint }],
      '2031-01-01',
    )
    expect(applyKnown(torn, { allowList: all, baseline: null }, 'zh').verdict).toBe('error')
  })

  it('tells which entries have expired and which soon will', () => {
    const list = new AllowList(
      [entry, { ...entry, until: '2030-01-01' }, { ...entry, until: '2031-12-31' }],
      '2031-06-20',
    )
    expect(list.expired.map(each => each.until)).toEqual(['2030-01-01'])
    expect(list.expiring.map(each => each.until)).toEqual(['2031-06-30'])
  })

  it('is read from YAML', async () => {
    const list = await loadAllowList(file('ok.yaml', `allow:\n  - ${JSON.stringify(entry)}\n`), '2031-01-01')
    expect(list.entryFor(mark)).toEqual(entry)
  })

  it.each([
    [
      'no reason',
      'allow:\n  - rule: a\n    fingerprint: 0123456789abcdef\n    by: 王某\n    until: 2031-01-01\n',
      /:2: allow\.0\.reason/,
    ],
    ['a date that is none', `allow:\n  - ${JSON.stringify({ ...entry, until: '2031-02-30' })}\n`, /until/],
    ['a field too many', `allow:\n  - ${JSON.stringify({ ...entry, forever: true })}\n`, /forever/],
    ['an alias bomb', `a: &a [x,x]\nb: &b [*a,*a]\nallow: [*b,*b]\n`, /./],
    ['no YAML', 'allow: [', /no-yaml|:\d/],
  ])('is refused with %s', async (name, text, message) => {
    const loading = loadAllowList(file(`${name.replaceAll(' ', '-')}.yaml`, text), '2031-01-01')
    await expect(loading).rejects.toThrow(KnownFileError)
    await expect(loading).rejects.toThrow(message)
  })
})

describe('the baseline', () => {
  it('covers what stood in it, in the same file only', () => {
    const here = { ...flagged, path: path.join(folder, 'a/通知.pdf') }
    const baseline = new Baseline(baselineOf([here], folder, '1', '2031-01-01'), folder)
    const known = { allowList: null, baseline }
    expect(applyKnown(here, known, 'zh').verdict).toBe('pass')
    expect(applyKnown({ ...here, path: path.join(folder, 'b/通知.pdf') }, known, 'zh').verdict).toBe('block')
  })

  it('survives being written and read, and holds nothing of the document', async () => {
    const here = { ...flagged, path: path.join(folder, '通知.pdf') }
    const text = JSON.stringify(baselineOf([here], folder, '1', '2031-01-01'))
    expect(text).not.toContain('机密★20年')
    const baseline = await loadBaseline(file('baseline.json', text))
    expect(baseline.has(here.path, mark)).toBe(true)
  })

  it.each([['{"version":2}'], ['[]'], ['{']])('%s is refused', async text => {
    await expect(loadBaseline(file('bad.json', text))).rejects.toThrow(KnownFileError)
  })
})
