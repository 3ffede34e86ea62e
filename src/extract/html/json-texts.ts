/** Every string in a JSON text, since pages carry their articles in it (`application/ld+json`, page state). */

/** @returns the strings in the order of the text; the text itself, line by line, when it is no JSON. */
export function jsonTexts(source: string): string[] {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return source.split('\n').map(line => line.replaceAll(/<[^<>]{0,4000}>/g, ' '))
  }
  const texts: string[] = []
  const queue: unknown[] = [value]
  while (queue.length > 0) {
    const next = queue.pop()
    if (typeof next === 'string')
      texts.push(...next.split('\n').map(line => line.replaceAll(/<[^<>]{0,4000}>/g, ' ')))
    else if (Array.isArray(next)) for (const item of next.toReversed()) queue.push(item)
    else if (typeof next === 'object' && next !== null)
      for (const item of Object.values(next).toReversed()) queue.push(item)
  }
  return texts
}
