/** How far a reading is from the truth. */

/** Characters without white space, which engines set as they like. */
export function charactersOf(text: string): string {
  return text.replaceAll(/\s/g, '')
}

/** Levenshtein distance: insertions, deletions and substitutions that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(substituted, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}

/** The mark when some line holds it exactly, otherwise the line that comes nearest. */
export function nearestReading(mark: string, text: string): string {
  const lines = text.split('\n').map(charactersOf)
  if (lines.some(line => line.includes(mark))) return mark
  const ranked = lines
    .filter(line => line !== '')
    .map(line => ({ line, distance: editDistance(mark, line) }))
    .sort((a, b) => a.distance - b.distance)
  const [nearest] = ranked
  return nearest !== undefined && nearest.distance < mark.length ? nearest.line : '(nothing)'
}
