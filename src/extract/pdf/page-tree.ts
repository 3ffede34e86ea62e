/** Counts the pages that hang in a page tree, from the text of its objects. pdf.js believes the tree's own `/Count`. */

/** Adds the objects of a stretch of the file that can be part of a page tree; later ones replace earlier ones. */
export function pageObjects(text: string, objects: Map<string, string>): void {
  for (const piece of text.split('endobj')) {
    if (!piece.includes('/Kids') && !piece.includes('/Catalog')) continue
    const opening = [...piece.matchAll(/(\d{1,10})\s+\d{1,5}\s+obj\b/g)].at(-1)
    if (!opening) continue
    const body = piece.slice(opening.index + opening[0].length)
    objects.set(opening[1] as string, body)
    if (/\/Type\s*\/Catalog\b/.test(body)) objects.set('catalog', body)
  }
}

/** @returns null when the tree is not written plainly enough to be sure. */
export function pagesInTree(objects: ReadonlyMap<string, string>): number | null {
  const root = /\/Pages\s+(\d{1,10})\s+\d{1,5}\s+R\b/.exec(objects.get('catalog') ?? '')?.[1]
  if (root === undefined || !objects.has(root)) return null
  const seen = new Set<string>()
  const waiting = [root]
  let pages = 0
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const node = objects.get(number)
    if (node === undefined || !node.includes('/Kids')) {
      pages += 1
      continue
    }
    if (seen.has(number)) return null
    seen.add(number)
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(node)?.[1]
    if (kids === undefined) return null
    for (const [, kid] of kids.matchAll(/(\d{1,10})\s+\d{1,5}\s+R\b/g)) waiting.push(kid as string)
  }
  return pages
}
