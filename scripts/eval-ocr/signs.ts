/** The signs that a page of the corpus may bear: marks in all lawful forms, cipher-telegram numbers, handling phrases. */
import type { Chance } from './chance.ts'

export const levels = ['绝密', '机密', '秘密'] as const
export type Level = (typeof levels)[number]

/** What a reader has to find. `category` is that of the finding. */
export interface Sign {
  readonly category: 'classification' | 'telegram' | 'phrase'
  readonly text: string
  /** Of marks only. */
  readonly level: Level | null
  /** Which way of writing, for the report. */
  readonly form: string
}

const events = [
  '启用前',
  '公布前',
  '发布前',
  '会议开始前',
  '考试结束前',
  '评标结束前',
  '方案公布前',
  '开标前',
] as const

/** Period forms of 《国家秘密文件、资料和其他物品标志的规定》, and the spellings that offices use (domain M1–M3, V2, V4). */
const forms: readonly [string, (level: Level, chance: Chance) => string][] = [
  ['years', (level, c) => `${level}★${c.int(1, { 绝密: 30, 机密: 20, 秘密: 10 }[level])}年`],
  ['long', level => `${level}★长期`],
  ['years', (level, c) => `${level}★${c.pick({ 绝密: [30, 20], 机密: [20, 10], 秘密: [10, 5] }[level])}年`],
  ['months', (level, c) => `${level}★${c.int(1, 11)}个月`],
  ['alone', level => level],
  ['years', (level, c) => `${level}★${c.int(1, { 绝密: 30, 机密: 20, 秘密: 10 }[level])}年`],
  ['spaced', (level, c) => `${level[0]}　${level[1]}★${c.int(1, 10)}年`],
  ['event', (level, c) => `${level}★${c.pick(events)}`],
  ['date', (level, c) => `${level}★20${c.int(32, 49)}年${c.int(1, 12)}月${c.int(1, 28)}日`],
  ['bracketed', level => `【${level}】`],
  ['years', (level, c) => `${level}★${c.int(1, { 绝密: 30, 机密: 20, 秘密: 10 }[level])}年`],
  ['spaced', level => `${level[0]} ${level[1]} ★ 长 期`],
  ['open', level => `${level}★`],
  ['bracketed', (level, c) => `（${level}★${c.int(1, 10)}年）`],
  ['alone', level => `${level[0]}　${level[1]}`],
]

/** The n-th mark of a class: levels and forms in turn, so that a small class holds them all. */
export function mark(chance: Chance, turn: number): Sign {
  const level = levels[turn % levels.length] as Level
  // 7 has no factor in common with the number of forms: every form comes once in as many turns.
  const [form, write] = forms[
    (turn * 7 + Math.floor(turn / levels.length)) % forms.length
  ] as (typeof forms)[0]
  return { category: 'classification', text: write(level, chance), level, form }
}

/** A level alone, for stamps. */
export function bareLevel(turn: number): Sign {
  const level = levels[turn % levels.length] as Level
  return { category: 'classification', text: level, level, form: 'alone' }
}

const ciphers = ['密电', '密传', '密电', '密传发电', '密电'] as const

/** A number whose series says that the paper went out as a cipher telegram (domain T3). */
export function telegramNumber(chance: Chance, turn: number): Sign {
  const organ = chance.fill('{安委|云委|澜委办|某市委|平委|江原省委|安政|望海市委}')
  const year = chance.fill('{年}')
  const [open, close] = chance.pick([
    ['〔', '〕'],
    ['〔', '〕'],
    ['［', '］'],
    ['(', ')'],
  ] as const)
  const text = `${organ}${ciphers[turn % ciphers.length]}${open}${year}${close}${chance.int(1, 80)}号`
  return { category: 'telegram', text, level: null, form: 'number' }
}

const phrases = [
  (c: Chance) => `会后收回　编号：${c.int(1, 99)}`,
  (c: Chance) => `会后归还　编号：${String(c.int(1, 99)).padStart(3, '0')}`,
  () => '阅后退回',
  (c: Chance) => `（会后收回）　编号：${c.int(10, 99)}`,
  () => '内部资料　注意保存',
  () => '阅后即焚',
  () => '（此件不予公开）',
  () => '会后清退',
] as const

/** A handling phrase in a mark's place (domain H2, H4, H7). */
export function handlingPhrase(chance: Chance): Sign {
  const write = chance.pick(phrases)
  return { category: 'phrase', text: write(chance), level: null, form: 'phrase' }
}
