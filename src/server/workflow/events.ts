/** What just happened to an item, for the pages that are open on it. Within this process; nothing is kept. */
import { EventEmitter } from 'node:events'
import type { SubmissionTable } from '../../store/schema.ts'
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

  announce(event: ServiceEvent, { submitterId, departmentPath }: Owner): void {
    this.#emitter.emit('announcement', { event, submitterId, departmentPath })
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
