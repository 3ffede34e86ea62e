/**
 * The document number 发文字号: issuer code, year in brackets, running number (GB/T 9704-2012 cl. 7.2.5; domain T1–T2).
 * Which codes betray a cipher telegram is the rules' business.
 */
import { decode } from '../fold/view.ts'
import { atLineEnd, before, firstLine, lineAt, type Site, wideGapAt } from '../site.ts'

export interface NumberReading extends Site {
  /** What stands before the code: 某市委; may hold words of the sentence when the number is cited. */
  readonly issuer: string
  readonly year: string | null
  readonly certainty: number
}

const year = '(?:(?:19|20) ?\\d ?\\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}|\\d\\d)'
const serial =
  '-? ?(?:第|No\\.?)? ?(?<serial>\\d(?: ?\\d){0,4}|[〇零一二三四五六七八九十百]{1,5}) ?(?<sign>号)?'
const strict = new RegExp(
  `^[)\\]】]? ?字? ?[〔(\\[【{〈<《«〖「『] ?第?(?<year>${year}) ?年?[〕)\\]】}〉>》»〗」』] ?${serial}`,
)
/** OCR reads the hexagonal brackets as other brackets, as 1, l, I or C, or loses them. */
const recognised =
  /^字? ?[〔([【{〈<《«〖1lIiLCcfFtrJ|!厂匚『「"“'‘`.,，]{0,2} ?第?(?<year>(?:19|20)\d\d) ?年?[〕)\]】}〉>》»〗1lIiJjDd|!7了丁』」"”'’`.,，]{0,2} ?第?(?<serial>[0-9OolI]{1,5}) ?(?<sign>[号呈另昇])/
/** File names cannot hold every bracket: 某市委密电2021-15号. */
const named = /^字? ?[-_ .]?(?<year>(?:19|20)\d\d)(?:年|[-_ .]){1,2}第?(?<serial>\d{1,5}) ?(?<sign>号)?/
/** Brackets left out, half lost or replaced: 某市委密电2021年第15号, 某市委密电202115号. 号 must follow, and no house. */
const damaged =
  /^字? ?[〔([【{〈<《«〖「『“"'-]? ?第?(?<year>(?:19|20)\d\d) ?年?[〕)\]】}〉>》»〗」』”"'/_.-]? ?第? ?(?<serial>\d{1,5}) ?(?<sign>号)(?![楼院线馆门厅店地机房])/
/** The running number is cut off, blank or not yet given: 某市委密电〔2021〕 号. */
const unfinished =
  /^字? ?[〔([【] ?(?<year>(?:19|20)\d\d) ?年?(?:[〕)\]】] ?(?:第?[_ ×xX*]{0,6}(?<sign>号))?(?<serial>))?/
const yearless = /^字? ?(?:第? ?(?<serial>\d(?: ?\d){0,5})|第(?:[一二三四五六七八九十百]{1,5})) ?(?<sign>号)/
/** Words of the sentence that cites a number, before the issuer's own name. */
const citing =
  /^.*(?:根据|按照|依据|依照|贯彻|落实|遵照|执行|转发|收到|参照|关于|结合|学习|传达|对照|下发的|印发的|制发的)/u
const issuerRun = /[\p{Script=Han}A-Za-z×*○〇]{0,24}$/u

/** What a rule takes for a number besides the lawful form. */
export interface Leeway {
  /** Without a year: 某机发 215 号. */
  readonly yearless: boolean
  /** With damaged or absent brackets: 某市委密电2021年第15号. */
  readonly damaged: boolean
}

/** Reads the number whose code is at the site; null when it is only a word (涉密电子设备). */
export function readNumberAfter(
  code: Site,
  { yearless: allowYearless, damaged: allowDamaged }: Leeway,
): NumberReading | null {
  const { view, start, end } = code
  const { channel } = lineAt(view, firstLine(code))
  const rest = decode(view.codes, end, Math.min(view.length, end + 32))
  const found =
    strict.exec(rest) ??
    (channel === 'ocr' ? recognised.exec(rest) : null) ??
    (channel === 'filename' || channel === 'metadata' ? named.exec(rest) : null) ??
    (allowDamaged && !/[涉加解]/u.test(before(code, 1)) ? damaged.exec(rest) : null) ??
    (allowDamaged ? unfinishedNumber(code, rest) : null) ??
    (allowYearless ? yearless.exec(rest) : null)
  if (found === null) return null
  const issuer = issuerOf(code)
  return {
    view,
    start: start - issuer.length,
    end: end + found[0].trimEnd().length,
    issuer,
    year: found.groups?.year ?? null,
    certainty: found.groups?.sign === undefined ? 0.85 : 0.95,
  }
}

/** Its line or cell ends with it: in prose a year in brackets may be anything. */
function unfinishedNumber({ view, end }: Site, rest: string): RegExpExecArray | null {
  const found = unfinished.exec(rest)
  return found !== null && atLineEnd(view, end + found[0].trimEnd().length) ? found : null
}

/** The run of letters before the code, up to white space in the original. */
function issuerOf(code: Site): string {
  const all = issuerRun.exec(before(code, 24))?.[0] ?? ''
  const run = all.slice(citing.exec(all)?.[0].length ?? 0)
  for (let length = 0; length < run.length; length++) {
    const position = code.start - length
    if (length > 0 && wideGapAt(code.view, position)) return run.slice(run.length - length)
  }
  return run
}
