/**
 * Text in which the words of a mark mean something else (domain §4). Every test is local: it looks at the sentence
 * or the few characters around one match, never at the document (rule zero).
 */
import type { Trap } from '../../packs/schema.ts'
import { foldText } from '../fold/view.ts'
import { after, before, firstLine, lineText, type Site, sentence, textOf } from '../site.ts'

export type TrapTest = (site: Site, siblings: readonly string[]) => boolean

const quotes: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
]

const quotedStretch = /"[^"]*"|“[^”]*”|「[^」]*」|‘[^’]*’|『[^』]*』|《[^》]*》/gu
/** Nobody speaks about the words in quotes: a value in a program or a data file, a line of its own. */
function unspoken(left: string, site: Site, right: string): boolean {
  return !/\p{Script=Han}/u.test(`${left}${textOf(site)}${right}`.replaceAll(quotedStretch, ''))
}

function quoted(site: Site): boolean {
  const { before: left, after: right } = sentence(site)
  return isBetweenQuotes(site) && !unspoken(left, site, right)
}

function isBetweenQuotes(site: Site): boolean {
  const { before: left, after: right } = sentence(site)
  if (
    quotes.some(([open, close]) => left.lastIndexOf(open) > left.lastIndexOf(close) && right.includes(close))
  )
    return true
  // Straight quotes: an odd number before and one after.
  return left.split('"').length % 2 === 0 && right.includes('"')
}

function titled(site: Site): boolean {
  const { before: left, after: right } = sentence(site)
  const inTitle = left.lastIndexOf('《') > left.lastIndexOf('》') && right.includes('》')
  // 《机密★20年》 and nothing else names no work.
  return inTitle && !(textOf(site).includes('★') && unspoken(left, site, right))
}

/** Another level in the same sentence: 绝密、机密、秘密 are being explained. A real paper bears one. */
function enumerated(site: Site, siblings: readonly string[]): boolean {
  const { before: left, after: right } = sentence(site)
  const own = textOf(site)
  return siblings.some(one => !own.includes(one) && (left.includes(one) || right.includes(one)))
}

/** A. 秘密★5年, □秘密, （　）: one of several answers or boxes. */
function option(site: Site): boolean {
  const left = before(site, 40)
  if (
    /(?:^|[^A-Za-z])[A-H] ?[.、．:)\]】]? ?$/u.test(left) ||
    /(?:^|[^A-Za-z])[a-h] ?[.、．:)]$/u.test(left) ||
    /[①-⑩]$/u.test(left) ||
    /[□○][(“"]?$/u.test(left)
  )
    return true
  if (/^\(?[A-H] ?[.、．:)]/u.test(left)) return true
  const line = left + after(site, 60)
  return /\([ ]{0,4}\)/u.test(line) && /[A-D] ?[.、．]/u.test(line)
}

const templateWords = /××|[xX]{3,}|_{3,}|样式|示例|式样|填写|范例|模板|年月日$/u
const template = (site: Site) => {
  const { before: left, after: right } = sentence(site)
  return templateWords.test(left) || templateWords.test(right)
}

const negation =
  /(?:不|非|未|无|没有|不得|禁止|严禁|不准|不能|去掉|删除|取消)(?:属于|属|是|为|作|作出|标|标注|标有|涉及|含|有|使用)?[“"「]?$/u
const negated = (site: Site) => negation.test(before(site, 10))

const citing =
  /(?:根据|按照|依据|依照|贯彻|落实|遵照|执行|转发|印发|收到|关于|参照|见|按|经|接|如|由|以|将|对|在|和|与|及|》\(?|[，。；、,;:“”"])$/u
/** A number in a sentence: it is cited, not the paper's own. */
function citation(site: Site): boolean {
  const text = textOf(site)
  const left = before(site, 40)
  return citing.test(left) || /^(?:根据|按照|依据|依照|贯彻|落实|遵照|执行|转发|收到|参照|见|按)/u.test(text)
}

const named: Readonly<Record<Extract<Trap, string>, TrapTest>> = {
  quoted,
  titled,
  enumerated,
  option,
  template,
  negated,
  citation,
}

/** Makes a trap of a rule testable. */
export function compileTrap(trap: Trap): TrapTest {
  if (typeof trap === 'string') return named[trap]
  if ('before' in trap) {
    const words = trap.before.map(foldText)
    return site => {
      const left = sentence(site).before.slice(-trap.within)
      return words.some(word => left.includes(word))
    }
  }
  if ('after' in trap) {
    const words = trap.after.map(foldText)
    return site => {
      const right = sentence(site).after.slice(0, trap.within)
      return words.some(word => right.includes(word))
    }
  }
  if ('sentence' in trap) {
    const words = trap.sentence.map(foldText)
    return site => {
      const { before: left, after: right } = sentence(site)
      return words.some(word => left.includes(word) || right.includes(word))
    }
  }
  const words = trap.nearby.map(foldText)
  return site => {
    const line = firstLine(site)
    for (let at = line - trap.lines; at <= line + trap.lines; at++) {
      const text = lineText(site.view, at)
      if (text !== '' && words.some(word => text.includes(word))) return true
    }
    return false
  }
}
