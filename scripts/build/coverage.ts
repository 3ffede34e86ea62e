/**
 * `npm run coverage:formats`: writes the table of formats and channels into the README.
 * A dot stands only where a fixture proves it: the fixtures are read, and what was found where is what the table says.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Channel } from '../../src/document/document.ts'
import { defaultLimits } from '../../src/document/limits.ts'
import { ProblemError } from '../../src/document/problem.ts'
import { extract } from '../../src/extract/extract.ts'
import { formats } from '../../src/extract/formats.ts'

const root = path.join(import.meta.dirname, '../..')
const readme = path.join(root, 'README.md')
const [begin, end] = ['<!-- formats: npm run coverage:formats -->', '<!-- /formats -->']

/** Columns of the table: what a reader calls it, and the channels it stands for. */
const columns: readonly (readonly [string, readonly (Channel | 'pictures' | 'nested')[]])[] = [
  ['正文 body', ['body', 'title', 'table']],
  ['页眉页脚 header, footer', ['header', 'footer']],
  ['文本框 text box', ['textbox']],
  ['注释 notes', ['footnote', 'endnote']],
  ['批注 comments', ['comment', 'annotation']],
  ['修订 revisions', ['revision']],
  ['隐藏 hidden', ['hidden']],
  ['遮盖 covered', ['covered']],
  ['水印 watermark', ['watermark']],
  ['替代文字 alt', ['alt']],
  ['属性 metadata', ['metadata']],
  ['链接 links', ['link']],
  ['图片 pictures (OCR)', ['pictures']],
  ['内嵌文件 files inside', ['nested']],
]

type Proven = Map<string, Set<Channel | 'pictures' | 'nested'>>

function fixtures(): string[] {
  const folder = path.join(root, 'test/fixtures')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !name.startsWith(`bad${path.sep}`))
    .map(name => path.join(folder, name))
    .filter(file => statSync(file).isFile())
    .sort()
}

/** What the fixtures of each media type prove. */
async function prove(): Promise<Proven> {
  const proven: Proven = new Map()
  for (const file of fixtures()) {
    const settings = { limits: defaultLimits, name: path.basename(file), problem() {} }
    const { type, parts } = await extract(readFileSync(file), settings)
    if (type === null) continue
    const found = proven.get(type) ?? new Set()
    proven.set(type, found)
    try {
      for await (const part of parts) {
        // `revision 2 › page 1` is the document itself as it once was.
        const inside = part.label.replace(/^revision \d+ › /, '').includes(' › ')
        if (inside) found.add('nested')
        for (const line of inside ? [] : part.lines) found.add(line.channel)
        if (part.pictures.length > 0) found.add('pictures')
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
    }
  }
  return proven
}

/** The table as Markdown. */
export async function coverageTable(): Promise<string> {
  const proven = await prove()
  // Formats that one extractor reads share a row.
  const groups = Map.groupBy(
    formats.filter(format => format.load),
    format => format.load,
  )
  const rows = [...groups.values()].map(group => {
    const found = new Set(group.flatMap(format => [...(proven.get(format.type) ?? [])]))
    const cells = columns.map(([, channels]) => (channels.some(channel => found.has(channel)) ? '●' : ''))
    const endings = group.flatMap(format => format.extensions.map(extension => `.${extension}`))
    return `| ${group.map(format => format.label).join(', ')} | ${endings.join(' ')} | ${cells.join(' | ')} |`
  })
  const head = `| 格式 format | | ${columns.map(([name]) => name).join(' | ')} |`
  const rule = `|---|---|${columns.map(() => ':-:|').join('')}`
  return [head, rule, ...rows].join('\n')
}

/** The README with the table that belongs into it. */
export async function readmeWithTable(): Promise<string> {
  const text = readFileSync(readme, 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${begin} … ${end}`)
  return `${before}${begin}\n${await coverageTable()}\n${end}${after}`
}

if (import.meta.main) {
  writeFileSync(readme, await readmeWithTable())
  console.log('wrote the table of formats into README.md')
}
