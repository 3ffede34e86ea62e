/** What just happened to an item, for the pages that are open on it; nothing is kept. */
import { EventEmitter } from 'node:events'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import type { ServiceEvent } from '../api/events.ts'

/** An event with the facts that decide over who may see it. */
export interface Announcement {
  readonly event: ServiceEvent
  readonly submitterId: string
  readonly departmentPath: string
}

type Owner = Pick<SubmissionTable, 'submitterId' | 'departmentPath'>

export class Events {
  readonly #emitter = new EventEmitter<{ announcement: [Announcement]; end: [] }>().setMaxListeners(0)

  #forward: ((announcement: Announcement) => void) | null = null

  /** From now on what happens here is also told to `forward`, for other processes. */
  forward(forward: (announcement: Announcement) => void): void {
    this.#forward = forward
  }

  announce(event: ServiceEvent, { submitterId, departmentPath }: Owner): void {
    const announcement = { event, submitterId, departmentPath }
    this.receive(announcement)
    this.#forward?.(announcement)
  }

  /** What happened in another process. */
  receive(announcement: Announcement): void {
    this.#emitter.emit('announcement', announcement)
  }

  changed(row: Pick<SubmissionTable, 'id' | 'state' | 'verdict' | 'version'> & Owner): void {
    const { id: submission, state, verdict, version } = row
    this.announce({ kind: 'changed', submission, state, verdict, version }, row)
  }

  /**
   * @param onEnd the service is about to stop.
   * @returns ends the subscription.
   */
  subscribe(listener: (announcement: Announcement) => void, onEnd: () => void): () => void {
    this.#emitter.on('announcement', listener).on('end', onEnd)
    return () => this.#emitter.off('announcement', listener).off('end', onEnd)
  }

  /** Lets everybody who listens go. */
  end(): void {
    this.#emitter.emit('end')
  }
}
