/** N: papers and posts with nothing to find. */
import { type Case, prose } from '../draft.ts'
import { body, paper, people, post, redHeaded } from '../prose.ts'

export const ordinaryCases: readonly Case[] = [
  { id: 'N', expected: 'pass', reason: 'ordinary paper', count: 24, formats: prose, draft: w => paper(w) },
  {
    id: 'N',
    expected: 'pass',
    reason: 'ordinary red-headed paper',
    count: 24,
    formats: prose,
    draft: w => redHeaded(w),
  },
  { id: 'N', expected: 'pass', reason: 'ordinary post', count: 20, formats: prose, draft: w => post(w) },
  {
    id: 'N',
    expected: 'pass',
    reason: 'ordinary table',
    count: 12,
    formats: ['csv', 'html', 'docx', 'txt'],
    draft: w => ({
      title: w.fill('{市}{业务}项目进度表'),
      table: [
        ['序号', '项目', '责任单位', '负责人', '投资（万元）', '进度'],
        ...people(w, w.int(4, 12)).map((name, n) => [
          String(n + 1),
          w.fill('{项目}'),
          w.fill('{局}'),
          name,
          w.fill('{数}'),
          `${w.int(10, 100)}%`,
        ]),
      ],
      body: [],
    }),
  },
  {
    id: 'N',
    expected: 'pass',
    reason: 'long ordinary report of several pages',
    count: 6,
    formats: prose,
    draft: w => ({
      ...redHeaded(w),
      body: ['一、基本情况', ...body(w, 9), '二、主要做法', ...body(w, 9), '三、下一步打算', ...body(w, 9)],
    }),
  },
]
