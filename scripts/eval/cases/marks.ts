/** M: national-secret marks in a mark's place, in all lawful forms. */
import { type Case, prose } from '../draft.ts'
import { body, paper, post, redHeaded, title } from '../prose.ts'

const levels = ['绝密', '机密', '秘密']

export const markCases: readonly Case[] = [
  {
    id: 'M1',
    expected: 'block',
    reason: 'level ★ years at the top left',
    count: 10,
    formats: prose,
    draft: w => ({ ...redHeaded(w), top: [`${w.pick(levels)}★${w.int(1, 30)}年`] }),
  },
  {
    id: 'M1',
    expected: 'block',
    reason: 'copy number, mark and urgency stacked',
    count: 5,
    formats: prose,
    draft: w => ({
      ...redHeaded(w),
      top: [w.fill('000{100-999}'), `${w.pick(levels)}★${w.int(1, 20)}年`, w.pick(['特急', '加急'])],
    }),
  },
  {
    id: 'M2b',
    expected: 'block',
    reason: 'period in months',
    count: 4,
    formats: prose,
    draft: w => ({ ...paper(w), top: [`秘密★${w.int(1, 11)}个月`] }),
  },
  {
    id: 'M2c',
    expected: 'block',
    reason: 'period 长期',
    count: 4,
    formats: prose,
    draft: w => ({ ...paper(w), top: [`${w.pick(levels)}★长期`] }),
  },
  {
    id: 'M2d',
    expected: 'block',
    reason: 'a date after the star',
    count: 5,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [w.fill(`${w.pick(levels)}★20{31-49}年{1-12}月{1-28}日{|解密|前}`)],
    }),
  },
  {
    id: 'M2e',
    expected: 'block',
    reason: 'an event after the star',
    count: 7,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [
        `${w.pick(levels)}★${w.pick(['会议开始前', '公布前', '发布前', '评标结束前', '方案公布后', '工程竣工时解密', '启用前'])}`,
      ],
    }),
  },
  {
    id: 'M3',
    expected: 'block',
    reason: 'star with nothing after it',
    count: 4,
    formats: prose,
    draft: w => ({ ...paper(w), top: [`${w.pick(levels)}★`] }),
  },
  {
    id: 'M4',
    expected: 'block',
    reason: 'period above the maximum is still a mark',
    count: 3,
    formats: prose,
    draft: w => ({ ...paper(w), top: [w.pick(['秘密★30年', '秘密★15年', '机密★50年', '绝密★60年'])] }),
  },
  {
    id: 'M5',
    expected: 'review',
    reason: 'period has run out; the release still has to be checked',
    count: 3,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [`秘密★${w.int(1, 5)}年`],
      closing: [w.fill('{市}{局}'), `200${w.int(1, 9)}年3月8日`],
    }),
  },
  {
    id: 'M-bare',
    expected: 'block',
    reason: 'a bare level alone on the first line',
    count: 6,
    formats: prose,
    draft: w => ({ ...redHeaded(w), top: [w.pick(levels)] }),
  },
  {
    id: 'M7',
    expected: 'block',
    reason: 'star misused for something that is no state secret',
    count: 5,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [w.pick(['内部★1年', '内部★长期', '工作秘密★3年', '工作秘密★', '内部▲2年'])],
    }),
  },
  {
    id: 'M9b',
    expected: 'block',
    reason: 'a map carries its mark after or under the title',
    count: 5,
    formats: prose,
    draft: (w, index) => {
      const map = w.fill('{市}{应急水源|地下管线|通信基站|油库|桥梁隧道}分布图')
      const mark = `${w.pick(['秘密', '机密'])}★${w.pick(['长期', '10年', '20年'])}`
      const note = [w.fill('比例尺 1:{2000|5000|10000}　坐标系：{市}独立坐标系'), '图例见右下角。']
      return index % 2 === 0
        ? { title: `${map}（${mark}）`, body: note }
        : { title: map, below: [mark], body: note }
    },
  },
  {
    id: 'M10',
    expected: 'block',
    reason: 'a level in brackets before its paragraph',
    count: 6,
    formats: prose,
    draft: w => {
      const draft = paper(w)
      const at = w.int(1, draft.body.length - 1)
      const mark = w.pick(['（机密）', '（秘密）', '【秘密】', '（绝密）', '[机密]'])
      return { ...draft, body: draft.body.map((text, index) => (index === at ? `${mark}${text}` : text)) }
    },
  },
  {
    id: 'M10',
    expected: 'block',
    reason: 'a sentence that names the secret items of this paper',
    count: 3,
    formats: prose,
    draft: w => ({
      ...paper(w),
      notes: [
        w.pick([
          '密点：第二部分的点位坐标，机密★10年。',
          '密点：本方案第三条、第五条（秘密★5年）',
          '本文件第二部分为秘密★5年，其余部分可以公开。',
        ]),
      ],
    }),
  },
  {
    id: 'M11',
    expected: 'block',
    reason: 'cover of a collection',
    count: 3,
    formats: prose,
    draft: w => ({
      title: w.fill('{市}{业务}文件汇编'),
      top: [`${w.pick(levels)}★${w.int(5, 20)}年`],
      body: [
        '目录',
        ...Array.from({ length: w.int(3, 6) }, (_, n) => `${n + 1}. ${title(w)}`),
        w.fill('{市}{局}编印'),
      ],
    }),
  },
  {
    id: 'M13',
    expected: 'block',
    reason: 'mark prominently below the title',
    count: 4,
    formats: prose,
    draft: w => ({ ...paper(w), below: [`${w.pick(levels)}★${w.int(3, 20)}年`] }),
  },
  {
    id: 'M-post',
    expected: 'block',
    reason: 'the mark is the first line of a post',
    count: 4,
    formats: ['html', 'txt'],
    draft: w => {
      const draft = post(w)
      return { ...draft, body: [`${w.pick(levels)}★${w.int(1, 20)}年`, ...draft.body] }
    },
  },
  {
    id: 'M18',
    expected: 'review',
    reason: 'released, but the mark still stands there',
    count: 4,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [w.pick(['机密（已解密）', '秘密★5年　解密', '秘密（已解密）', '机密★10年（已解密）'])],
    }),
  },
  {
    id: 'M-table',
    expected: 'block',
    reason: 'the mark fills a cell of the table at the head',
    count: 4,
    formats: ['html', 'docx', 'csv'],
    draft: w => ({
      title: w.fill('{项目}任务书'),
      table: [
        ['项目名称', w.fill('{项目}'), '密级', `${w.pick(levels)}★${w.int(3, 20)}年`],
        ['承担单位', w.fill('{公司}'), '负责人', w.fill('{人}')],
        ['起止时间', w.fill('{日}'), '经费（万元）', w.fill('{数}')],
      ],
      body: body(w, 2),
    }),
  },
]
