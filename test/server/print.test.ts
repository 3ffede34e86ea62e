/** Times and places on printed forms, as the people read them who sign them. */
import { afterAll, describe, expect, it } from 'vitest'
import { partLabel } from '../../src/report/part-label.ts'
import { printedTime } from '../../src/server/print/printed-time.ts'

const zone = process.env.TZ
afterAll(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

describe('a printed form', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-27 01:53 (UTC+08:00)'],
    ['UTC', '2026-11-26 17:53 (UTC+00:00)'],
    ['America/St_Johns', '2026-11-26 14:23 (UTC-03:30)'],
  ])('tells the time of %s', (place, time) => {
    process.env.TZ = place
    expect(printedTime('2026-11-26T17:53:43.736Z')).toBe(time)
  })

  it('names places in its language', () => {
    expect(partLabel('附件.zip › 公示.xlsx › sheet 公示 › picture 2', 'zh')).toBe(
      '附件.zip › 公示.xlsx › 工作表 公示 › 图片 2',
    )
    expect(partLabel('page 1', 'zh')).toBe('第 1 页')
    expect(partLabel('page 1', 'en')).toBe('page 1')
  })
})
