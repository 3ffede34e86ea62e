/**
 * Every answer of the gate goes into the ledger before it goes out. Answers that come together share one transaction,
 * so that a disk that syncs a few hundred times a second is enough for thousands of answers.
 */
import type { Act } from '../../ledger/append.ts'
import { type Service, transact } from '../workflow/service.ts'

/** Long enough to gather what comes at the same time, too short to be noticed. */
const gatherMilliseconds = 8
const mostAtOnce = 500

interface Waiting {
  readonly act: Act
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export class Audit {
  readonly #service: Service
  #waiting: Waiting[] = []
  #writing = false

  constructor(service: Service) {
    this.#service = service
  }

  /** Resolves when the entry is on the disk. */
  record(act: Act): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ act, done, failed })
      if (!this.#writing) {
        this.#writing = true
        setTimeout(() => void this.#write(), gatherMilliseconds)
      }
    })
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, mostAtOnce)
      try {
        await transact(this.#service, tx => tx.recordAll(group.map(each => each.act)))
        for (const each of group) each.done()
      } catch (error) {
        for (const each of group) each.failed(error)
      }
    }
    this.#writing = false
  }
}
