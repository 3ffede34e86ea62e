/**
 * Work that waits: screenings of submitted files. One shape for both queues, so that what does the work does not know
 * whether it runs in the service with SQLite or in a worker on another machine with PostgreSQL.
 */
import type { Trx } from '../store/open.ts'

/** One file to screen. The job is named by its file: a file is never queued twice. */
export interface Job {
  readonly submissionId: string
  readonly fileId: string
}

/** Lower runs first: somebody waits in front of a screen for the first, nobody for the last. */
export const priorities = { gateText: 0, gate: 5, text: 10, scan: 20 } as const

export interface NewJob extends Job {
  readonly priority: number
}

/** A job in the hands of this process. */
export interface Claim extends Job {
  /** 1 at the first time; more when a process died over it. */
  readonly attempt: number
  /** Given up: the service stops, or somebody else has the job by now. */
  readonly signal: AbortSignal
  /** Ends the job in the transaction that writes its result. @returns false: it is somebody else's by now. */
  finish(trx: Trx): Promise<boolean>
}

/** Does one job; must not reject for what the document is. Resolves `false` when it was given up at the signal. */
export type Perform = (claim: Claim) => Promise<boolean>

/** A process that takes jobs. */
export interface WorkerStatus {
  readonly name: string
  readonly host: string
  readonly pid: number
  readonly started: string
  readonly lastSeen: string
  readonly live: boolean
  readonly concurrency: number
  readonly running: number
  /** Slices of rescans at work. */
  readonly rescanning: number
}

/** A job whose every attempt failed. */
export interface DeadLetter extends Job {
  readonly at: string
  readonly attempts: number
  readonly reason: string
}

export interface QueueStatus {
  readonly queued: number
  readonly running: number
  /** Instant since which the oldest one waits. */
  readonly oldest: string | null
  /** Finished in the last ten minutes, a minute; null: not counted. */
  readonly perMinute: number | null
  readonly workers: readonly WorkerStatus[]
  readonly dead: readonly DeadLetter[]
}

export interface Queue {
  /** Jobs at work at once in this process; 0: it only adds. */
  readonly concurrency: number
  add(trx: Trx, jobs: readonly NewJob[]): Promise<void>
  /** Nobody needs these any more; what is at work on them does not count. */
  remove(trx: Trx, fileIds: readonly string[]): Promise<void>
  /** New jobs may be there. */
  wake(): void
  start(): Promise<void>
  status(): Promise<QueueStatus>
  /**
   * Takes no more jobs.
   * @param drainSeconds how long what is running may go on before it is given up for others, or for the next start.
   */
  stop(drainSeconds?: number): Promise<void>
}

export interface QueueOptions {
  readonly concurrency: number
  readonly perform: Perform
  readonly onError: (error: unknown) => void
}
