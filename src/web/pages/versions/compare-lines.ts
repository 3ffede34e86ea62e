/** Lines of two texts as rows: equal runs are counted, what differs stands side by side. */
import { diffArrays } from 'diff'

export type Row =
  | { readonly kind: 'same'; readonly count: number }
  | { readonly kind: 'different'; readonly removed: readonly string[]; readonly added: readonly string[] }

export function compareLines(before: readonly string[], after: readonly string[]): Row[] {
  const rows: Row[] = []
  let removed: readonly string[] = []
  let added: readonly string[] = []
  const close = () => {
    if (removed.length + added.length > 0) rows.push({ kind: 'different', removed, added })
    removed = []
    added = []
  }
  for (const change of diffArrays([...before], [...after])) {
    if (change.removed) removed = [...removed, ...change.value]
    else if (change.added) added = [...added, ...change.value]
    else {
      close()
      rows.push({ kind: 'same', count: change.value.length })
    }
  }
  close()
  return rows
}
