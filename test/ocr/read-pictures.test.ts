/** From pictures of a part to its lines: place, size, colour, problems, and nothing read twice. */
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, describe, expect, test } from 'vitest'
import type { ExtractedPart, Picture, Raster } from '../../src/document/picture.ts'
import { type ProblemDetails, ProblemError } from '../../src/document/problem.ts'
import { closeEngines } from '../../src/ocr/engines.ts'
import { createPictureReader, type PictureReaderOptions } from '../../src/ocr/read-pictures.ts'
import { cpuMilliseconds } from '../cpu-time.ts'
import { fixture } from './fixtures.ts'

afterAll(closeEngines)

interface Seen {
  readonly code: string
  readonly details: ProblemDetails
  readonly part: string
}

function reader(options: Partial<PictureReaderOptions> = {}) {
  const problems: Seen[] = []
  const readAll = createPictureReader({
    mode: 'paddle',
    limits: { pictures: 100 },
    threads: 2,
    problem: (code, details, part) => problems.push({ code, details, part }),
    ...options,
  })
  const read = async (one: ExtractedPart) => (await readAll(one)).lines
  return { read, readAll, problems }
}

function part(
  pictures: readonly Picture[],
  size: { width: number; height: number } | null = null,
): ExtractedPart {
  return {
    label: 'page 1',
    page: 1,
    width: size?.width ?? null,
    height: size?.height ?? null,
    lines: [],
    pictures,
  }
}

function picture(raster: Raster | Error, box: Picture['box'] = null): Picture {
  return {
    name: 'a.png',
    kind: 'picture',
    box,
    raster: async () => {
      if (raster instanceof Error) throw raster
      return raster
    },
  }
}

/** The corner of the telegram page with its red head and number. */
async function head(): Promise<Raster> {
  const { width, data, channels } = await fixture('telegram-150.png')
  return { width, height: 500, channels, data: data.subarray(0, width * 500 * channels) }
}

describe('place, size and colour', () => {
  test('a picture with a box is mapped into it, one without fills its part', async () => {
    const raster = await head()
    const { read, problems } = reader()
    const place = [100, 50, raster.width / 2, raster.height / 2] as const
    const boxed = await read(part([picture(raster, [...place])], { width: 595, height: 842 }))
    const filling = await read(
      part([picture(raster)], { width: raster.width * 2, height: raster.height * 2 }),
    )
    const bare = await read(part([picture(raster)]))
    const [x = 0, y = 0, w = 0, h = 0] = bare[0]?.box ?? []
    expect(bare[0]?.text).toBe('中共某市委办公室文件')
    expect(boxed[0]?.box).toEqual([100 + x / 2, 50 + y / 2, w / 2, h / 2])
    expect(filling[0]?.box).toEqual([x * 2, y * 2, w * 2, h * 2])
    expect(filling[0]?.size).toBeCloseTo((bare[0]?.size ?? 0) * 2)
    expect(bare[0]).toMatchObject({ channel: 'ocr', engine: 'paddle' })
    expect(problems).toEqual([])
  }, 120_000)

  test('the red head is red and the number is black', async () => {
    const [title, number] = await reader().read(part([picture(await head())]))
    expect(title?.color).toMatch(/^#[c-d].0[0-9a-f]0[0-9a-f]$/)
    expect(number?.color).toMatch(/^#[01].[01].[01].$/)
  }, 120_000)
})

describe('what is not read', () => {
  test('the same picture is read once', async () => {
    const raster = await head()
    const { read } = reader()
    await read(part([picture(raster)]))
    const start = cpuMilliseconds()
    const again = await read(part([picture(raster), picture({ ...raster, data: raster.data.slice() })]))
    expect(again.length).toBeGreaterThan(2)
    expect(cpuMilliseconds(start)).toBeLessThan(200)
  }, 120_000)

  test('rules and plain areas cost nothing and are no problem', async () => {
    const canvas = createCanvas(900, 7)
    const line: Raster = { width: 900, height: 7, channels: 4, data: new Uint8Array(canvas.data()) }
    const plain: Raster = {
      width: 3000,
      height: 3000,
      channels: 1,
      data: new Uint8Array(9_000_000).fill(240),
    }
    const { read, problems } = reader()
    expect(await read(part([picture(line), picture(plain)]))).toEqual([])
    expect(problems).toEqual([])
  })

  test('a picture that cannot be decoded is a problem, and the next one is read', async () => {
    const { read, problems } = reader()
    const big = new ProblemError('too-many-pixels', { name: 'b.png', size: '9×9', limit: 1 })
    const lines = await read(part([picture(new Error('broken\nat…')), picture(big), picture(await head())]))
    expect(lines[0]?.text).toBe('中共某市委办公室文件')
    expect(problems).toEqual([
      { code: 'picture-unread', details: { name: 'a.png', reason: 'broken' }, part: 'page 1' },
      { code: 'too-many-pixels', details: { name: 'b.png', size: '9×9', limit: 1 }, part: 'page 1' },
    ])
  }, 120_000)

  test('with OCR off every picture is a problem', async () => {
    const { read, problems } = reader({ mode: 'off' })
    expect(await read(part([picture(new Error('must not be decoded'))]))).toEqual([])
    expect(problems).toEqual([{ code: 'ocr-off', details: { name: 'a.png' }, part: 'page 1' }])
  })

  test('pictures over the limit are one problem', async () => {
    const { read, problems } = reader({ limits: { pictures: 1 } })
    const blank: Raster = { width: 4, height: 4, channels: 1, data: new Uint8Array(16) }
    await read(part([picture(blank), picture(blank), picture(blank)]))
    await read(part([picture(blank)]))
    expect(problems.map(problem => problem.code)).toEqual(['too-large'])
  })
})

test('both engines together read the mark and keep what either saw', async () => {
  const lines = await reader({ mode: 'both' }).read(part([picture(await fixture('meeting-150.png'))]))
  expect(new Set(lines.map(line => line.engine))).toEqual(new Set(['paddle', 'tesseract']))
  expect(lines.map(line => line.text)).toContain('机密★20年')
  expect(lines.filter(line => line.text === '会后归还')).toHaveLength(1)
}, 120_000)
