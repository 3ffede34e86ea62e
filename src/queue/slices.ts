/**
 * Rescans in turns: each run has as many slots as its site may use at once, and a slot is worked on for a slice of
 * time, then stands at the end of the line again. So sites take turns, however large they are. One shape for SQLite,
 * where the slices are worked off in this process, and PostgreSQL, where any worker takes them.
 */

export interface Slot {
  readonly runId: string
  /** Counts from 0. */
  readonly slot: number
}

/** @returns seconds until the slot is to have its next turn; null: it needs none. Does not reject. */
export type PerformSlice = (slot: Slot, signal: AbortSignal) => Promise<number | null>

export interface SliceQueue {
  start(): Promise<void>
  /** Puts those into the line that are not in it and not at work: after a start, or when a process died. */
  ensure(slots: readonly Slot[]): Promise<void>
  /** Takes no more, and breaks off what is at work; it gives back what it has not done. */
  stop(): Promise<void>
}

export interface SliceOptions {
  /** Slices at work at once in this process. */
  readonly concurrency: number
  readonly perform: PerformSlice
  readonly onError: (error: unknown) => void
}

export const keyOf = ({ runId, slot }: Slot) => `${runId} ${slot}`
