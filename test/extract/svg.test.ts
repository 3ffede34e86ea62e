import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cpuMilliseconds } from '../cpu-time.ts'
import { linesOf, read } from './read.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/svg/${name}`, import.meta.url))
const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100"${attributes}>${content}</svg>`

describe('every place of a drawing', async () => {
  const result = await read(fixture('notice.svg'), 'notice.svg')

  test.each([
    'body: 机密★20年',
    'body: 第二行 秘密★8年',
    'body: 秘密★13年',
    'title: 标题 秘密★3年',
    'alt: 说明 秘密★4年',
    'metadata: 标签 秘密★2年',
    'metadata: 元数据 秘密★5年',
    'hidden: 注释 秘密★1年',
    'hidden: 定义 秘密★7年',
    'hidden: 隐藏 秘密★9年',
    'hidden: 透明 秘密★10年',
    'hidden: 整组 秘密★12年',
    'textbox: 外来 秘密★15年',
    'link: https://example.invalid/秘密★14年',
  ])('%s', line => expect(linesOf(result)).toContain(line))

  test('white text keeps its colour, the picture in it is a part', () => {
    expect(result.problems).toEqual([])
    const lines = result.parts.flatMap(part => part.lines)
    expect(lines.find(line => line.text === '白字 秘密★11年')?.color).toBe('#ffffff')
    expect(result.parts.at(-1)).toMatchObject({ label: 'picture 1', width: 240, height: 120 })
  })
})

describe('letters drawn as shapes', () => {
  /** Dark pixels of the drawing; null when there is none to be recognised. */
  async function darkPixels(content: Uint8Array | string): Promise<number | null> {
    const { parts, problems } = await read(content, 'a.svg')
    expect(problems).toEqual([])
    const [picture] = parts.find(part => part.label === 'drawing')?.pictures ?? []
    if (!picture) return null
    const { data } = await picture.raster()
    let count = 0
    for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 128) count++
    return count
  }
  const curly = `<path d="M10 10 ${'C 20 10 30 20 40 40 '.repeat(40)}Z"/>`

  test('are painted, also where they are repeated symbols', async () => {
    expect(await darkPixels(fixture('outlined.svg'))).toBeGreaterThan(3000)
  })

  test('are painted as their classes say, shown or not', async () => {
    expect(
      await darkPixels(svg(`<style>.a{fill:#fff}</style><rect class="a" width="100" height="100"/>${curly}`)),
    ).toBeGreaterThan(10)
    expect(await darkPixels(svg(`<g display="none">${curly}</g>`))).toBeGreaterThan(10)
  })

  test('are not looked for in icons', async () => {
    expect(await darkPixels(svg('<rect width="50" height="50"/><path d="M0 0 L9 9 Z"/>'))).toBeNull()
  })

  test('are painted without what leads out of the file, and without end', async () => {
    const outside =
      '<rect width="100" height="100" fill="url(file:///etc/hostname#a)"/><image width="100" height="100" href="file:///etc/x.png"/>'
    expect(await darkPixels(svg(outside + curly))).toBeGreaterThan(10)
    const levels = Array.from(
      { length: 20 },
      (_, i) => `<g id="l${i + 1}">${`<use xlink:href="#l${i}"/>`.repeat(10)}</g>`,
    )
    const started = cpuMilliseconds()
    await darkPixels(svg(`<g id="l0">${curly}</g>${levels.join('')}`))
    expect(cpuMilliseconds(started)).toBeLessThan(20_000)
  })
})

test.each([
  ['cut short', svg('<text>机密★20年</text>').slice(0, -10), ['corrupt']],
  ['with entities', `<!DOCTYPE svg [<!ENTITY x "机密">]>${svg('<text>&x;</text>')}`, ['corrupt']],
  ['with data that is none', svg('<image href="data:image/png"/>'), ['part-unread']],
  [
    'with a document in it',
    svg(
      `<a href="data:application/pdf;base64,${Buffer.from('%PDF-1.4').toString('base64')}"><text>x</text></a>`,
    ),
    ['corrupt'],
  ],
])('%s', async (_, content, problems) => {
  expect((await read(content, 'a.svg')).problems).toEqual(problems)
})
