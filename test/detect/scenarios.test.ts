/** The portal story: whole documents in, a verdict out. */
import { expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { verdictOf } from '../../src/detect/verdict.ts'
import type { Channel, Line, Part } from '../../src/document/document.ts'
import { loadPacks } from '../../src/packs/load.ts'

const rules = compileRules(await loadPacks([]))

/** A part without boxes, from `channel|text` or plain text. */
function plain(...lines: string[]): Part {
  return {
    label: 'document',
    page: null,
    width: null,
    height: null,
    lines: lines.map(line => {
      const [channel, text] = /^[a-z]+\|/.test(line) ? line.split('|', 2) : ['body', line]
      return { text: text as string, channel: channel as Channel, box: null, confidence: 1 }
    }),
  }
}

/** A recognised A4 page at 150 dpi: text with x, y and height in pixels. */
function scan(...rows: [text: string, x: number, y: number, height?: number][]): Part {
  const lines: Line[] = rows.map(([text, x, y, height = 32]) => ({
    text,
    channel: 'ocr',
    box: [x, y, text.length * height, height],
    confidence: 0.93,
  }))
  return { label: 'page 1', page: 1, width: 1240, height: 1754, lines }
}

function screen(...parts: Part[]) {
  const findings = detect(parts, rules, { language: 'zh', today: '2026-11-23' })
  return { findings, verdict: verdictOf(findings, []), rules: findings.map(({ rule }) => rule) }
}

test('a notice marked 秘密 in its corner is blocked', () => {
  const { verdict, findings } = screen(
    plain(
      'filename|通知.docx',
      '秘密',
      '某市某局关于做好某项工作的通知',
      '各科室：',
      '为做好某项工作，现将有关事项通知如下。',
    ),
  )
  expect(verdict).toBe('block')
  expect(findings[0]).toMatchObject({ rule: 'cn.mark.level-alone', match: '秘密', channel: 'body' })
})

test('a scanned circular whose only sign is a cipher-telegram number is blocked, at its place', () => {
  const { verdict, findings } = screen(
    scan(
      ['中共某市委办公室', 320, 220, 60],
      ['某市委密电[2021]15号', 420, 330],
      ['关于召开某会议的通知', 400, 470, 44],
      ['各区委：', 180, 560],
    ),
  )
  expect(verdict).toBe('block')
  expect(findings[0]).toMatchObject({
    rule: 'cn.number.cipher-telegram',
    match: '某市委密电[2021]15号',
    page: 1,
  })
  expect(findings[0]?.box?.[1]).toBe(330)
})

test.each(['机密★20年', '机密女20年', '机密妇20年', '机密*20年', '机密大2O年', '机密20年'])(
  'a meeting paper read as %s is blocked',
  mark => {
    const { verdict, rules: found } = screen(
      scan(
        [mark, 160, 270],
        ['会议材料', 520, 480, 60],
        ['会后归还', 980, 270],
        ['某项工作情况汇报', 380, 560, 50],
      ),
    )
    expect(verdict).toBe('block')
    expect(found.join(' ')).toMatch(/cn\.mark\.level-period/)
    expect(found).toContain('cn.handling.return')
  },
)

test('a mark typed into any part of a docx is found there', () => {
  for (const channel of [
    'header',
    'footer',
    'textbox',
    'comment',
    'footnote',
    'endnote',
    'table',
    'hidden',
    'covered',
    'watermark',
  ] as const) {
    const { verdict, findings } = screen(
      plain('某局通知', '正文第一段。', `${channel}|机密★20年`, '正文第二段。'),
    )
    expect([channel, verdict, findings[0]?.channel]).toEqual([channel, 'block', channel])
  }
  expect(screen(plain('某局通知', 'metadata|密级=秘密')).verdict).toBe('block')
})

test('ordinary papers pass', () => {
  expect(
    screen(
      plain(
        'filename|关于某项工作的通知.docx',
        '某市某局文件',
        '某局发〔2031〕12号',
        '关于做好某项工作的通知',
        '各科室：',
        '请严格遵守保密纪律，加强国家秘密、工作秘密和商业秘密管理。',
        '某市某局',
        '2031年5月6日',
        '（此件公开发布）',
      ),
    ).verdict,
  ).toBe('pass')
  expect(
    screen(
      plain(
        '国务院办公厅关于某年部分节假日安排的通知',
        '国办发明电〔2025〕7号',
        '各省、自治区、直辖市人民政府：',
        '现将放假安排通知如下。',
      ),
    ).verdict,
  ).toBe('pass')
})

test('an education article that quotes marks is not blocked', () => {
  const { verdict } = screen(
    plain(
      'title|保密常识：怎样识别国家秘密标志',
      '保密常识：怎样识别国家秘密标志',
      '国家秘密的密级分为绝密、机密、秘密三级。',
      '国家秘密标志由密级、标识符和保密期限组成，形式为“密级★保密期限”，例如“机密★20年”“秘密★10年”。',
      '绝密级国家秘密载体应当指定专人管理。',
      '标注为“绝密★长期”的文件，任何人不得擅自复制。',
      '（一）机密级事项的知悉范围应当限定到具体人员。',
    ),
  )
  expect(['pass', 'review']).toContain(verdict)
})

test('a paragraph that wraps before a level is no mark', () => {
  const { verdict } = screen({
    label: 'page 1',
    page: 1,
    width: 595,
    height: 842,
    lines: [
      {
        text: '根据有关规定，该项目的技术资料经某局保密委员会审定，其密级应当确定为',
        channel: 'body',
        box: [80, 300, 440, 16],
        confidence: 1,
      },
      { text: '机密', channel: 'body', box: [80, 324, 32, 16], confidence: 1 },
    ],
  })
  expect(verdict).toBe('pass')
})
