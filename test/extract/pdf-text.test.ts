import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { openPdf } from '../../src/extract/pdf/open.ts'
import { renderRegion } from '../../src/extract/pdf/render.ts'
import { darkness, fixture, readFixture } from './pdf-reading.ts'

describe('text of a PDF', () => {
  it('is read from a Chinese font that is not embedded, in GBK, without ToUnicode', async () => {
    const { parts, problems, texts } = await readFixture('gbk-euc-h.pdf')
    expect(texts('body')).toEqual(['机密★20年', '000012', '某市委员会文件', '市委密电〔2021〕15号'])
    expect(problems).toEqual([])
    const head = parts[1]?.lines.find(line => line.text === '某市委员会文件')
    expect(head).toMatchObject({ color: '#db0000', size: 40, confidence: 1 })
    expect(parts[1]).toMatchObject({ label: 'page 1', page: 1, width: 595, height: 842, pictures: [] })
  })

  it('has its boxes where the text is painted, on pages turned and cropped', async () => {
    const { parts } = await readFixture('rotate.pdf')
    const opened = await openPdf(fixture('rotate.pdf'), defaultLimits, 'strict')
    for (const part of parts.slice(1)) {
      const [line] = part.lines
      const box = line?.box ?? [0, 0, 0, 0]
      expect(line?.text).toBe('安澜市公报')
      const page = await opened.pdf.getPage(part.page ?? 0)
      const raster = await renderRegion(page, [0, 0, part.width ?? 0, part.height ?? 0], 144)
      const ink =
        darkness(raster, [0, 0, part.width ?? 0, part.height ?? 0], 2) * raster.width * raster.height
      const inside = darkness(raster, box, 2) * box[2] * box[3] * 4
      expect(inside / ink, part.label).toBeGreaterThan(0.97)
      // Tight: the text fills its box from end to end.
      const [x, y, width, height] = box
      const start = width > height ? [x, y, width / 5, height] : [x, y, width, height / 5]
      const end =
        width > height ? [x + width * 0.8, y, width / 5, height] : [x, y + height * 0.8, width, height / 5]
      expect(darkness(raster, start, 2), part.label).toBeGreaterThan(0.05)
      expect(darkness(raster, end, 2), part.label).toBeGreaterThan(0.05)
    }
    await opened.close()
  })

  it('joins characters painted one by one, spread, stacked, slanted, vertical and twice over', async () => {
    const { texts } = await readFixture('painted-one-by-one.pdf')
    expect(texts('body')).toEqual([
      '机密★20年',
      '市委密电〔2021〕15号',
      '绝密',
      '会后归还',
      '内部资料',
      '竖排的一行',
      '通知',
    ])
  })

  it('keeps texts far apart on one baseline apart, and words with a space as one line', async () => {
    const { texts } = await readFixture('spaces.pdf')
    expect(texts('body')).toEqual(['TOP SECRET', '机密', '特急', '某 局', '左边', '右边'])
  })

  it('is hidden outside the crop box', async () => {
    const { texts } = await readFixture('crop-box.pdf')
    expect(texts('hidden', 1)).toEqual(['秘密'])
    expect(texts('body', 1)).toEqual(['关于公园开放的通知'])
    expect(texts('body', 2)).toEqual(['转向一页'])
  })

  it('is hidden in a layer that is off', async () => {
    const { texts } = await readFixture('layers.pdf')
    expect(texts('hidden')).toEqual(['绝密★长期'])
    expect(texts('body')).toEqual(['显示的图层'])
    expect(texts('metadata')).toContain('Layer: secret layer')
  })

  it('is hidden when it is painted without opacity', async () => {
    const { texts } = await readFixture('transparent.pdf')
    expect(texts('hidden')).toEqual(['看不见'])
    expect(texts('body')).toEqual(['半透明'])
  })

  it('is read in a tiling pattern, once', async () => {
    const { texts } = await readFixture('pattern.pdf')
    expect(texts('body')).toEqual(['内部资料', '正文'])
  })
})
