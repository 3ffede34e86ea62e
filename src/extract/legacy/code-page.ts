/** Windows code pages and font character sets, by which the formats of the nineties name their encodings. */

/** Encoding labels of the Encoding Standard by Windows code page. */
const labels: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  1201: 'utf-16be',
  10000: 'macintosh',
  10001: 'shift_jis',
  10002: 'big5',
  10003: 'euc-kr',
  10007: 'x-mac-cyrillic',
  10008: 'gb18030',
  20866: 'koi8-r',
  54936: 'gb18030',
  65001: 'utf-8',
}
for (let page = 1250; page <= 1258; page++) Object.assign(labels, { [page]: `windows-${page}` })

/** Code pages by character set of a font (wingdi.h, RTF 1.9.1 `\fcharset`). */
const charsets: Readonly<Record<number, number>> = {
  77: 10000,
  78: 10001,
  79: 10003,
  80: 10008,
  81: 10002,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
}

/** Code pages by language (MS-LCID), for files that name only the language of the program that wrote them. */
const languages: Readonly<Record<number, number>> = {
  1028: 950,
  1041: 932,
  1042: 949,
  1049: 1251,
  2052: 936,
  3076: 950,
  4100: 936,
  5124: 950,
}

/** The code page of a font's character set; undefined for the ones that follow the document (0, 1, 2 and unknown). */
export function codePageOfCharset(charset: number): number | undefined {
  return charsets[charset]
}

/** The code page of a language identifier; Western where it is not known. */
export function codePageOfLanguage(language: number): number {
  return languages[language] ?? 1252
}

const decoders = new Map<string, TextDecoder>()

/** Decodes bytes in a Windows code page; unknown pages are read as 1252, bytes without meaning become U+FFFD. */
export function decodeCodePage(bytes: Uint8Array, codePage: number): string {
  const label = labels[codePage] ?? 'windows-1252'
  let decoder = decoders.get(label)
  if (!decoder) {
    decoder = new TextDecoder(label)
    decoders.set(label, decoder)
  }
  return decoder.decode(bytes)
}
