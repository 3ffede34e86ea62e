import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Limits } from '../../src/document/limits.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import type { ExtractedPart } from '../../src/document/picture.ts'
import { ProblemError } from '../../src/document/problem.ts'
import { extractDocx } from '../../src/extract/docx/docx.ts'
import { documentContext } from '../../src/extract/extract.ts'
import { isEncryptedOoxml } from '../../src/extract/package/compound-file.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/docx/${name}`, import.meta.url))

interface Outcome {
  readonly parts: ExtractedPart[]
  /** `code part`, then the code that ended the reading. */
  readonly problems: string[]
  readonly thrown: string | null
}

async function extract(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<Outcome> {
  const parts: ExtractedPart[] = []
  const problems: string[] = []
  const context = documentContext({
    limits: { ...defaultLimits, ...limits },
    name: 'x.docx',
    problem: (code: string, _details?: unknown, part?: string) => void problems.push(`${code} ${part}`),
  })
  try {
    for await (const part of extractDocx(bytes, context)) parts.push(part)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { parts, problems, thrown: error.code }
  }
  return { parts, problems, thrown: null }
}

/** `channel text`, line by line. */
function linesOf(outcome: Outcome, label: string): string[] {
  const part = outcome.parts.find(each => each.label === label)
  if (!part)
    throw new Error(`no part ${label}; there are ${outcome.parts.map(each => each.label).join(', ')}`)
  return part.lines.map(line => `${line.channel} ${line.text}`)
}

describe('every channel', async () => {
  const outcome = await extract(fixture('channels.docx'))

  test('parts come body first, headers in the order the body names them, pictures last', () => {
    expect(outcome.problems).toEqual([])
    expect(outcome.thrown).toBeNull()
    expect(outcome.parts.map(part => part.label)).toEqual([
      'body',
      'header 1',
      'header 2',
      'footer 1',
      'footnotes',
      'endnotes',
      'comments',
      'glossary',
      'word/settings.xml',
      'word/numbering.xml',
      'word/charts/chart1.xml',
      'customXml/item1.xml',
      'properties',
      'picture image1.png',
      'picture thumbnail.jpeg',
      'picture unused.png',
    ])
  })

  test('the body in reading order, each line under its channel', () => {
    expect(linesOf(outcome, 'body')).toEqual([
      'body 安澜市某局文件',
      'alt 替代文字 机密★1年',
      'textbox 文本框 秘密★3年',
      'body 机密★20年',
      'body 正文第一行',
      'body 秘密★4年\t页‑码',
      'table 单元格一',
      'table 表格 秘密★2年',
      'table 套表',
      'body 保留新增',
      'revision 秘密★5年',
      'revision 保留秘密★5年',
      'body 可见',
      'hidden 秘密★6年',
      'hidden 可见秘密★6年',
      'body 域结果',
      'hidden  QUOTE "秘密★7年" ',
      'hidden 密级控件',
      'body 智能标记',
      'textbox 图文框 秘密★8年',
      'body 公式文字',
      'body 机密件',
      'body jī',
      'body 链接文字',
      'alt 提示文字',
      'body ★',
      'link https://example.invalid/秘密★9年',
    ])
  })

  test.each([
    ['header 1', 'header 首页页眉 秘密★10年'],
    ['header 2', 'watermark 绝密文件 严禁复制'],
    ['footer 1', 'footer 页脚 秘密★11年'],
    ['footnotes', 'footnote 脚注 秘密★12年'],
    ['endnotes', 'endnote 尾注 秘密★13年'],
    ['comments', 'comment 批注 秘密★14年'],
    ['word/settings.xml', 'metadata 级别=秘密★15年'],
    ['word/numbering.xml', 'body 秘密1号'],
    ['glossary', 'hidden 构建基块 秘密★16年'],
    ['word/charts/chart1.xml', 'textbox 图表 秘密★17年'],
    ['customXml/item1.xml', 'metadata note=属性 秘密★18年'],
    ['customXml/item1.xml', 'metadata 自定义 秘密★19年'],
    ['properties', 'metadata title=关于某工作的通知'],
    ['properties', 'metadata Company=云岭省某厅'],
    ['properties', 'metadata 密级=秘密'],
  ])('%s: %s', (label, line) => {
    expect(linesOf(outcome, label)).toContain(line)
  })

  test('size and colour come from the run, the style chain or the defaults', () => {
    const lines = outcome.parts[0]?.lines ?? []
    const look = (text: string) => {
      const line = lines.find(each => each.text === text)
      return [line?.size, line?.color]
    }
    expect(look('安澜市某局文件')).toEqual([26, '#ff0000'])
    expect(look('正文第一行')).toEqual([16, '#c00000'])
    expect(look('机密★20年')).toEqual([10.5, undefined])
  })

  test('pictures decode to their own pixels, used or not', async () => {
    const pictures = outcome.parts.flatMap(part => part.pictures)
    const sizes = await Promise.all(pictures.map(picture => picture.raster()))
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [40, 20],
      [16, 16],
      [40, 20],
    ])
  })
})

test('a document written by a library', async () => {
  const outcome = await extract(fixture('library.docx'))
  expect(outcome.problems).toEqual([])
  expect(linesOf(outcome, 'body')).toEqual([
    'body 机密★20年',
    'body 关于召开会议的通知',
    'table 甲',
    'table 乙',
  ])
  expect(linesOf(outcome, 'header 1')).toEqual(['header 页眉文字'])
  expect(linesOf(outcome, 'footer 1')).toEqual(['footer 页脚文字'])
  expect(linesOf(outcome, 'footnotes')).toEqual(['footnote 脚注文字'])
  expect(linesOf(outcome, 'comments')).toEqual(['comment 批注文字'])
  expect(linesOf(outcome, 'properties')).toContain('metadata 密级=秘密')
  expect(outcome.parts.at(-1)?.label).toBe('picture image1.png')
})

test('a renamed main part (strict, UTF-16, other prefixes) is the body; unrelated parts are read too', async () => {
  const outcome = await extract(fixture('renamed.docx'))
  expect(outcome.parts.map(part => part.label)).toEqual(['body', 'body 2', 'header 1'])
  expect(linesOf(outcome, 'body')).toEqual(['body 改名的正文 机密★20年'])
  expect(linesOf(outcome, 'body 2')).toEqual(['body 同名的另一部件'])
  expect(linesOf(outcome, 'header 1')).toEqual(['header 无关系的页眉 秘密★1年'])
})

/** The lines of a body, given its WordprocessingML. */
async function body(content: string): Promise<string[]> {
  const files = unzipSync(fixture('broken-part.docx'))
  const start = Buffer.from(files['word/document.xml'] ?? [])
    .toString()
    .split('<w:body>')[0]
  const document = strToU8(`${start}<w:body>${content}</w:body></w:document>`)
  return linesOf(
    await extract(zipSync({ ...files, 'word/document.xml': document }, { level: 1 }), { ratio: 5000 }),
    'body',
  )
}

describe('alternatives', () => {
  const box = (text: string) => `<w:txbxContent><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:txbxContent>`
  const alternatives = (choice: string, fallback: string) =>
    `<mc:AlternateContent><mc:Choice Requires="wps">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`
  const inRun = (content: string) => `<w:p><w:r><w:t>前</w:t>${content}<w:t>后</w:t></w:r></w:p>`

  test('what the fallback repeats is read once, what it says differently stays', async () => {
    expect(await body(inRun(alternatives(box('机密'), box('机密'))))).toEqual(['body 前后', 'textbox 机密'])
    expect(await body(inRun(alternatives(box('公开'), box('机密'))))).toEqual([
      'body 前后',
      'textbox 公开',
      'textbox 机密',
    ])
  })

  test('inside a word', async () => {
    expect(await body(inRun(alternatives('<w:t>中</w:t>', '<w:t>中</w:t>')))).toEqual(['body 前中后'])
    expect(await body(inRun(alternatives('', '<w:t>中</w:t>')))).toEqual(['body 前中后'])
    expect(await body(inRun(alternatives('<w:t>中</w:t>', '<w:t>机密</w:t>')))).toEqual([
      'body 前中后',
      'hidden 机密',
    ])
  })

  test('around paragraphs, and one in another', async () => {
    const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
    expect(
      await body(alternatives(paragraph('一') + paragraph('二'), paragraph('二') + paragraph('三'))),
    ).toEqual(['body 一', 'body 二', 'body 三'])
    const inner = alternatives(box('内'), box('内'))
    const outer = alternatives(`<w:txbxContent>${inRun(inner)}</w:txbxContent>`, box('外'))
    expect(await body(inRun(outer))).toEqual(['body 前后', 'textbox 前后', 'textbox 内', 'textbox 外'])
  })
})

describe('revisions and hidden text', () => {
  const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`

  test('a mark that is deleted or hidden only in part is seen whole', async () => {
    const deleted = '<w:del w:id="1"><w:r><w:delText>★20年</w:delText></w:r></w:del>'
    expect(await body(`<w:p>${run('机密')}${deleted}</w:p>`)).toEqual([
      'body 机密',
      'revision ★20年',
      'revision 机密★20年',
    ])
    expect(await body(`<w:p>${run('机')}${run('密★20年', '<w:vanish/>')}</w:p>`)).toEqual([
      'body 机',
      'hidden 密★20年',
      'hidden 机密★20年',
    ])
  })

  test('moved text is read where it was and where it is; switched-off vanish is seen', async () => {
    const moved = `<w:moveFrom w:id="1">${run('移')}</w:moveFrom><w:moveTo w:id="2">${run('移')}</w:moveTo>`
    expect(await body(`<w:p>${moved}${run('见', '<w:vanish w:val="0"/>')}</w:p>`)).toEqual([
      'body 移见',
      'revision 移',
      'revision 移见',
    ])
  })

  test('revision marks on a paragraph mark or a row say nothing about text', async () => {
    const mark = '<w:pPr><w:rPr><w:del w:id="1"/><w:vanish/></w:rPr></w:pPr>'
    expect(await body(`<w:p>${mark}${run('正文')}</w:p>`)).toEqual(['body 正文'])
  })
})

describe('symbols', () => {
  const symbols = (properties: string, content: string) =>
    body(
      `<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:rPr>${properties}</w:rPr>${content}</w:r><w:r><w:t>20年</w:t></w:r></w:p>`,
    )

  test.each([
    ['w:sym', '', '<w:sym w:font="Wingdings" w:char="F0AB"/>'],
    ['w:sym without the private use area', '', '<w:sym w:font="wingdings" w:char="00AB"/>'],
    ['Wingdings 2', '', '<w:sym w:font="Wingdings 2" w:char="F0EA"/>'],
    ['text in a symbol font', '<w:rFonts w:ascii="仿宋" w:hAnsi="Wingdings"/>', '<w:t>\uf0ab</w:t>'],
    ['a Unicode character', '', '<w:sym w:font="宋体" w:char="2605"/>'],
  ])('%s', async (_, properties, content) => {
    expect(await symbols(properties, content)).toEqual(['body 机密★20年'])
  })

  test('an unknown one stays what it is; no code is no character', async () => {
    expect(await symbols('', '<w:sym w:font="Wingdings" w:char="F0FE"/>')).toEqual(['body 机密\uf0fe20年'])
    expect(await symbols('', '<w:sym w:font="Wingdings"/>')).toEqual(['body 机密20年'])
  })
})

test('text where no text belongs is hidden, not lost', async () => {
  expect(
    await body('游离文字<w:p><w:r>运行内</w:r><x xmlns="urn:x">机密</x></w:p><w:r><w:t>无段落</w:t></w:r>'),
  ).toEqual(['hidden 游离文字', 'hidden 运行内', 'hidden 机密', 'body 无段落'])
})

test('a text box with a whole document in it', async () => {
  const paragraphs = '<w:p><w:r><w:t>行</w:t></w:r></w:p>'.repeat(130_000)
  const lines = await body(
    `<w:p><w:r><w:pict><w:txbxContent>${paragraphs}</w:txbxContent></w:pict></w:r></w:p>`,
  )
  expect(lines.length).toBe(130_000)
}, 120_000)

test('an empty main part is no document', async () => {
  const files = unzipSync(fixture('broken-part.docx'))
  const outcome = await extract(zipSync({ ...files, 'word/document.xml': new Uint8Array() }))
  expect(outcome.thrown).toBe('corrupt')
})

describe('hostile and damaged', () => {
  test.each([
    ['truncated.docx', 'corrupt'],
    ['two-methods.docx', 'corrupt'],
    ['no-document.docx', 'corrupt'],
    ['encrypted.docx', 'corrupt'],
  ])('%s ends with %s', async (name, code) => {
    expect((await extract(fixture(name))).thrown).toBe(code)
  })

  test('a bomb costs its own part only', async () => {
    const outcome = await extract(fixture('honest-bomb.docx'))
    expect(outcome.problems).toEqual(['too-large word/blank.xml'])
    expect(linesOf(outcome, 'body')).toEqual(['body 炸弹'])
  })

  test('a part that lies about its size is reported and not inflated', async () => {
    const before = process.memoryUsage().arrayBuffers
    const outcome = await extract(fixture('lying-bomb.docx'))
    expect(outcome.problems).toEqual(['part-unread word/blank.xml'])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20)
  })

  test.each(['laughs.docx', 'external-entity.docx'])('%s: entities are refused', async name => {
    const outcome = await extract(fixture(name))
    expect(outcome.problems).toEqual(['part-unread word/document.xml'])
    expect(outcome.parts).toEqual([])
  })

  test('a broken part is read up to the break, the others in full', async () => {
    const outcome = await extract(fixture('broken-part.docx'))
    expect(outcome.problems).toEqual(['part-unread header 1'])
    expect(linesOf(outcome, 'body')).toEqual(['body 完好的正文'])
    expect(linesOf(outcome, 'header 1')).toEqual(['header 断裂之前 秘密★1年'])
  })

  test('what cannot be read is reported; fonts and printer settings are not', async () => {
    const outcome = await extract(fixture('unread.docx'))
    expect(outcome.problems.toSorted()).toEqual([
      'corrupt word/embeddings/Microsoft_Excel.xlsx',
      'encrypted word/embeddings/oleObject1',
      'picture-unread picture broken.png',
      'picture-unread word/media/image1.emf › drawing',
      'text-undecodable word/odd',
      'type-mismatch word/afchunk.mht',
      'type-mismatch word/embeddings/Microsoft_Excel.xlsx',
    ])
    expect(linesOf(outcome, 'body')).toEqual(['body 正文'])
  })

  test('imported HTML and drawings are read as documents of their own', async () => {
    const outcome = await extract(fixture('imported.docx'))
    expect(outcome.problems).toEqual([])
    expect(outcome.parts.map(part => part.label)).toEqual([
      'body',
      'picture image1.png',
      'word/media/image1.svg › file name',
      'word/media/image1.svg › drawing',
      'word/media/lonely.svg › file name',
      'word/media/lonely.svg › drawing',
      'word/afchunk.html › file name',
      'word/afchunk.html › text',
    ])
    expect(linesOf(outcome, 'word/afchunk.html › text')).toEqual(['body 插入的网页 秘密★1年', 'body 第二行'])
    expect(linesOf(outcome, 'word/media/image1.svg › drawing')).toEqual(['body 图中文字 秘密★2年'])
  })

  test('more text or more pictures than allowed', async () => {
    const bytes = fixture('channels.docx')
    const text = await extract(bytes, { characters: 30 })
    expect(text.problems).toEqual(['too-large body'])
    expect(text.parts.map(part => part.label)).not.toContain('header 1')
    expect(linesOf(text, 'body')[0]).toBe('body 安澜市某局文件')
    expect((await extract(bytes, { pictures: 2 })).thrown).toBe('too-large')
  })
})

test('password-protected packages are told by their container', () => {
  expect(isEncryptedOoxml(fixture('encrypted.docx'))).toBe(true)
  expect(isEncryptedOoxml(fixture('channels.docx'))).toBe(false)
  expect(isEncryptedOoxml(fixture('encrypted.docx').subarray(0, 600))).toBe(false)
  expect(isEncryptedOoxml(new Uint8Array())).toBe(false)
})
