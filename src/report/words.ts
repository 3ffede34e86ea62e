/** The words of reports, in both languages. */
import type { Channel } from '../document/document.ts'
import type { Language } from '../document/problem.ts'
import type { Finding, Screening, Severity, Verdict } from '../document/screening.ts'
import { printable } from './printable.ts'

export interface ReportWords {
  readonly verdict: Readonly<Record<Verdict, string>>
  /** Terminal columns of each verdict's word (a Chinese character takes two), and of the widest. */
  readonly verdictColumns: Readonly<Record<Verdict, number>>
  readonly verdictWidth: number
  readonly channel: Readonly<Record<Channel, string>>
  /** What is seen on a page beside its text. */
  readonly seen: string
  readonly problem: Readonly<Record<'error' | 'note', string>>
  readonly problemKind: Readonly<Record<'error' | 'note', string>>
  readonly severity: Readonly<Record<Severity, string>>
  readonly csvColumns: readonly string[]
  readonly reportTitle: string
  readonly reportWarning: string
  readonly pageCaption: (page: number) => string
  readonly where: string
  readonly what: string
  readonly why: string
  readonly basis: string
  readonly advice: string
  readonly summary: string
  readonly total: (documents: number) => string
  readonly facts: (screening: Screening) => string
  readonly place: (finding: Finding) => string
}

const seconds = (ms: number) => (ms / 1000).toFixed(ms < 10_000 ? 1 : 0)

function place(finding: Finding, channels: ReportWords['channel'], page: (n: number) => string): string {
  const where = finding.page === null ? printable(finding.part) : page(finding.page)
  const nested = finding.part.includes('›') ? `${printable(finding.part)} · ` : ''
  const sure = finding.channel === 'ocr' ? ` ${finding.confidence.toFixed(2)}` : ''
  const box = finding.box ? `  (${finding.box.map(Math.round).join(', ')})` : ''
  return `${nested}${where} · ${channels[finding.channel]}${sure}${box}`
}

const zhChannels: ReportWords['channel'] = {
  body: '正文',
  title: '标题',
  header: '页眉',
  footer: '页脚',
  textbox: '文本框',
  table: '表格',
  footnote: '脚注',
  endnote: '尾注',
  comment: '批注',
  annotation: 'PDF 注释',
  revision: '修订（已删除）',
  hidden: '隐藏文字',
  covered: '被遮盖文字',
  watermark: '水印',
  outline: '书签',
  ocr: '图像识别',
  alt: '替代文字',
  metadata: '文档属性',
  filename: '文件名',
  link: '链接',
}

const enChannels: ReportWords['channel'] = {
  body: 'body',
  title: 'title',
  header: 'header',
  footer: 'footer',
  textbox: 'text box',
  table: 'table',
  footnote: 'footnote',
  endnote: 'endnote',
  comment: 'comment',
  annotation: 'PDF annotation',
  revision: 'deleted revision',
  hidden: 'hidden text',
  covered: 'covered text',
  watermark: 'watermark',
  outline: 'outline',
  ocr: 'OCR',
  alt: 'alternative text',
  metadata: 'document properties',
  filename: 'file name',
  link: 'link',
}

export const reportWords: Readonly<Record<Language, ReportWords>> = {
  zh: {
    verdict: { pass: '通过', review: '人工复核', error: '无法检查', block: '拦截' },
    verdictColumns: { pass: 4, review: 8, error: 8, block: 4 },
    verdictWidth: 8,
    channel: zhChannels,
    seen: '图像所见',
    problem: { error: '！', note: '·' },
    problemKind: { error: '未能检查', note: '提示' },
    severity: { info: '说明', review: '人工复核', block: '拦截' },
    csvColumns: [
      '文稿',
      '结论',
      '严重程度',
      '规则或代码',
      '名称',
      '原文',
      '部分',
      '通道',
      '置信度',
      '理由',
      '依据',
      '处置',
      '指纹',
    ],
    reportTitle: '保审筛查报告',
    reportWarning: '本报告含页面图像和原文片段，请按所筛查文稿的要求保管，不得上网。',
    pageCaption: page => `第 ${page} 页`,
    where: '位置',
    what: '原文',
    why: '理由',
    basis: '依据',
    advice: '处置',
    summary: '结论一览',
    total: documents => `共 ${documents} 份：`,
    facts: s =>
      `${s.type ?? '未知格式'}，${s.parts} 部分${s.ocrParts > 0 ? `（${s.ocrParts} 部分经图像识别）` : ''}，${seconds(s.durationMs)} 秒`,
    place: finding => place(finding, zhChannels, n => `第 ${n} 页`),
  },
  en: {
    verdict: { pass: 'PASS', review: 'REVIEW', error: 'NOT READ', block: 'BLOCK' },
    verdictColumns: { pass: 4, review: 6, error: 8, block: 5 },
    verdictWidth: 8,
    channel: enChannels,
    seen: 'seen',
    problem: { error: '!', note: '·' },
    problemKind: { error: 'not read', note: 'note' },
    severity: { info: 'info', review: 'review', block: 'block' },
    csvColumns: [
      'path',
      'verdict',
      'severity',
      'rule or code',
      'title',
      'match',
      'part',
      'channel',
      'confidence',
      'reason',
      'basis',
      'advice',
      'fingerprint',
    ],
    reportTitle: 'baoshen screening report',
    reportWarning:
      'This report holds page pictures and extracts. Keep it as carefully as the documents, and off the network.',
    pageCaption: page => `page ${page}`,
    where: 'where',
    what: 'text',
    why: 'why',
    basis: 'basis',
    advice: 'to do',
    summary: 'Verdicts',
    total: documents => `${documents} ${documents === 1 ? 'document' : 'documents'}:`,
    facts: s =>
      `${s.type ?? 'unknown type'}, ${s.parts} ${s.parts === 1 ? 'part' : 'parts'}${s.ocrParts > 0 ? ` (${s.ocrParts} by OCR)` : ''}, ${seconds(s.durationMs)} s`,
    place: finding => place(finding, enChannels, n => `page ${n}`),
  },
}
