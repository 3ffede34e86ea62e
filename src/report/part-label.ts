/** Labels of parts as extractors give them (`sheet 公示 › picture 2`) in Chinese; names stay as they are. */
import type { Language } from '../document/problem.ts'

const words: Readonly<Record<string, string>> = {
  'file name': '文件名',
  properties: '文档属性',
  metadata: '元数据',
  body: '正文',
  text: '正文',
  html: '网页正文',
  header: '页眉',
  footer: '页脚',
  footnotes: '脚注',
  endnotes: '尾注',
  comments: '批注',
  glossary: '构建基块',
  signatures: '签名',
  drawing: '绘图',
  headers: '邮件头',
  'master pages': '母版',
  attachment: '附件',
  picture: '图片',
  page: '页',
  slide: '幻灯片',
  sheet: '工作表',
  object: '对象',
  font: '字体',
  file: '文件',
  data: '内嵌数据',
  addresses: '内嵌数据',
  revision: '修订版本',
  seal: '印章',
  notes: '备注',
}

function segment(label: string): string {
  const whole = words[label]
  if (whole) return whole
  const { kind = '', name = '' } = /^(?<kind>[a-z]+) (?<name>.+)$/.exec(label)?.groups ?? {}
  const word = words[kind]
  if (!word) return label
  if (kind === 'page' && /^\d+$/.test(name)) return `第 ${name} 页`
  return `${word} ${name.replace(/ notes$/, ' 备注')}`
}

export function partLabel(label: string, language: Language): string {
  return language === 'en' ? label : label.split(' › ').map(segment).join(' › ')
}
