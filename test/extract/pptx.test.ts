import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isPrompt } from '../../src/extract/pptx/prompts.ts'
import { linesOf, read } from './read.ts'
import { zipOf } from './zip.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/pptx/${name}`, import.meta.url))

describe('a presentation of LibreOffice', async () => {
  const result = await read(fixture('libreoffice.pptx'), '汇报.pptx')
  const lines = linesOf(result)

  test.each([
    ['body', '机密★20年'],
    ['metadata', 'title=汇报 秘密★1年'],
    ['metadata', '密级=秘密★2年'],
    ['header', '秘密★3年'],
    ['table', '秘密★4年'],
    ['alt', '秘密★5年'],
    ['hidden', '秘密★6年'],
    ['body', '秘密★7年'],
    ['link', 'https://anlan.example/秘密8'],
    ['comment', '秘密★9年'],
    ['body', '秘密★10年'],
    ['hidden', '秘密★11年'],
  ])('%s: %s', (channel, text) => {
    expect(lines).toContain(`${channel}: ${text}`)
  })

  test('slides are pages with a size; a picture is a part', () => {
    expect(result.problems).toEqual([])
    const slide = result.parts.find(part => part.label === 'slide 1')
    expect(slide).toMatchObject({ page: 1, width: 720, height: 540 })
    const mark = slide?.lines.find(line => line.text === '机密★20年')
    expect(mark).toMatchObject({ size: 32, color: '#ff0000' })
    // The frame stands at 1 cm, 5 cm.
    const [x = 0, y = 0] = mark?.box ?? []
    expect(x).toBeCloseTo(28.35 + 7.2, 0)
    expect(y).toBeGreaterThan(141)
    expect(y).toBeLessThan(160)
    expect(result.parts.find(part => part.label === 'picture image1.png')?.pictures).toHaveLength(1)
    expect(result.parts.map(part => part.label)).toContain('slide 1 notes')
  })
})

describe('what PowerPoint writes', async () => {
  const result = await read(fixture('written.pptx'), '汇报.pptx')
  const lines = linesOf(result)

  test('every mark is found once, under its channel', () => {
    expect(result.problems).toEqual([])
    const expected: Readonly<Record<string, readonly number[]>> = {
      metadata: [1, 2, 25],
      hidden: [3, 9, 10, 17, 18, 28, 30],
      header: [4],
      footer: [5, 8],
      title: [6],
      body: [7, 12, 13, 14, 19, 26, 29],
      alt: [11],
      table: [15],
      comment: [21, 22],
      textbox: [23, 24],
    }
    for (const [channel, years] of Object.entries(expected)) {
      for (const year of years) {
        const found = lines.filter(line => line.includes(`秘密★${year}年`))
        expect(found.map(line => line.replace(/:.*/, ''))).toEqual([channel])
      }
    }
  })

  test('a star of a symbol font is a star', () => {
    expect(lines).toContain('body: ★27年')
  })

  test('order is that of the presentation; prompts of masters are left out', () => {
    const labels = result.parts.map(part => part.label)
    expect(labels.slice(1, 5)).toEqual(['slide 1', 'slide 2', 'slide 2 notes', 'slide ppt/slides/slide9.xml'])
    expect(lines.filter(line => /Click|单击|第一级|\[文本\]/.test(line))).toEqual([])
  })

  test('placeholders inherit place and size from layout and master; groups move and scale', () => {
    const slide = result.parts.find(part => part.label === 'slide 2')
    const line = (text: string) => slide?.lines.find(each => each.text === text)
    expect(line('秘密★6年')?.size).toBe(44)
    expect(line('秘密★6年')?.box?.[0]).toBeCloseTo(57.2)
    expect(line('秘密★7年')?.size).toBe(28)
    // 100, 100 in a group that shows 200 × 200 units on 100 × 100 points from 100, 100 on; margins are not scaled.
    expect(line('秘密★12年')?.box?.slice(0, 2).map(Math.round)).toEqual([157, 154])
    const cells = ['密级', '秘密★15年', '期限', '十六'].map(text =>
      line(text)?.box?.slice(0, 2).map(Math.round),
    )
    expect(cells).toEqual([
      [107, 204],
      [207, 204],
      [107, 224],
      [207, 224],
    ])
  })
})

test('prompts of programs, and what only looks like one', () => {
  for (const text of [
    '单击此处编辑母版文本样式',
    '第二级',
    'Click to edit Master title style',
    '‹#›',
    '2026/1/5',
  ]) {
    expect(isPrompt(text)).toBe(true)
  }
  for (const text of ['秘密★5年', '第二级响应预案', '单击此处下载密件清单及说明'])
    expect(isPrompt(text)).toBe(false)
})

test('a package without a presentation is refused', async () => {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/a.xml" ContentType="x/presentationml.presentation.main+xml"/></Types>`
  const bytes = zipOf({ '[Content_Types].xml': types, 'ppt/a.xml': '<a/>' })
  expect((await read(bytes, '汇报.pptx')).problems).toEqual(['corrupt'])
})
