/** V: the spellings and damage that marks have in practice. */
import { type Case, prose } from '../draft.ts'
import { paper, redHeaded } from '../prose.ts'

const levels = ['绝密', '机密', '秘密']
const numerals = ['一', '二', '三', '五', '六', '十', '十五', '二十', '三十']
const stars = [...'☆✩✪✫✬✭✮✯✰⋆⭐🌟*＊∗✱✲✶※▲●◆']

export const variantCases: readonly Case[] = [
  {
    id: 'V1',
    expected: 'block',
    reason: 'another character in place of the star',
    count: stars.length,
    formats: prose,
    draft: (w, index) => ({ ...paper(w), top: [`${w.pick(levels)}${stars[index]}${w.int(1, 20)}年`] }),
  },
  {
    id: 'V1b',
    expected: 'block',
    reason: 'star lost or turned into something else',
    count: 7,
    formats: prose,
    draft: (w, index) => {
      const lost = ['', ' ', '　', '\u{F0AB}', '\u{FFFD}', '□', ' ? '][index]
      return { ...paper(w), top: [`${w.pick(levels)}${lost}${w.int(2, 20)}年`] }
    },
  },
  {
    id: 'V2',
    expected: 'block',
    reason: 'spaces inside the mark',
    count: 8,
    formats: prose,
    draft: (w, index) => {
      const space = ['　', ' ', '\u{A0}', '\u{2002}', '\u{2003}', '  ', '\t', '\u{2009}'][index] ?? ' '
      const level = [...w.pick(levels)].join(space)
      return {
        ...paper(w),
        top: [w.pick([`${level}★${w.int(3, 20)}年`, `${level}${space}★${space}长${space}期`])],
      }
    },
  },
  {
    id: 'V2',
    expected: 'block',
    reason: 'one character a line',
    count: 3,
    formats: ['txt', 'docx', 'html'],
    draft: w => ({ ...paper(w), top: [...w.pick(levels), '★', ...w.pick(['十年', '长期', '五年'])] }),
  },
  {
    id: 'V3',
    expected: 'block',
    reason: 'traditional or variant characters',
    count: 6,
    formats: ['txt', 'html', 'docx'],
    draft: (w, index) => ({
      ...paper(w),
      top: [
        ['機密★10年', '祕密★5年', '絕密★長期', '機密★6個月', '祕 密 ★ 五 年', '機密☆二十年'][index] ?? '',
      ],
    }),
  },
  {
    id: 'V3b',
    expected: 'block',
    reason: 'radicals that a PDF copy leaves in place of characters',
    count: 3,
    formats: ['txt', 'html', 'docx'],
    draft: (w, index) => ({
      ...paper(w),
      top: [['机密★\u{2ED3}期', '秘密★6个\u{2F49}', '绝密★\u{2FA7}期'][index] ?? ''],
    }),
  },
  {
    id: 'V4',
    expected: 'block',
    reason: 'a bare level in brackets, alone on its line',
    count: 8,
    formats: prose,
    draft: (w, index) => {
      const [open, close] = ['[]', '【】', '（）', '〔〕', '<>', '「」', '()', '［］'][index] ?? '[]'
      return { ...paper(w), top: [`${open}${w.pick(levels)}${close}`] }
    },
  },
  {
    id: 'V5',
    expected: 'block',
    reason: 'a field whose value is a level',
    count: 8,
    formats: prose,
    draft: (w, index) => {
      const label = ['密级', '密　级', '涉密等级', '保密级别', '保密等级', '密级', '文件密级', '密级'][index]
      const value = [w.pick(levels), `${w.pick(levels)}　保密期限：${w.int(3, 20)}年`, `${w.pick(levels)}级`][
        index % 3
      ]
      return { ...paper(w), top: [`${label}${w.pick(['：', ':', '： '])}${value}`] }
    },
  },
  {
    id: 'V5',
    expected: 'block',
    reason: 'a field of a table whose value is a level',
    count: 4,
    formats: ['html', 'docx', 'csv'],
    draft: w => ({
      title: w.fill('{项目}档案著录表'),
      table: [
        ['题名', '责任者', '日期', '密级', '保管期限'],
        [paper(w).title, w.fill('{市}{局}'), w.fill('{日}'), w.pick(levels), w.pick(['永久', '30年'])],
      ],
      body: [],
    }),
  },
  {
    id: 'V6',
    expected: 'block',
    reason: 'Chinese or full-width numerals',
    count: 7,
    formats: prose,
    draft: (w, index) => ({
      ...redHeaded(w),
      top: [
        `${w.pick(levels)}★${index % 2 === 0 ? w.pick(numerals) : w.pick(['１０', '２０', '５', '３０'])}年`,
      ],
    }),
  },
  {
    id: 'V-mixed',
    expected: 'block',
    reason: 'several variants at once',
    count: 6,
    formats: ['txt', 'html', 'docx'],
    draft: (w, index) => ({
      ...paper(w),
      top: [
        [
          '秘　密☆十年',
          '機 密 * 1 0 年',
          '【绝　密】★长期',
          '机密 ☆ 二十 年',
          '[祕密★５年]',
          '絕 密 ＊ 三十年',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'V8',
    expected: 'review',
    reason: 'CONFIDENTIAL on a Chinese company paper means trade-confidential',
    count: 3,
    formats: prose,
    draft: w => ({ ...paper(w), top: ['CONFIDENTIAL'], closing: [w.fill('{公司}'), w.fill('{日}')] }),
  },
]
