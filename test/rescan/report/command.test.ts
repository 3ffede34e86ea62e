/** `baoshen rescan --report`: the real program over a folder that changes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baoshen } from '../../cli/program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-report-'))
  mkdirSync(path.join(folder, 'site', 'zwgk'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFileSync(path.join(folder, 'site', name), text)
const rescan = (...more: string[]) =>
  baoshen([
    'rescan',
    path.join(folder, 'site'),
    '--state',
    path.join(folder, 'state.sqlite'),
    '--site',
    path.join(folder, 'site.yaml'),
    '--quiet',
    ...more,
  ])

describe('rescan --report', () => {
  it('says what is new, what remains and what is fixed, with owners, and no word of it', async () => {
    write('zwgk/a.txt', '机密★20年\n关于某事的通知\n')
    write('b.txt', '秘密★10年\n关于另一件事的通知\n')
    write('c.txt', '关于停水的通知\n')
    writeFileSync(
      path.join(folder, 'site.yaml'),
      'name: 某市门户网站\ncolumns:\n  - { prefix: /zwgk/, column: 政务公开, owner: 某市办公室 }\n',
    )
    const first = await rescan()
    expect(first.status, first.stderr).toBe(1)
    write('b.txt', '关于另一件事的通知，已改\n')
    write('d.txt', '绝密★长期\n关于第三件事的通知\n')
    const html = path.join(folder, 'report.html')
    const xlsx = path.join(folder, 'report.xlsx')
    const docx = path.join(folder, 'report.docx')
    const second = await rescan('--report', html, xlsx, docx)
    expect(second.status, second.stderr).toBe(1)
    const page = readFileSync(html, 'utf8')
    expect(page).toContain('某市门户网站 已发布信息保密自查报告')
    expect(page).toContain('其中新增 1 处、上次发现尚未整改 1 处；上次发现现已消除 1 处')
    expect(page).not.toMatch(/机密★20年|绝密★长期|秘密★10年/)
    const sheets = await readExcel(readFileSync(xlsx))
    const rows = sheets[1]?.data.slice(1).map(row => [row[0], row[5], row[11], row[12]])
    expect(rows).toEqual(
      expect.arrayContaining([
        ['新增', 'd.txt', null, null],
        ['未整改', 'zwgk/a.txt', '政务公开', '某市办公室'],
        ['已消除', 'b.txt', null, null],
      ]),
    )
    expect(sheets[3]?.data).toHaveLength(3)
    expect(readFileSync(docx).subarray(0, 2).toString()).toBe('PK')
  })

  it('calls findings by their names in the language of the report, whichever they were screened in', async () => {
    const html = path.join(folder, 'english.html')
    const { status, stdout } = await rescan('--lang', 'en', '--format', 'csv', '--report', html)
    expect(status).toBe(1)
    expect(stdout).toContain('State-secret mark')
    expect(readFileSync(html, 'utf8')).toContain('State-secret mark')
    expect(readFileSync(html, 'utf8')).not.toContain('国家秘密标志')
  })

  it('refuses an ending that it does not write, before anything is read', async () => {
    const { status, stderr } = await rescan('--report', path.join(folder, 'report.pdf'))
    expect(status).toBe(2)
    expect(stderr).toContain('.docx')
  })
})
