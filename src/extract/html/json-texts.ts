/** Every string in a JSON text, since pages carry their articles in it (`application/ld+json`, page state). */

/** @returns the strings in the order of the text; the text itself, line by line, when it is no JSON. */
export function jsonTexts(source: string): string[] {
  const texts: string[] = []
  const add = (text: string) => {
    for (const line of text.split('\n')) texts.push(line.replaceAll(/<[^<>]{0,4000}>/g, ' '))
  }
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    add(source)
    return texts
  }
  // Its own stack: the text may be nested as deep as it is long.
  const stack: unknown[] = [value]
  while (stack.length > 0) {
    const next = stack.pop()
    if (typeof next === 'string') add(next)
    else if (typeof next === 'object' && next !== null) {
      for (const item of Object.values(next).toReversed()) stack.push(item)
    }
  }
  return texts
}
