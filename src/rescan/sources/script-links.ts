/**
 * Addresses inside scripts and event handlers: `window.open('/u/1.doc')`, and the lists of articles that some
 * publishing systems send as markup inside a script. What is put together at run time is not found.
 */

const markup = /(?:href|src)\s{0,5}=\s{0,5}\\{0,3}["']([^"'\\<>{}$+\s]{1,2000})/gi
/** A quoted text that is a path or an address and nothing else. */
const quoted = /["']((?:https?:\/\/|\/|\.{1,2}\/)[^"'\\<>{}$+\s]{1,2000})["']/gi
/** A quoted file name that ends like a document: `location.href='2021/1.pdf'`. */
const fileName =
  /["']([^"'\\<>{}$+\s:]{1,500}\.(?:pdf|docx?|wps|xlsx?|et|pptx?|dps|ofd|rtf|zip|rar|7z|s?html?|jpe?g|png|gif|tiff?|bmp))["']/gi

/** @param source of a script, a handler or a `javascript:` address. */
export function scriptLinks(source: string): string[] {
  const found = new Set<string>()
  for (const pattern of [markup, quoted, fileName]) {
    for (const match of source.matchAll(pattern)) if (match[1] && match[1] !== '/') found.add(match[1])
  }
  return [...found]
}
