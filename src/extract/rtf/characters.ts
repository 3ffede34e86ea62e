/** Characters that RTF writes as control words or symbols (RTF 1.9.1, "Special characters"). */
const words: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  zwj: '\u200d',
  zwnj: '\u200c',
  zwbo: '\u200b',
  zwnbo: '\u2060',
}
const symbols: Readonly<Record<string, string>> = {
  '~': '\u00a0',
  _: '\u2011',
  '{': '{',
  '}': '}',
  '\\': '\\',
}

export function characterOfWord(word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined
}

export function characterOfSymbol(symbol: string): string | undefined {
  return Object.hasOwn(symbols, symbol) ? symbols[symbol] : undefined
}

/** `\uN` is a signed 16-bit number; some writers give code points beyond it. */
export function characterOfNumber(value: number): string {
  const code = value < 0 ? value + 0x10000 : value
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
