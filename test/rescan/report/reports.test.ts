import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import readExcel from 'read-excel-file/node'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { extract } from '../../../src/index.ts'
import { inspectionDocument } from '../../../src/rescan/report/document.ts'
import { inspectionHtml } from '../../../src/rescan/report/html.ts'
import { byColumn, inOrder } from '../../../src/rescan/report/inspection.ts'
import { placePicture } from '../../../src/rescan/report/place-picture.ts'
import { inspectionWorkbook } from '../../../src/rescan/report/workbook.ts'
import { inspection } from './inspections.ts'

describe('the self-inspection report', () => {
  it('puts the gravest first, then what is new', async () => {
    const { findings } = await inspection()
    expect(inOrder(findings).map(({ fingerprint }) => fingerprint)).toEqual(['a1', 'c3', 'b2'])
  })

  it('counts by column and owner', async () => {
    const { findings } = await inspection()
    expect(byColumn(findings)).toContainEqual({
      label: '政务公开（某市政府办公室）',
      new: 1,
      remaining: 0,
      fixed: 1,
    })
    expect(byColumn(findings)).toContainEqual({ label: null, new: 0, remaining: 1, fixed: 0 })
  })

  it.each(['zh', 'en'] as const)('as HTML in %s runs and loads nothing', async language => {
    const html = inspectionHtml(await inspection(), language)
    expect(html).toContain("default-src 'none'")
    expect(html).not.toContain('<img src=x')
    expect(html).not.toMatch(/<script|<a /)
    expect(html).toContain('https://www.example.gov.cn/zwgk/a.pdf')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html.match(/<article class="(new|remaining|fixed)">/g)).toHaveLength(3)
    expect(html.match(/data:image\/jpeg/g)).toHaveLength(1)
    expect(html).not.toContain('undefined')
  })

  it('says in every format what was not looked at', async () => {
    const whole = await inspection()
    expect(inspectionHtml(whole, 'zh')).toContain('files.anlan.example')
    const [sheet] = await readExcel(await inspectionWorkbook(whole, 'zh'))
    expect(sheet?.data.flat().join(' ')).toContain('robots.txt 禁止的网址 2 个')
    const { parts } = await extract({ bytes: await inspectionDocument(whole, 'en'), name: 'report.docx' })
    const text = parts.flatMap(({ lines }) => lines.map(line => line.text)).join(' ')
    expect(text).toContain('2 addresses that robots.txt forbids')
  })

  it('counts documents, not what is wrong with each of them', async () => {
    const made = await inspection()
    const [first] = made.notScreened
    if (!first) throw new Error('nothing unread')
    const many = {
      ...made,
      notScreened: [first, { ...first, code: 'ocr-failed' }, ...made.notScreened.slice(1)],
    }
    const count = new Set(made.notScreened.map(({ place }) => place.id)).size
    const html = inspectionHtml(many, 'zh')
    expect(html).toContain(`无法检查 ${count} 件`)
    expect(html).toContain(`未能检查的信息（${count}）`)
    const sheets = await readExcel(await inspectionWorkbook(many, 'zh'))
    expect(sheets[0]?.data.flat().join(' ')).toContain(`无法检查 ${count} 件`)
  })

  it('leaves out pictures above its limit, and says so', async () => {
    const html = inspectionHtml(await inspection(), 'zh', { pictures: 0, lines: 10 })
    expect(html).not.toContain('data:image')
    expect(html).toContain('另有 1 处')
  })

  it('lists no more than its limit, says how many are left, and counts them all', async () => {
    const long = await inspection()
    const limits = { pictures: 0, lines: 2 }
    const html = inspectionHtml(long, 'zh', limits)
    expect(html.match(/<article/g)).toHaveLength(2)
    expect(html).toContain('上次发现、尚未整改（1）')
    expect(html).toContain('另有 1 项超出本格式的篇幅')
    const sheets = await readExcel(await inspectionWorkbook(long, 'zh', limits))
    expect(sheets[1]?.data).toHaveLength(4)
    expect(sheets[1]?.data.at(-1)?.[0]).toContain('另有 1 项')
    expect(sheets[0]?.data.flat().join(' ')).toContain('密码电报')
  })

  it('names the review item where there is one', async () => {
    const { findings, ...rest } = await inspection()
    const reviewItem = 'https://review.example.gov.cn/items/1'
    const opened = { ...rest, findings: findings.map(each => ({ ...each, reviewItem })) }
    expect(inspectionHtml(opened, 'zh')).toContain(`<dt>送审件</dt><dd>${reviewItem}</dd>`)
    const sheets = await readExcel(await inspectionWorkbook(opened, 'zh'))
    expect(sheets[1]?.data[1]?.at(-1)).toBe(reviewItem)
  })

  it('as a workbook holds every finding, and no formula', async () => {
    const bytes = await inspectionWorkbook(await inspection(), 'zh')
    const sheets = await readExcel(bytes)
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['检查概况', '问题清单', '未能检查的信息', '历次自查'])
    expect(sheets[1]?.data).toHaveLength(4)
    expect(sheets[1]?.data.flat()).toContain('=HYPERLINK("https://example.com")')
    expect(sheets[2]?.data[1]).toContain('crashed')
    expect(sheets[3]?.data).toHaveLength(3)
    expect(JSON.stringify(sheets)).not.toMatch(/[\u202E\uFFFE]/)
  })

  it('as a Word document holds every finding and a picture', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-report-'))
    try {
      const file = path.join(folder, 'report.docx')
      writeFileSync(file, await inspectionDocument(await inspection(), 'zh'))
      const { parts, problems } = await extract({ path: file }, { ocr: 'off' })
      const text = parts.flatMap(part => part.lines.map(line => line.text)).join('\n')
      // Its one picture, which nobody read here.
      expect(problems.map(problem => problem.code)).toEqual(['ocr-off'])
      for (const words of ['新增问题（1）', '密码电报文号', '读取时进程崩溃', '某市政府办公室', '█']) {
        expect(text).toContain(words)
      }
      expect(text).not.toMatch(/[\u202E\uFFFE]/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('the picture of a place', () => {
  /** White, with a blue block where the words would stand. */
  const page = async (width: number, height: number) => {
    const block = { create: { width: 100, height: 20, channels: 3 as const, background: '#00f' } }
    const jpeg = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
      .composite([{ input: block, left: 60, top: height - 100 }])
      .jpeg()
      .toBuffer()
    return { jpeg, width, height }
  }

  it.each([
    [600, 800],
    [600, 9000],
  ])('of %i×%i is small, framed, and shows no word', async (width, height) => {
    const box = [60, height - 100, 100, 20] as const
    const picture = await placePicture(await page(width, height), [...box], [box])
    expect(picture.width).toBe(240)
    expect(picture.height).toBeLessThanOrEqual(360)
    const { data, info } = await sharp(picture.jpeg).raw().toBuffer({ resolveWithObject: true })
    let red = 0
    let blue = 0
    for (let at = 0; at < data.length; at += info.channels) {
      const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3)
      if (r > 150 && g < 90 && b < 90) red += 1
      if (b > 150 && r < 90) blue += 1
    }
    expect(red).toBeGreaterThan(50)
    expect(blue).toBe(0)
  })

  it('without a place is the whole page, unreadable', async () => {
    const picture = await placePicture(await page(600, 800), null, [null])
    const { channels } = await sharp(picture.jpeg).stats()
    expect(picture.height).toBe(320)
    expect(channels).toHaveLength(3)
  })
})
