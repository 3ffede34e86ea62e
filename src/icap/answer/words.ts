/** Every sentence of the pages that the ICAP server shows in place of what it stopped. */
import type { Language } from '../../document/problem.ts'

export interface PageWords {
  readonly title: string
  readonly lead: string
  readonly why: string
  readonly found: string
  readonly inFile: string
  readonly inText: string
  readonly place: string
  readonly basis: string
  readonly advice: string
  readonly more: (count: number) => string
  readonly masked: string
  readonly whatToDo: string
  readonly steps: readonly string[]
  readonly reference: string
  readonly withheldTitle: string
  readonly withheldLead: string
}

export const pageWords: Readonly<Record<Language, PageWords>> = {
  zh: {
    title: '未提交：保密筛查未通过',
    lead: '您提交的内容已被拦下，没有送到网站。',
    why: '原因',
    found: '发现',
    inFile: '文件',
    inText: '表单文字',
    place: '位置',
    basis: '依据',
    advice: '处置',
    more: count => `另有 ${count} 处发现未列出。`,
    masked: '发现的文字已遮盖，三个字以上的保留首尾各一字，便于对照原稿。',
    whatToDo: '怎么办',
    steps: [
      '不要换一种方式（改名、截图、压缩）再次上传。',
      '对照原稿核实上面列出的每一处；确属国家秘密或内部事项的，立即停止发布并报告本单位保密机构。',
      '确认可以公开的，按规定删改或重新制作文件后再提交；仍被拦下而您认为有误的，请把下面的编号告诉管理员。',
    ],
    reference: '编号',
    withheldTitle: '内容暂不提供',
    withheldLead: '您访问的内容正在核查，暂时不能提供。如有需要，请把下面的编号告诉网站管理员。',
  },
  en: {
    title: 'Not submitted: stopped by the confidentiality screening',
    lead: 'What you submitted was stopped and has not reached the website.',
    why: 'Why',
    found: 'What was found',
    inFile: 'File',
    inText: 'Text of the form',
    place: 'Place',
    basis: 'Basis',
    advice: 'What to do about it',
    more: count => `${count} more findings are not listed.`,
    masked:
      'What was found is masked; of three characters or more the first and the last stay, so that you can find it in the original.',
    whatToDo: 'What to do',
    steps: [
      'Do not upload it again in another way (renamed, as a screenshot, in an archive).',
      'Check each place listed above against the original. If it is a state secret or an internal matter, stop publishing and report it to your confidentiality office.',
      'If it may be made public, edit or remake the file as the rules say and submit it again. If it is stopped again and you think that this is wrong, give the administrator the reference below.',
    ],
    reference: 'Reference',
    withheldTitle: 'This content is withheld',
    withheldLead:
      'The content you asked for is being checked and cannot be shown at present. If you need it, give the administrator of this site the reference below.',
  },
}
