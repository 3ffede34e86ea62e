/** Readable text inside data of an unknown layout: what a hex viewer would show. */

/** Letters, digits, punctuation, symbols such as ★ and CJK. */
const wide = /[\x20-\x7e\u2010-\u2027\u2500-\u26ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]{4,2000}/g
/** ASCII and the two-byte characters of GB 2312, its symbols included; bytes as latin-1. */
const narrow = /(?:[\x20-\x7e]|[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]){6,4000}/g
/** The three-byte characters of UTF-8, and ASCII between and behind them; bytes as latin-1. */
const utf8 = /(?:[\xe2-\xe9\xef][\x80-\xbf]{2}[\x20-\x7e]{0,80}){2,2000}/g
const gbk = new TextDecoder('gb18030')
const maxBytes = 16 * 2 ** 20

/** @returns runs of text with at least two letters; binary data gives some nonsense as well. */
export function stringsOf(bytes: Uint8Array): string[] {
  const start = Buffer.from(bytes.subarray(0, maxBytes))
  const found = new Set<string>()
  const latin1 = start.toString('latin1')
  for (const [run] of latin1.matchAll(narrow)) found.add(gbk.decode(Buffer.from(run, 'latin1')))
  for (const [run] of latin1.matchAll(utf8)) found.add(Buffer.from(run, 'latin1').toString())
  for (const aligned of [start, start.subarray(1)]) {
    for (const [run] of aligned.toString('utf16le').matchAll(wide)) found.add(run)
  }
  return [...found].map(text => text.trim()).filter(text => /\p{L}{2}/u.test(text))
}
