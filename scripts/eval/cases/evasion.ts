/** E: marks that were moved, hidden, split or taken off, as far as text shows it. */
import { type Case, prose, type Writer } from '../draft.ts'
import { body, paper, post, redHeaded } from '../prose.ts'

const mark = (w: Writer) =>
  `${w.pick(['绝密', '机密', '秘密'])}★${w.pick(['5年', '10年', '20年', '长期', '6个月'])}`
const invisible = [
  '\u{200B}',
  '\u{200D}',
  '\u{FEFF}',
  '\u{AD}',
  '\u{2060}',
  '\u{200C}',
  '\u{34F}',
  '\u{202C}',
]

/** Cases that put a mark into one more place of the document; the place is the key of the draft. */
const places = [
  ['header', 'page header', ['docx', 'pdf']],
  ['footer', 'page footer', ['docx', 'pdf']],
  ['textbox', 'text box', ['docx']],
  ['footnote', 'footnote', ['docx']],
  ['comment', 'comment', ['docx', 'html']],
  ['hidden', 'hidden text', ['docx', 'html']],
  ['alt', 'alternative text of a picture', ['html']],
] as const

export const evasionCases: readonly Case[] = [
  ...places.map(
    ([place, words, formats]): Case => ({
      id: place === 'hidden' || place === 'comment' ? 'E7' : 'E11',
      expected: 'block',
      reason: `mark in the ${words}`,
      count: 4,
      formats,
      draft: w => ({ ...(place === 'alt' ? post(w) : paper(w)), [place]: mark(w) }),
    }),
  ),
  {
    id: 'E3',
    expected: 'block',
    reason: 'no mark, but two or more signs of a controlled paper',
    count: 6,
    formats: prose,
    draft: (w, index) => ({
      ...redHeaded(w),
      top: [w.fill('000{100-999}')],
      ...(index % 2 === 0 ? { corner: w.pick(['会后收回', '阅后退回']) } : {}),
      notes: [w.pick(['（共印80份）', '（共印35份）', '请按机密级文件管理'])],
    }),
  },
  {
    id: 'E3',
    expected: 'review',
    reason: 'one sign of a controlled paper',
    count: 6,
    formats: prose,
    draft: (w, index) => ({
      ...redHeaded(w),
      ...(index % 3 === 0 ? { top: [w.fill('000{100-999}')] } : {}),
      ...(index % 3 === 1 ? { notes: [w.fill('（共印{20-90}份）')] } : {}),
      ...(index % 3 === 2 ? { top: [w.fill('份号：0{100-999}')] } : {}),
    }),
  },
  {
    id: 'E4',
    expected: 'review',
    reason: 'reprint or excerpt of a controlled paper',
    count: 5,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      notes: [
        w.fill('{市}{局}办公室　{日}翻印'),
        w.fill('摘编自{市}委办公室机密级文件'),
        w.fill('（{县}委办公室{日}翻印）'),
        w.fill('根据市委密电精神整理'),
        w.fill('{市}{局}机要室　{日}翻印'),
      ].slice(index, index + 1),
    }),
  },
  {
    id: 'E8',
    expected: 'block',
    reason: 'mark in a paragraph that a script or an older draft left behind',
    count: 2,
    formats: ['html'],
    draft: w => ({ ...post(w), comment: `旧稿：${mark(w)}` }),
  },
  {
    id: 'E9',
    expected: 'block',
    reason: 'invisible characters inside the mark',
    count: invisible.length,
    formats: ['txt', 'html', 'docx'],
    draft: (w, index) => ({ ...paper(w), top: [[...mark(w)].join(invisible[index])] }),
  },
  {
    id: 'E10',
    expected: 'review',
    reason: 'look-alike characters or separators inside the mark',
    count: 8,
    formats: ['txt', 'html', 'docx'],
    draft: (w, index) => ({
      ...paper(w),
      top: [
        [
          '机宓★10年',
          '禾必密★5年',
          '机-密★10年',
          '绝.密★长期',
          '秘·密★5年',
          '机_密★20年',
          '秘宓★10年',
          '机/密★10年',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'E12',
    expected: 'block',
    reason: 'level or telegram number in the file name',
    count: 5,
    formats: prose,
    draft: (w, index) => {
      const draft = paper(w)
      const stem = draft.title
      return {
        ...draft,
        name:
          [
            `机密★10年 ${stem}`,
            `${stem}（机密）`,
            `【秘密】${stem}`,
            `某市委密电〔2031〕${w.int(1, 60)}号 ${stem}`,
            `绝密-${stem}`,
          ][index] ?? stem,
      }
    },
  },
  {
    id: 'E13',
    expected: 'block',
    reason: 'level in the properties',
    count: 6,
    formats: ['docx', 'html'],
    draft: (w, index) => ({
      ...paper(w),
      properties:
        [
          { 密级: '秘密', 保密期限: '5年' },
          { 密级: '机密' },
          { 备注: mark(w) },
          { 密级: '机密★10年' },
          { 涉密等级: '秘密' },
          { 关键词: '机密★20年' },
        ][index] ?? {},
    }),
  },
  {
    id: 'E14',
    expected: 'review',
    reason: 'forwards a classified paper, or holds back a classified attachment',
    count: 6,
    formats: prose,
    draft: (w, index) => {
      const draft = paper(w)
      const sentence = [
        '现将省某厅《某方案》（秘密级）转发给你们，请贯彻执行。',
        '附件涉密，另行印发。',
        '涉密文件另发，请派专人领取。',
        '具体名单通过机要渠道下发。',
        w.fill('现将{市}委办公室《关于{业务}的报告》（机密级）印发你们，请结合实际落实。'),
        '附件为机密级，请通过机要交换领取。',
      ][index]
      return { ...draft, body: [sentence ?? '', ...draft.body.slice(1)] }
    },
  },
  {
    id: 'E15',
    expected: 'block',
    reason: 'mark moved to the foot of the paper or into its title',
    count: 6,
    formats: prose,
    draft: (w, index) => {
      const draft = paper(w)
      return index % 2 === 0
        ? { ...draft, notes: [mark(w)] }
        : { ...draft, title: `${draft.title}（${mark(w)}）` }
    },
  },
  {
    id: 'E-deep',
    expected: 'block',
    reason: 'an attachment with a mark of its own, pages into the document',
    count: 4,
    formats: prose,
    draft: w => {
      const attachment = paper(w)
      return {
        ...paper(w),
        body: [...body(w, 8), ...body(w, 8), '附件2', mark(w), attachment.title, ...attachment.body],
      }
    },
  },
]
