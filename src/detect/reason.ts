/** Why a finding has its severity, in one sentence: what stood where. */
import type { Channel } from '../document/document.ts'
import type { Language } from '../document/problem.ts'
import type { Severity } from '../document/screening.ts'
import type { Status } from '../packs/schema.ts'
import { regionOf } from './layout/geometry.ts'
import type { Places } from './layout/place.ts'
import { firstLine, lineAt, type Site } from './site.ts'

const channelNames: Readonly<Partial<Record<Channel, readonly [zh: string, en: string]>>> = {
  title: ['标题', 'the title'],
  header: ['页眉', 'the page header'],
  footer: ['页脚', 'the page footer'],
  textbox: ['文本框', 'a text box'],
  table: ['表格', 'a table cell'],
  footnote: ['脚注', 'a footnote'],
  endnote: ['尾注', 'an endnote'],
  comment: ['批注', 'a comment'],
  annotation: ['注释或图章', 'an annotation or stamp'],
  revision: ['修订痕迹', 'a tracked change'],
  hidden: ['隐藏文字', 'hidden text'],
  covered: ['被遮盖的文字', 'covered text'],
  watermark: ['水印', 'a watermark'],
  outline: ['书签目录', 'the outline'],
  ocr: ['图片文字', 'text in a picture'],
  alt: ['图片替代文字', 'alternative text'],
  metadata: ['文档属性', 'the document properties'],
  filename: ['文件名', 'the file name'],
  link: ['链接', 'a link'],
}

const statusNames: Readonly<Record<Status, readonly [zh: string, en: string]>> = {
  'past-exam': ['考试日期已过，需核对是否已启用', 'the exam is past: confirm that it was released'],
  'mock-exam': ['疑为模拟试卷误用密级标志', 'a mock exam seems to misuse the mark'],
  declassified: ['附近有解密字样，需核对解密手续', 'declassification is noted nearby: confirm it'],
  odd: ['用形近字或分隔符书写，疑为规避检查', 'written with look-alike or parted characters'],
  listed: [
    '与其他密级并列成表，疑为释义或选项',
    'it stands in a list of levels, probably a glossary or a choice',
  ],
  'work-title': ['邻行提到作品、导演等，疑为作品名称', 'the next line speaks of a work: probably its title'],
  expired: ['保密期限已满，仍需履行公开审查', 'the period has run out: the release check is still due'],
}

export interface Circumstances {
  readonly severity: Severity
  readonly places: Places
  readonly inPlace: boolean
  readonly status: Status | null
  /** The mark is a lone level word, with neither star nor period. */
  readonly bare: boolean
}

/** Words the circumstances of a match. */
export function reasonFor(
  site: Site,
  { severity, places, inPlace, status, bare }: Circumstances,
  language: Language,
): string {
  const pick = ([zh, en]: readonly [string, string]) => (language === 'zh' ? zh : en)
  const line = lineAt(site.view, firstLine(site))
  const channel = channelNames[line.channel]
  const region = regionOf(site.view.part, line.box)
  const page = site.view.part.page
  const parts: string[] = []
  const where =
    language === 'zh'
      ? `${page === null ? '' : `第 ${page} 页`}${region?.zh ?? ''}${channel === undefined ? '' : channel[0]}`
      : [channel?.[1], region?.en, page === null ? undefined : `page ${page}`].filter(Boolean).join(', ')
  if (places.names.has('line')) parts.push(pick(['单独成行', 'on a line of its own']))
  else if (places.names.has('tail')) parts.push(pick(['括注在标题之后', 'in brackets after a title']))
  else if (places.names.has('top') || places.names.has('head'))
    parts.push(pick(['位于行首', 'at the beginning of a line']))
  else if (!places.mark) parts.push(pick(['出现在正文语句中', 'inside a sentence']))
  if (where !== '') parts.unshift(language === 'zh' ? `位于${where}` : `In ${where}`)
  if (bare && severity === 'block' && firstLine(site) <= 1 && places.names.has('line'))
    parts.push(
      pick([
        '没有 ★ 和保密期限；如果只是文章标题，核实后可以放行',
        'without star or period: if it is only the title of a text, it may be released once checked',
      ]),
    )
  if (status !== null) parts.push(pick(statusNames[status]))
  else if (!inPlace && severity !== 'block')
    parts.push(pick(['属于提及，需人工判断', 'a mention, for a person to judge']))
  return language === 'zh' ? `${parts.join('，')}。` : `${capital(parts.join(', '))}.`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
