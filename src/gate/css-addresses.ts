/** The addresses that a style names: what it loads and shows. */
import { cssUnescaped, withoutComments } from '../extract/html/css.ts'

/** With these, addresses stand as strings without `url()` around them. */
const byString = /@import|\b(?:image-set|image|src|cross-fade)\s{0,9}\(/i

/** @param css a style attribute, or what stands in a `<style>`. */
export function* addressesIn(css: string): Generator<string> {
  const source = cssUnescaped(withoutComments(css))
  for (const match of source.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))/gi)) {
    yield match[1] ?? match[2] ?? match[3] ?? ''
  }
  if (!byString.test(source)) return
  const strings = source.replaceAll(/\b(?:type|format|url)\([^()]{0,2000}\)/gi, ' ')
  for (const match of strings.matchAll(/"([^"]*)"|'([^']*)'/g)) yield match[1] ?? match[2] ?? ''
}
