/** T: document numbers, of cipher telegrams and of those that only look like them. */
import { type Case, prose } from '../draft.ts'
import { body, paper, post } from '../prose.ts'

const brackets = ['〔〕', '﹝﹞', '[]', '［］', '【】', '（）', '()', '〖〗', '{}', '〈〉']
const organs = [
  '某市委',
  '安澜市委办',
  '云委办',
  '安政办',
  '平府办',
  '云岭省人民政府办公厅',
  '澜委',
  '望海市防指',
]
const codes = ['密电', '密传', '密传发电', '密传电', '机密电', '绝密电']

export const numberCases: readonly Case[] = [
  {
    id: 'T3',
    expected: 'block',
    reason: 'own number is that of a cipher telegram',
    count: 12,
    formats: prose,
    draft: (w, index) => {
      const organ = w.pick(organs)
      const code = index < 6 ? '密电' : codes[index - 6]
      return {
        ...paper(w),
        head: `中共${organ}`,
        number: `${organ}${code}〔${w.fill('{年}')}〕${w.int(1, 90)}号`,
      }
    },
  },
  {
    id: 'T2',
    expected: 'block',
    reason: 'cipher-telegram number in another spelling',
    count: brackets.length,
    formats: prose,
    draft: (w, index) => {
      const [open, close] = brackets[index] ?? '〔〕'
      const serial = w.pick([
        `${w.int(1, 90)}号`,
        ` ${w.int(1, 90)} 号`,
        `第${w.int(1, 90)}号`,
        `0${w.int(10, 90)}号`,
      ])
      return {
        ...paper(w),
        number: `${w.pick(organs)}${w.pick(['密电', '密传'])}${open}${w.fill('{年}')}${close}${serial}`,
      }
    },
  },
  {
    id: 'T2',
    expected: 'block',
    reason: 'cipher-telegram number with spaces or a Chinese year',
    count: 4,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      number:
        [
          `某 市 委 密 电 〔 2031 〕 ${w.int(1, 60)} 号`,
          `安委密电〔二〇三一〕${w.int(1, 60)}号`,
          `云委密电　［2031］　第 ${w.int(1, 60)} 号`,
          `澜委办密传〔2030〕${w.int(1, 60)}`,
        ][index] ?? '',
    }),
  },
  {
    id: 'T3',
    expected: 'block',
    reason: 'cipher-telegram number in the field of the portal',
    count: 4,
    formats: ['html', 'docx', 'csv'],
    draft: w => ({
      title: '文件信息',
      table: [
        ['索引号', '发文机关', '文号', '成文日期'],
        [
          w.fill('AL{100-999}-{10-99}'),
          w.fill('{市}委办公室'),
          `${w.pick(organs)}密电〔2031〕${w.int(1, 80)}号`,
          w.fill('{日}'),
        ],
      ],
      body: body(w, 2),
    }),
  },
  {
    id: 'T3b',
    expected: 'review',
    reason: 'series of some organs for classified papers',
    count: 5,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      number:
        [
          `安委密发〔2031〕${w.int(1, 40)}号`,
          `云办密函〔2030〕${w.int(1, 40)}号`,
          `澜密字〔2031〕${w.int(1, 40)}号`,
          `机密字第${w.int(10, 90)}号`,
          `绝密〔2031〕${w.int(1, 40)}号`,
        ][index] ?? '',
    }),
  },
  {
    id: 'T4',
    expected: 'review',
    reason: 'a telegram that is not said to be plain',
    count: 5,
    formats: prose,
    draft: w => ({
      ...paper(w),
      number: `${w.pick(['安政发电', '云办发电', '澜府办发电', '平委发电', '临政办发电'])}〔${w.fill('{年}')}〕${w.int(1, 60)}号`,
    }),
  },
  {
    id: 'T6',
    expected: 'block',
    reason: 'form sheet of a cipher telegram',
    count: 4,
    formats: prose,
    draft: (w, index) => ({
      title: index % 2 === 0 ? '密码电报' : '密传发电',
      below: [],
      body: [
        w.fill('发电单位：{市}委办公室　　签批盖章：{人}'),
        w.fill(`等级：{特急|加急|特提}　　译传号 0{100-999}　　总号 {100-999}`),
        w.fill('发往：各县（市、区）委'),
        ...body(w, 3),
      ],
    }),
  },
  {
    id: 'T7',
    expected: 'review',
    reason: 'form sheet of a plain telegram that calls itself internal',
    count: 4,
    formats: prose,
    draft: w => ({
      title: w.pick(['内部传真电报', '内部明电']),
      body: [
        w.fill('发往：各县（市、区）　签批盖章：{人}　等级：{特急|加急}·明电　安机发 {100-999} 号'),
        ...body(w, 3),
      ],
    }),
  },
  {
    id: 'T13',
    expected: 'review',
    reason: 'own number of an internal party series',
    count: 3,
    formats: prose,
    draft: w => ({
      ...paper(w),
      number: `${w.pick(['厅字', '安委发', '云党组发'])}〔${w.fill('{年}')}〕${w.int(1, 40)}号`,
    }),
  },
  {
    id: 'T14',
    expected: 'review',
    reason: 'cites a cipher telegram and its subject',
    count: 5,
    formats: prose,
    draft: w => {
      const draft = paper(w)
      const cited = w.fill(
        `根据《关于{动词}{业务}工作的通知》（${w.pick(organs)}密电〔{年}〕{1-60}号）{要求|精神}，各单位已开展自查。`,
      )
      return { ...draft, body: [cited, ...draft.body.slice(1)] }
    },
  },
  {
    id: 'T5',
    expected: 'pass',
    reason: 'urgency says nothing about secrecy',
    count: 5,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [w.pick(['特急', '加急', '特　急', '平急', '特急：请于今日17时前报送参会名单'])],
    }),
  },
  {
    id: 'T8',
    expected: 'pass',
    reason: 'a plain telegram, published on purpose',
    count: 8,
    formats: prose,
    draft: w => ({
      ...paper(w),
      title: w.fill('关于{年}年{元旦|春节|清明节|劳动节|端午节|国庆节}放假安排的通知'),
      number: `${w.pick(['国办发明电', '安政办明电', '云政办发明电', '澜府办明电', '平政明电'])}〔${w.fill('{年}')}〕${w.int(1, 20)}号`,
      notes: w.pick([[], ['（此件公开发布）']]),
    }),
  },
  {
    id: 'T9',
    expected: 'pass',
    reason: '密 names an agency or a place',
    count: 10,
    formats: prose,
    draft: (w, index) => ({
      ...post(w),
      number:
        [
          `新密政〔2031〕${w.int(1, 60)}号`,
          `密政发〔2031〕${w.int(1, 60)}号`,
          `国密局公告第${w.int(10, 60)}号`,
          `云密局发〔2030〕${w.int(1, 60)}号`,
          `安密办〔2031〕${w.int(1, 20)}号`,
          `京密政函〔2031〕${w.int(1, 60)}号`,
          `高密政办发〔2031〕${w.int(1, 60)}号`,
          `国保发〔2030〕${w.int(1, 20)}号`,
          `密山政规〔2031〕${w.int(1, 20)}号`,
          `新密发〔2031〕${w.int(1, 20)}号`,
        ][index] ?? '',
    }),
  },
  {
    id: 'T10',
    expected: 'pass',
    reason: '秘 is the secretariat series',
    count: 4,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: w.fill('关于同意设立{县}{产业园|工业园|物流园}的批复'),
      number: `${w.pick(['云政秘', '安府秘', '平办秘', '澜政办秘'])}〔2031〕${w.int(1, 90)}号`,
    }),
  },
  {
    id: 'T10b',
    expected: 'pass',
    reason: '内 and 机 name a place or an agency',
    count: 4,
    formats: prose,
    draft: (w, index) => ({
      ...post(w),
      number:
        [
          `内政发〔2031〕${w.int(1, 60)}号`,
          `国管办发〔2030〕${w.int(1, 60)}号`,
          `安机管发〔2031〕${w.int(1, 60)}号`,
          `内府发〔2031〕${w.int(1, 60)}号`,
        ][index] ?? '',
    }),
  },
  {
    id: 'T11',
    expected: 'pass',
    reason: '发电 is power generation',
    count: 4,
    formats: prose,
    draft: w => ({
      title: w.fill('关于{1-6}号机组{检修|启动|技术改造}的通知'),
      number: `${w.pick(['恒岳发电', '安澜发电', '云岭国电', '启明发电'])}〔2031〕${w.int(1, 60)}号`,
      body: [
        w.fill('{1-6}号机组自{月日}起停机检修，电网调度已批准。检修期间由{1-6}号机组带基本负荷。'),
        ...body(w, 2),
      ],
      closing: [w.fill('{恒岳|安澜|启明}发电有限责任公司'), w.fill('{日}')],
    }),
  },
  {
    id: 'T12',
    expected: 'pass',
    reason: 'characters that only meet across a word border',
    count: 6,
    formats: prose,
    draft: w => {
      const draft = post(w)
      const accident = w.pick([
        '加强涉密电子设备和办公自动化设备管理，淘汰的涉密电脑由专人送销。',
        '产品说明书应当注明电梯类别、载重量和层站数。',
        '申请人应当提供证明电子版，与纸质证明具有同等效力。',
        '严禁在林区使用明火，照明电源应当加装保护开关。',
        '本公司在此声明电话推销与我方无关，请用户注意甄别。',
        '应急照明电池每季度检测一次，失效的及时更换。',
      ])
      return { ...draft, body: [accident, ...draft.body] }
    },
  },
  {
    id: 'T14',
    expected: 'pass',
    reason: 'cites an ordinary or a party paper',
    count: 6,
    formats: prose,
    draft: w => {
      const draft = paper(w)
      const cited = w.fill(
        `根据《关于{动词}{业务}工作的意见》（{安政发|中发|中办发|云委发|厅字|安澜政办函}〔{年}〕{1-60}号），制定本办法。`,
      )
      return { ...draft, body: [cited, ...draft.body.slice(1)] }
    },
  },
]
