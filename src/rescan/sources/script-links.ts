/**
 * Addresses inside scripts and event handlers: `window.open('/u/1.doc')`, and the lists of articles that some
 * publishing systems send as markup or as JSON inside a script. What is put together at run time is not found.
 */

const markup = /(?:href|src)\s{0,5}=\s{0,5}\\{0,3}["']([^"'\\<>{}$+\s]{1,2000})/gi
/** A quoted text that is a path or an address and nothing else. */
const quoted = /["'`]((?:https?:\/\/|\/|\.{1,2}\/)[^"'`\\<>{}$+\s]{1,2000})["'`]/gi
const endings =
  'pdf doc docx wps xls xlsx et ppt pptx dps ofd rtf txt csv odt ods zip rar 7z gz tar eml jpg jpeg png gif tif tiff bmp webp'
/** What a name of a document ends in; a page's name is told by where it stands. */
export const documentEndings: ReadonlySet<string> = new Set(endings.split(' '))
/** A quoted file name that ends like a document: `location.href='2021/1.pdf'`. */
const fileName = new RegExp(
  `["'\`]([^"'\`\\\\<>{}$+\\s:]{1,500}\\.(?:${endings.replaceAll(' ', '|')}|s?html?))["'\`]`,
  'gi',
)
/** A path with spaces in it is one only when it ends like a document. */
const spaced = new RegExp(
  `["'\`]((?:https?:\\/\\/|\\.{0,2}\\/)[^"'\`\\\\<>{}$+\\t\\r\\n]{1,500}\\.(?:${endings.replaceAll(' ', '|')}))["'\`]`,
  'gi',
)

/** @param source of a script, a handler, a `javascript:` address or a JSON text. */
export function scriptLinks(source: string): string[] {
  const found = new Set<string>()
  const plain = unescaped(source)
  for (const pattern of [markup, quoted, fileName, spaced]) {
    for (const match of plain.matchAll(pattern)) if (match[1] && match[1] !== '/') found.add(match[1])
  }
  return [...found]
}

/** JSON is mostly written with `\/` for every slash, and with `\u901a` for every character that is not ASCII. */
function unescaped(source: string): string {
  return source.includes('\\')
    ? source
        .replaceAll('\\/', '/')
        .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : source
}
