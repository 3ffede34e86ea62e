import { describe, expect, it } from 'vitest'
import { darkness, readFixture } from './pdf-reading.ts'

describe('pictures of a PDF', () => {
  it('are yielded from a page that has text', async () => {
    const { parts, rasters, texts } = await readFixture('text-and-picture.pdf')
    expect(texts('body')).toEqual(['关于公园开放的通知'])
    expect(parts[1]?.pictures).toMatchObject([{ kind: 'picture', box: [100, 342, 300, 100] }])
    expect(rasters.get('page 1 image 1')).toMatchObject({ width: 600, height: 200 })
  })

  it('are the page itself when it is a scan, with the invisible text of the scanner as hidden', async () => {
    const { parts, rasters, texts } = await readFixture('scan-with-text-layer.pdf')
    expect(texts('hidden')).toEqual(['机蜜20年'])
    expect(texts('body')).toEqual([])
    expect(parts[1]?.pictures).toMatchObject([{ kind: 'page', name: 'page 1', box: [0, 0, 595, 842] }])
    expect(rasters.get('page 1')).toMatchObject({ width: 826, height: 1169 })
  })

  it('stand upright, whether the page or the matrix turns them', async () => {
    const { rasters } = await readFixture('turned-scan.pdf')
    for (const name of ['page 1', 'page 2']) {
      const raster = rasters.get(name)
      expect(raster).toMatchObject({ width: 826, height: 1169 })
      if (!raster) continue
      // One line of text at the top left.
      expect(darkness(raster, [40, 40, 220, 50]), name).toBeGreaterThan(0.05)
      expect(darkness(raster, [0, 120, 826, 1000]), name).toBe(0)
      expect(darkness(raster, [400, 0, 426, 1169]), name).toBe(0)
    }
  })

  it('are painted together when a scanner stored the page in strips', async () => {
    const { parts, rasters } = await readFixture('strips.pdf')
    expect(parts[1]?.pictures).toMatchObject([{ kind: 'page', name: 'page 1', box: null }])
    const raster = rasters.get('page 1')
    expect(raster).toMatchObject({ width: 1653, height: 2339, channels: 4 })
    if (raster) expect(darkness(raster, [80, 90, 400, 420])).toBeGreaterThan(0.05)
  })

  it('are the whole page when a font does not say what its glyphs mean', async () => {
    const { parts } = await readFixture('unmapped-font.pdf')
    expect(parts[1]?.pictures).toMatchObject([{ kind: 'page', name: 'page 1' }])
  })

  it('are the whole page when its letters are drawings, as outlines or as a Type 3 font', async () => {
    const outlines = await readFixture('outlined-letters.pdf')
    expect(outlines.parts[1]?.pictures).toMatchObject([{ kind: 'page', name: 'page 1' }])
    const raster = outlines.rasters.get('page 1')
    if (raster) expect(darkness(raster, [80, 56, 90, 18], 200 / 72)).toBeGreaterThan(0.05)
    const drawn = await readFixture('drawn-font.pdf')
    expect(drawn.parts[1]?.pictures).toMatchObject([{ kind: 'page', name: 'page 1' }])
  })

  it('are the drawing alone when outlined letters stand beside text', async () => {
    const { parts, rasters } = await readFixture('outlined-letters.pdf')
    const [picture] = parts[2]?.pictures ?? []
    expect(picture).toMatchObject({ kind: 'picture', name: 'page 2 drawing 1' })
    expect(Math.abs((picture?.box?.[0] ?? 0) - 78)).toBeLessThan(4)
    const raster = rasters.get('page 2 drawing 1')
    if (raster) expect(darkness(raster, [0, 0, raster.width, raster.height])).toBeGreaterThan(0.05)
  })

  it('are decoded from JPEG 2000, fax and JBIG2', async () => {
    const { problems, rasters } = await readFixture('scanner-codecs.pdf')
    expect(problems).toEqual([])
    for (const name of ['page 1', 'page 2', 'page 3']) {
      const raster = rasters.get(name)
      expect(raster, name).toMatchObject({ width: 600, height: 200 })
      if (!raster) continue
      expect(darkness(raster, [40, 40, 220, 50]), name).toBeGreaterThan(0.05)
      expect(darkness(raster, [0, 110, 600, 90]), name).toBeLessThan(0.01)
    }
  })

  it('are black on white when they are stencils', async () => {
    const { rasters } = await readFixture('stencil.pdf')
    const raster = rasters.get('page 1 image 1')
    expect(raster).toMatchObject({ width: 16, height: 16, channels: 1 })
    if (raster) expect([darkness(raster, [0, 0, 8, 16]), darkness(raster, [8, 0, 8, 16])]).toEqual([1, 0])
  })

  it('are none on a blank page, and on one with text only', async () => {
    const blank = await readFixture('blank.pdf')
    expect(blank.parts.flatMap(part => part.pictures)).toEqual([])
    expect(blank.problems).toEqual([])
  })

  it('are a problem when they cannot be decoded', async () => {
    const { problems, texts } = await readFixture('bad-image.pdf')
    expect(problems).toContainEqual(expect.objectContaining({ code: 'picture-unread', part: 'page 1' }))
    expect(texts('body')).toEqual(['关于公园开放的通知'])
  })

  it('are a problem when they are over the pixel limit, and the text is read all the same', async () => {
    const { problems, texts } = await readFixture('huge-image.pdf')
    expect(problems).toMatchObject([{ code: 'too-many-pixels', part: 'page 1' }])
    expect(texts('body')).toEqual(['关于公园开放的通知'])
  })

  it('are bounded on a page of hostile size, which is a problem', async () => {
    const { parts, problems } = await readFixture('endless-page.pdf')
    expect(parts[1]?.pictures.length).toBe(1)
    expect(problems).toMatchObject([{ code: 'too-many-pixels', part: 'page 1' }])
  })
})
