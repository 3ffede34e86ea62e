import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { linesOf, read } from './read.ts'

const fixture = (name: string) => readFile(new URL(`../fixtures/image/${name}`, import.meta.url))
const pagesOf = async (name: string) => (await read(await fixture(name))).parts.map(part => part.label)

describe('text beside the pixels', () => {
  test.each([
    ['notice.jpg', ['机密★20年', '会后归还', '内部资料', '扫描件备注']],
    ['notice.png', ['机密★20年']],
    ['notice.webp', ['某局', '机密★20年']],
    ['frames.gif', ['机密★20年']],
    ['pages.tif', ['某局', '机密★20年']],
    ['notice.bmp', []],
  ])('%s', async (name, texts) => {
    const result = await read(await fixture(name), name)
    expect(result.problems).toEqual([])
    expect(linesOf(result)).toEqual(texts.map(text => `metadata: ${text}`))
  })
})

describe('pages and frames', () => {
  test('every page of a TIFF has its size and its own pixels', async () => {
    const { parts } = await read(await fixture('pages.tif'))
    expect(parts.map(({ label, page, width, height }) => ({ label, page, width, height }))).toEqual(
      [1, 2, 3].map(page => ({ label: `page ${page}`, page, width: 240, height: 120 })),
    )
    const rasters = await Promise.all(parts.flatMap(part => part.pictures.map(picture => picture.raster())))
    expect(rasters[0]?.data).toEqual(rasters[1]?.data)
    expect(rasters[1]?.data).not.toEqual(rasters[2]?.data)
  })

  test('frames that show the same are read once', async () => {
    expect(await pagesOf('frames.gif')).toEqual(['page 1', 'page 3'])
    expect(await pagesOf('frames.webp')).toEqual(['page 1', 'page 2'])
  })

  test('the hidden frames of an animated PNG are a problem', async () => {
    expect(await read(await fixture('animated.png'))).toMatchObject({ problems: ['part-unread'] })
  })

  test('more pages than the limit are a problem', async () => {
    const { parts, problems } = await read(await fixture('pages.tif'), '', { pages: 2 })
    expect(problems).toEqual(['too-large'])
    expect(parts).toHaveLength(2)
  })

  test('pixels over the limit are refused when they are asked for', async () => {
    const { parts } = await read(await fixture('notice.png'), '', { pixels: 100 })
    await expect(parts[0]?.pictures[0]?.raster()).rejects.toMatchObject({ code: 'too-many-pixels' })
  })
})
