/** Takes in the body of one request: its preview, and the rest when that is wanted (RFC 3507 §4.5). */
import { continueAnswer } from './protocol/answer-head.ts'
import type { ByteReader } from './protocol/byte-reader.ts'
import { readChunked } from './protocol/chunked.ts'
import { IcapError } from './protocol/icap-error.ts'
import type { RequestHead } from './protocol/request-head.ts'
import type { Settings } from './settings.ts'
import type { Spool } from './spool.ts'
import type { Wire } from './wire.ts'

export class Intake {
  readonly #head: RequestHead
  readonly #reader: ByteReader
  readonly #wire: Wire
  readonly #settings: Settings
  readonly body: Spool
  #isWhole: boolean
  #wasContinued = false

  constructor(
    head: RequestHead,
    { reader, wire, settings, body }: { reader: ByteReader; wire: Wire; settings: Settings; body: Spool },
  ) {
    this.#head = head
    this.#reader = reader
    this.#wire = wire
    this.#settings = settings
    this.body = body
    this.#isWhole = !head.encapsulated.hasBody
  }

  get hasBody(): boolean {
    return this.#head.encapsulated.hasBody
  }

  /** All of the body is there. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Whether “unchanged” may be said without sending it all back (RFC 3507 §4.6). */
  get may204(): boolean {
    return this.#head.allows204 || (this.#head.preview !== null && !this.#wasContinued)
  }

  /** Reads the preview, if there is one. @returns whether there was. */
  async preview(): Promise<boolean> {
    const { preview } = this.#head
    if (preview === null || this.#isWhole) return false
    const { ieof } = await readChunked(this.#reader, async piece => {
      await this.body.write(piece)
      if (this.body.size > preview) throw new IcapError(400, 'the preview is longer than it says')
    })
    this.#isWhole = ieof
    return true
  }

  /** Reads what has not been read. More than is kept is read and dropped, so that the client can be answered. */
  async rest(): Promise<void> {
    if (this.#isWhole) return
    if (this.#head.preview !== null) {
      this.#wasContinued = true
      await this.#wire.write(continueAnswer)
    }
    const most = this.#settings.content.bodyBytes + this.#settings.discardBytes
    await readChunked(this.#reader, async piece => {
      await this.body.write(piece)
      if (this.body.size > most) throw new IcapError(400, 'the body is far too long')
    })
    this.#isWhole = true
  }
}
