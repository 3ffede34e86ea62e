import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { PackError } from '../../src/packs/error.ts'
import { loadTerms } from '../../src/packs/load-terms.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-terms-'))
function file(name: string, content: string | Uint8Array): string {
  const target = path.join(folder, name)
  writeFileSync(target, content)
  return target
}

/** A workbook as Excel writes it, with inline strings. */
function workbook(rows: readonly (readonly string[])[]): Uint8Array {
  const cells = rows.map(
    (row, r) =>
      `<row r="${r + 1}">${row.map((cell, c) => `<c r="${String.fromCharCode(65 + c)}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
  )
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="词条" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData></worksheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

/** Severity of each own term found in a text. */
async function found(list: string, text: string): Promise<[string, string][]> {
  const rules = compileRules(await loadTerms([list]))
  const lines = [{ text, channel: 'body' as const, box: null, confidence: 1 }]
  const findings = detect([{ label: 'text', page: null, width: null, height: null, lines }], rules, {
    language: 'zh',
  })
  return findings.map(finding => [finding.match, finding.severity])
}

const text = '经研究，青松工程二期与云海规划同步推进。'

describe('a term list', () => {
  it.each([
    ['txt', '# 项目代号\n青松工程\n\n'],
    ['csv', 'term,note\n青松工程,代号\n'],
    ['tsv', '说明\t词条\n代号\t青松工程\n'],
  ])('as %s is found in text for review', async (ending, content) => {
    expect(await found(file(`代号.${ending}`, content), text)).toEqual([['青松工程', 'review']])
  })

  it('says which terms block', async () => {
    const list = file('级别.csv', '词条,级别\n青松工程,拦截\n云海规划,复核\n')
    expect(await found(list, text)).toEqual([
      ['青松工程', 'block'],
      ['云海规划', 'review'],
    ])
  })

  it('is read from a workbook', async () => {
    const list = file(
      '名单.xlsx',
      workbook([
        ['词条', '级别'],
        ['云海规划', '拦截'],
      ]),
    )
    expect(await found(list, text)).toEqual([['云海规划', 'block']])
  })

  it('is read in the encoding of a Chinese Windows', async () => {
    // “云海规划” in GB18030.
    const bytes = Uint8Array.from([0xd4, 0xc6, 0xba, 0xa3, 0xb9, 0xe6, 0xbb, 0xae, 0x0d, 0x0a])
    expect(await found(file('gb.txt', bytes), text)).toEqual([['云海规划', 'review']])
  })

  it('finds a term that is spaced out or in traditional characters', async () => {
    const list = file('变体.txt', '云海规划\n')
    expect(await found(list, '云 海　規\u200b劃')).toHaveLength(1)
  })

  it('can stand beside another list whose name has no Latin letters either', async () => {
    const packs = await loadTerms([file('甲.txt', '青松工程'), file('乙.txt', '云海规划')])
    expect(new Set(packs.map(pack => pack.pack)).size).toBe(2)
    expect(new Set(packs.flatMap(pack => pack.rules.map(rule => rule.id))).size).toBe(2)
  })

  it.each([
    ['empty.txt', '# nothing\n', null],
    ['short.txt', '青松工程\n松\n', 2],
    ['severity.csv', 'term,severity\n青松工程,fatal\n', 2],
    ['quote.csv', 'term\n"青松\n', null],
    ['broken.xlsx', 'no workbook', null],
  ])('%s is refused with its line', async (name, content, line) => {
    const loading = loadTerms([file(name, content)])
    await expect(loading).rejects.toThrow(PackError)
    if (line !== null) await expect(loading).rejects.toThrow(`${name}:${line}`)
  })

  it('that is missing is refused', async () => {
    await expect(loadTerms(['/no/such/list.txt'])).rejects.toThrow(/ENOENT/)
  })
})
