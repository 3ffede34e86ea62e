/** A draft read from the top: what a plain text of it would be. */
import type { Draft } from '../draft.ts'

export function lines(draft: Draft): string[] {
  return [
    ...(draft.top ?? []),
    ...(draft.corner ? [draft.corner] : []),
    ...(draft.head ? [draft.head] : []),
    ...(draft.number ? [draft.number] : []),
    draft.title,
    ...(draft.below ?? []),
    ...draft.body,
    ...(draft.table ?? []).map(row => row.join('\t')),
    ...(draft.closing ?? []),
    ...(draft.notes ?? []),
    ...(draft.footer ? [draft.footer] : []),
  ]
}
