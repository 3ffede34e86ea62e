/**
 * The eighty one-line examples of the domain notes (§7): the verdict for the line at its stated place.
 * Those marked `ocr` or `covered` are scans in life; here they are the part model that reading a scan gives.
 */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { verdictOf } from '../../src/detect/verdict.ts'
import type { Channel, Line, Part } from '../../src/document/document.ts'
import type { Verdict } from '../../src/document/screening.ts'
import { loadPacks } from '../../src/packs/load.ts'

const rules = compileRules(await loadPacks([]))

type Place = {
  channel?: Channel
  at?: 'top' | 'middle' | 'end'
  box?: [number, number, number, number]
  title?: string
  rows?: number
}

const before = [
  '安澜市某局关于某项工作的通知',
  '各科室：',
  '为做好某项工作，现将有关事项通知如下。',
  '一、提高认识。各科室要高度重视，加强组织领导。',
  '二、明确责任。各科室要按照职责分工抓好落实。',
  '三、按时完成。请于月底前报送工作情况。',
  '四、加强宣传。要通过多种形式开展宣传。',
  '五、总结经验。要及时总结好的做法。',
  '六、其他事项。未尽事宜另行通知。',
]

function documentOf(text: string, { channel = 'body', at = 'top', box, title, rows = 1 }: Place): Part[] {
  const line = (one: string, where: Channel = channel): Line => ({
    text: one,
    channel: where,
    box: null,
    confidence: where === 'ocr' ? 0.92 : 1,
  })
  const body = channel === 'ocr' ? 'ocr' : 'body'
  const filler = before.map((one): Line => line(one, body))
  const own = Array.from({ length: rows }, (_, row) => line(rows === 1 ? text : numbered(text, row)))
  if (box !== undefined) {
    const paper = filler.map((one, row): Line => ({ ...one, box: [80, 260 + row * 28, 430, 16] }))
    return [
      {
        label: 'page 1',
        page: 1,
        width: 595,
        height: 842,
        lines: [...own.map(one => ({ ...one, box })), ...paper],
      },
    ]
  }
  const lines =
    at === 'top'
      ? [...own, ...filler]
      : at === 'end'
        ? [...filler, ...own]
        : [...filler, ...own, ...filler.slice(3)]
  return [{ label: title ?? 'document', page: null, width: null, height: null, lines }]
}

/** A row with an identity number or card of its own: same shape, other person. */
function numbered(text: string, row: number): string {
  return text
    .replace(/\d{17}[\dX]/, match => withCheck(match.slice(0, 14) + String(100 + row)))
    .replace(/6222\d{15}/, match => withLuhn(match.slice(0, 14) + String(1000 + row)))
}

function withCheck(base: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(base[index]), 0)
  return base + '10X98765432'[sum % 11]
}

function withLuhn(base: string): string {
  for (let digit = 0; digit < 10; digit++) {
    const sum = [...`${base}${digit}`].reverse().reduce((total, character, index) => {
      const value = Number(character) * (index % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
    if (sum % 10 === 0) return `${base}${digit}`
  }
  return base
}

const positives: [id: string, verdict: Verdict, text: string, place?: Place][] = [
  ['EP01', 'block', '机密★20年', { box: [79, 145, 90, 16] }],
  ['EP02', 'block', '绝 密 ★ 长 期', { box: [79, 110, 110, 16] }],
  ['EP03', 'block', '秘密★6个月', { channel: 'header' }],
  ['EP04', 'block', '秘密★2031年12月31日'],
  ['EP05', 'block', '机密★会议开始前'],
  ['EP06', 'block', '绝密★启用前'],
  ['EP07', 'block', '秘　密☆5年', { box: [79, 145, 90, 16] }],
  ['EP08', 'block', '机密*10年'],
  ['EP09', 'block', '【秘密】'],
  ['EP10', 'block', '密级：机密　保密期限：10年'],
  ['EP11 (ocr)', 'block', '機 密 ★ 10 年', { channel: 'ocr' }],
  ['EP12', 'block', '秘\u200b密★10\u200b年', { at: 'middle' }],
  ['EP13', 'block', '绝密文件　严禁复制', { channel: 'watermark' }],
  ['EP14 (ocr)', 'block', '机密', { channel: 'ocr', box: [480, 90, 60, 28] }],
  ['EP15', 'block', '安澜市应急水源布点图（秘密★长期）', { at: 'middle' }],
  ['EP16', 'block', '（机密）二、点位坐标如下表。', { at: 'middle' }],
  ['EP17', 'block', '澜委密电〔2031〕7号', { box: [220, 250, 140, 16] }],
  ['EP18', 'block', '云岭省人民政府密传发电[2031] 15 号'],
  ['EP19 (ocr)', 'block', '安委办密传【2030】第 3 号', { channel: 'ocr' }],
  ['EP20 (ocr)', 'block', '密码电报　等级：特急　译传号 0388　总号 217', { channel: 'ocr' }],
  [
    'EP21 (ocr)',
    'review',
    '内部传真电报　发往：各县（市、区）　签批盖章：王某　等级：加急·明电　安机发 215 号',
    { channel: 'ocr' },
  ],
  ['EP22', 'review', '安政发电〔2031〕9号　特急'],
  ['EP23 (covered)', 'block', '000127', { box: [79, 110, 45, 16] }],
  ['EP24', 'review', '（共印80份）', { at: 'end' }],
  ['EP25', 'block', '（此件不予公开）', { at: 'end' }],
  ['EP26', 'review', '（此件依申请公开）', { at: 'end' }],
  ['EP27', 'review', '内部资料　注意保存'],
  ['EP28', 'block', '工作秘密　未经批准不得对外提供'],
  ['EP29', 'block', '会后收回　编号：36', { box: [400, 100, 120, 16] }],
  ['EP30', 'review', '仅供领导参阅，不得翻印、摘抄、扩大知悉范围'],
  ['EP31', 'block', '某某集团 核心商密▲5年'],
  ['EP32', 'block', '李某某　11010519491231002X　补贴1200元', { at: 'end', rows: 20 }],
  ['EP33', 'block', '王某　一卡通账号 6222020000000000018', { at: 'end', rows: 30 }],
  ['EP34', 'review', '现将省某厅《某方案》（秘密级）转发给你们，请贯彻执行。', { at: 'middle' }],
  ['EP35', 'review', '安澜市某局办公室　2031年3月2日翻印', { at: 'end' }],
  ['EP36', 'block', '某专项工作方案（机密）.pdf.docx', { channel: 'filename' }],
  ['EP37', 'block', '密级=秘密;保密期限=5年', { channel: 'metadata' }],
  ['EP38', 'block', 'TOP SECRET//SI//NOFORN', { channel: 'header' }],
  ['EP39', 'block', 'RESTREINT UE/EU RESTRICTED'],
  ['EP40', 'block', '極機密　本件至民國120年12月31日解密'],
]

const negatives: [id: string, verdict: Verdict, text: string, place?: Place][] = [
  ['EN01', 'pass', '国家秘密的密级分为绝密、机密、秘密三级。'],
  ['EN02', 'pass', '国家秘密标志形式为“密级★保密期限”，例如“机密★10年”。'],
  ['EN03', 'pass', '下列标注正确的是（　）A.秘密★5年　B.机密10年★'],
  ['EN04', 'pass', '绝密级国家秘密载体应当指定专人管理。'],
  ['EN05', 'pass', '招聘机要保密岗1名，负责涉密文件收发，须通过保密审查。'],
  ['EN06', 'pass', '投标人须具备涉密信息系统集成资质（乙级）。'],
  ['EN07', 'pass', '标注★的条款为实质性要求，不满足按无效投标处理。'],
  ['EN08', 'pass', '被告人犯故意泄露国家秘密罪，涉案文件经鉴定为秘密级国家秘密。'],
  ['EN09', 'review', '绝密★启用前　2021年初中毕业考试数学试卷'],
  ['EN10', 'pass', '电影《绝密行动》今日上映。'],
  ['EN11', 'pass', '该公司指控前员工窃取商业机密。'],
  ['EN12', 'pass', '商业秘密保护指引发布会'],
  ['EN13', 'pass', '她心里藏着一个小秘密。'],
  ['EN14', 'pass', '秘密★花园亲子民宿，评分4.8'],
  ['EN15', 'pass', '会场设秘密写票处。'],
  ['EN16', 'pass', '信息安全三要素：机密性、完整性、可用性。'],
  ['EN17', 'pass', '机密计算与机密容器方案'],
  ['EN18', 'pass', '密级：公开'],
  ['EN19', 'pass', '密级：□绝密 □机密 □秘密 ☑非密'],
  ['EN20', 'pass', '涉密状态：非涉密　公开属性：主动公开'],
  ['EN21', 'review', '密级：内部'],
  ['EN22', 'review', '机密（已解密）　某档案馆开放档案'],
  ['EN23', 'pass', '国务院办公厅通知　国办发明电〔2025〕7号'],
  ['EN24', 'pass', '安政办明电〔2031〕4号　（此件公开发布）'],
  ['EN25', 'pass', '新密政〔2031〕12号'],
  ['EN26', 'pass', '密政发〔2031〕3号'],
  ['EN27', 'pass', '国家密码管理局公告　国密局公告第36号'],
  ['EN28', 'pass', '云政秘〔2031〕45号　关于同意设立某园区的批复'],
  ['EN29', 'pass', '某某发电〔2031〕18号　关于机组检修的通知'],
  ['EN30', 'pass', '加强涉密电子设备和办公自动化设备管理'],
  ['EN31', 'pass', '产品说明书应当注明电梯类别。'],
  ['EN32', 'pass', '特急：请于今日17时前报送参会名单'],
  ['EN33', 'pass', '《某办法（征求意见稿）》面向社会公开征求意见'],
  ['EN34', 'pass', '办公楼内部装修工程招标公告'],
  ['EN35', 'pass', '李某　110105********002X'],
  ['EN36', 'pass', '联系人：张科长　0000-8888000'],
  ['EN37', 'pass', '统一社会信用代码：91110000MA00000000'],
  ['EN38', 'pass', '流水号 6222020000000000019'],
  ['EN39', 'pass', "The client_secret and the NATO Secretary General's speech"],
  [
    'EN40',
    'pass',
    'TLP:CLEAR  UNCLASSIFIED  Approved for public release; distribution is unlimited',
    { channel: 'footer' },
  ],
]

function verdict(text: string, place: Place = {}): Verdict {
  return verdictOf(detect(documentOf(text, place), rules, { language: 'zh', today: '2026-11-23' }), [])
}

describe('positives', () => {
  test.each(positives)('%s: %s %s', (_, expected, text, place) => expect(verdict(text, place)).toBe(expected))
})

describe('negatives, first in the document and among its paragraphs', () => {
  test.each(negatives)('%s: %s %s', (_, expected, text, place) => {
    expect(verdict(text, place)).toBe(expected)
    if (place === undefined && expected === 'pass') expect(verdict(text, { at: 'middle' })).toBe('pass')
  })
})

test('forty of each', () => expect([positives.length, negatives.length]).toEqual([40, 40]))
