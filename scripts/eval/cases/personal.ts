/**
 * P: personal data. Numbers are valid in form and belong to nobody: ID numbers use county code 9999, which is
 * assigned nowhere; bank cards a zeroed account; mobiles the unassigned prefix 154.
 */
import type { Case, Writer } from '../draft.ts'
import { body, paper, people } from '../prose.ts'

const sheets = ['csv', 'html', 'docx', 'txt', 'pdf'] as const

function idNumber(w: Writer, birthYear = w.int(1945, 1995)): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const digits = `${w.pick(['11', '13', '33', '44', '51'])}9999${birthYear}${two(w.int(1, 12))}${two(w.int(1, 28))}${w.int(100, 999)}`
  // GB 11643: weighted sum modulo 11.
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}

function luhn(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return (10 - (sum % 10)) % 10
}
function card(w: Writer): string {
  const digits = `62220200000000${w.int(1000, 9999)}`
  return `${digits}${luhn(digits)}`
}
/** Looks like a card number, but for its check digit. */
function noCard(w: Writer): string {
  const number = card(w)
  return `${number.slice(0, -1)}${(Number(number.at(-1)) + w.int(1, 9)) % 10}`
}
const mobile = (w: Writer) => `154${w.int(10_000_000, 99_999_999)}`
const masked = (id: string) => `${id.slice(0, 6)}********${id.slice(14)}`

function list(w: Writer, columns: readonly string[], rows: number, cells: (name: string) => string[]) {
  return [
    ['序号', '姓名', ...columns],
    ...people(w, rows).map((name, n) => [String(n + 1), name, ...cells(name)]),
  ]
}
const subsidy = (w: Writer) =>
  w.fill('{县}{低保金|危房改造补助|高龄津贴|公租房保障|残疾人补贴|退役军人优待}发放{公示|名单|花名册}')

export const personalCases: readonly Case[] = [
  {
    id: 'P1',
    expected: 'block',
    reason: 'list with full ID numbers',
    count: 10,
    formats: sheets,
    draft: w => ({
      title: subsidy(w),
      table: list(w, ['身份证号', '所在村', '金额（元）'], w.int(4, 12), () => [
        idNumber(w),
        w.fill('{村}'),
        w.fill('{数}'),
      ]),
      body: [],
    }),
  },
  {
    id: 'P1',
    expected: 'block',
    reason: 'full ID numbers in running text',
    count: 4,
    formats: ['txt', 'html', 'docx', 'pdf'],
    draft: w => ({
      title: w.fill('送达公告'),
      body: people(w, 4).map(name => `${name}，身份证号码${idNumber(w)}，经多次联系未果，现依法公告送达。`),
      closing: [w.fill('{市}{局}'), w.fill('{日}')],
    }),
  },
  {
    id: 'P1',
    expected: 'block',
    reason: 'ID numbers with spaces or a full-width or small X',
    count: 4,
    formats: sheets,
    draft: (w, index) => ({
      title: subsidy(w),
      table: list(w, ['证件号码'], 6, () => {
        const id = idNumber(w)
        return [
          index % 2 === 0
            ? `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`
            : id.replace('X', index === 1 ? 'Ｘ' : 'x'),
        ]
      }),
      body: [],
    }),
  },
  {
    id: 'P1',
    expected: 'review',
    reason: 'one full ID number',
    count: 5,
    formats: ['txt', 'html', 'docx', 'pdf'],
    draft: w => {
      const draft = paper(w)
      return { ...draft, body: [...draft.body, w.fill(`当事人{人}，身份证号${idNumber(w)}，住{县}{镇}。`)] }
    },
  },
  {
    id: 'P1b',
    expected: 'review',
    reason: 'labelled as ID numbers, but the check digit is wrong',
    count: 3,
    formats: sheets,
    draft: w => ({
      title: subsidy(w),
      table: list(w, ['身份证号'], 5, () => {
        const id = idNumber(w)
        return [`${id.slice(0, 17)}${id.endsWith('1') ? '2' : '1'}`]
      }),
      body: [],
    }),
  },
  {
    id: 'P9',
    expected: 'block',
    reason: 'children under fourteen',
    count: 3,
    formats: sheets,
    draft: w => ({
      title: w.fill('{县}实验小学一年级新生名单'),
      table: list(w, ['性别', '身份证号', '监护人'], w.int(2, 6), () => [
        w.pick(['男', '女']),
        idNumber(w, w.int(2018, 2020)),
        w.fill('{人}'),
      ]),
      body: [],
    }),
  },
  {
    id: 'P4',
    expected: 'block',
    reason: 'list with bank cards of people',
    count: 5,
    formats: sheets,
    draft: w => ({
      title: subsidy(w),
      table: list(w, ['开户行', '一卡通账号', '金额（元）'], w.int(4, 9), () => [
        w.fill('{县}农商行'),
        card(w),
        w.fill('{数}'),
      ]),
      body: [],
    }),
  },
  {
    id: 'P3',
    expected: 'review',
    reason: 'duty list with personal mobiles',
    count: 5,
    formats: sheets,
    draft: w => ({
      title: w.fill('{镇}{防汛|防火|节假日}值班表'),
      table: list(w, ['职务', '手机号码'], w.int(4, 9), () => [
        w.pick(['主任', '副主任', '干事', '网格员']),
        mobile(w),
      ]),
      body: [],
    }),
  },
  {
    id: 'P6',
    expected: 'review',
    reason: 'list with passport numbers',
    count: 3,
    formats: sheets,
    draft: w => ({
      title: w.fill('{学校}赴外交流师生名单'),
      table: list(w, ['护照号码'], w.int(4, 7), () => [`E${w.int(10_000_000, 99_999_999)}`]),
      body: [],
    }),
  },
  {
    id: 'P7',
    expected: 'block',
    reason: 'disability certificates hold the ID number',
    count: 3,
    formats: sheets,
    draft: w => ({
      title: w.fill('{县}残疾人两项补贴发放表'),
      table: list(w, ['残疾证号', '等级'], w.int(4, 8), () => [
        `${idNumber(w)}${w.int(1, 7)}${w.int(1, 4)}`,
        w.pick(['一级', '二级']),
      ]),
      body: [],
    }),
  },
  {
    id: 'P2-N',
    expected: 'pass',
    reason: 'list with masked numbers',
    count: 8,
    formats: sheets,
    draft: (w, index) => ({
      title: subsidy(w),
      table: list(w, ['身份证号', '金额（元）'], w.int(4, 10), () => {
        const id = idNumber(w)
        return [
          index % 3 === 2
            ? `${id.slice(0, 2)}*************${id.slice(15)}`
            : index % 3 === 1
              ? masked(id).replaceAll('*', 'X')
              : masked(id),
          w.fill('{数}'),
        ]
      }),
      body: [],
    }),
  },
  {
    id: 'P3-N',
    expected: 'pass',
    reason: 'contact numbers of an office',
    count: 6,
    formats: ['txt', 'html', 'docx', 'pdf'],
    draft: w => {
      const draft = paper(w)
      return {
        ...draft,
        body: [
          ...draft.body,
          w.fill(
            `联系人：{姓}{科长|主任|老师}　电话：0000-88{10-99}{100-999}${w.pick(['', `、${mobile(w)}`])}`,
          ),
        ],
      }
    },
  },
  {
    id: 'P5-N',
    expected: 'pass',
    reason: 'long numbers that are no ID numbers',
    count: 6,
    formats: sheets,
    draft: (w, index) => ({
      title: w.fill('{市}{行政许可|项目备案|企业信用|设备采购}信息公示'),
      table: [
        [
          '序号',
          '企业名称',
          ['统一社会信用代码', '流水号', '不动产单元号', '档案号', '订单编号', '统一社会信用代码'][index] ??
            '',
        ],
        ...Array.from({ length: w.int(4, 9) }, (_, n) => [
          String(n + 1),
          w.fill('{公司}'),
          [
            `91${w.int(110000, 659999)}MA0${w.int(10, 99)}X${w.int(10, 99)}K${w.int(1, 9)}`,
            noCard(w),
            `${w.int(110000, 650000)}00${w.int(1000, 9999)}GB0000${w.int(1, 9)}F0001000${w.int(1, 9)}`,
            `AL-2031-${w.int(100000, 999999)}-${w.int(1000, 9999)}`,
            `2031${w.int(10, 12)}99${w.int(1000000000, 9999999999)}`,
            `12${w.int(110000, 659999)}MB1${w.int(1000, 9999)}${w.int(10, 99)}G`,
          ][index] ?? '',
        ]),
      ],
      body: [],
    }),
  },
  {
    id: 'P-N',
    expected: 'pass',
    reason: 'names and scores only',
    count: 5,
    formats: sheets,
    draft: w => ({
      title: w.fill('{市}{局}公开招聘{笔试|面试|总}成绩公示'),
      table: list(w, ['准考证号', '成绩'], w.int(5, 12), () => [
        `2031${w.int(10000, 99999)}`,
        `${w.int(55, 92)}.${w.int(0, 9)}`,
      ]),
      body: [],
    }),
  },
  {
    id: 'P4-N',
    expected: 'pass',
    reason: 'an organisation’s own account for deposits',
    count: 3,
    formats: ['txt', 'html', 'docx', 'pdf'],
    draft: w => ({
      title: w.fill('{项目}施工招标公告'),
      body: [
        ...body(w, 2),
        w.fill(
          `投标保证金{2|5|10}万元，开户名称：{市}公共资源交易中心，开户行：{市}商业银行，账号：80{1000-9999}{1000-9999}{1000-9999}。`,
        ),
      ],
    }),
  },
]
