/** One connection from its first request to its last: requests are answered in the order in which they come. */
import { adapt } from './adaptation.ts'
import { optionsAnswer, services } from './options.ts'
import { answerHead } from './protocol/answer-head.ts'
import { ByteReader } from './protocol/byte-reader.ts'
import { readChunked } from './protocol/chunked.ts'
import { IcapError } from './protocol/icap-error.ts'
import { type RequestHead, readRequestHead } from './protocol/request-head.ts'
import type { Service } from './service.ts'
import { GoneError, type Wire } from './wire.ts'

/** A body that somebody sends along with OPTIONS. */
const optionsBody = 65_536

/** Never rejects. @param isDraining asked before each answer: the last one says that the connection is closed. */
export async function converse(wire: Wire, service: Service, isDraining: () => boolean): Promise<void> {
  const { counters } = service
  const reader = new ByteReader(() => wire.pull())
  try {
    while (!isDraining()) {
      wire.idle()
      if (!(await reader.more())) break
      wire.begin()
      const head = await readRequestHead(reader, service.settings)
      if (!head) break
      counters.atWork += 1
      try {
        const close = () => isDraining() || !head.keepAlive
        await answer(head, { reader, wire, service, close })
        if (close()) break
      } finally {
        counters.atWork -= 1
      }
    }
    await wire.close()
  } catch (error) {
    await farewell(error, wire, service)
  }
}

async function answer(
  head: RequestHead,
  context: { reader: ByteReader; wire: Wire; service: Service; close: () => boolean },
): Promise<void> {
  const { reader, wire, service, close } = context
  const method = services[head.service]
  if (!method) throw new IcapError(404, 'no such service')
  if (head.method === method) return adapt(head, method, context)
  if (head.method !== 'OPTIONS') throw new IcapError(405, 'not a method of this service')
  if (head.encapsulated.hasBody) await skipBody(reader)
  service.counters.options += 1
  wire.isAnswering = true
  await wire.write(optionsAnswer(method, service, close()))
}

async function skipBody(reader: ByteReader): Promise<void> {
  let left = optionsBody
  await readChunked(reader, piece => {
    left -= piece.length
    if (left < 0) throw new IcapError(400, 'the body of OPTIONS is too long')
  })
}

/** Says what was wrong, if that can still be said, and ends the connection: where the next request begins is unknown. */
async function farewell(error: unknown, wire: Wire, { istag, log, counters }: Service): Promise<void> {
  if (error instanceof GoneError || wire.isAnswering) {
    counters.broken += 1
    log.write('broken-off', { error: error instanceof Error ? error.message : 'unknown' })
    return wire.destroy()
  }
  // Nothing was asked for a while: that is no mistake.
  if (error instanceof IcapError && error.status === 408 && wire.isIdle) return wire.destroy()
  counters.broken += 1
  const status = error instanceof IcapError ? error.status : 500
  const said = error instanceof Error ? error : new Error('unknown')
  log.write('bad-request', { icap: status, error: status === 500 ? (said.stack ?? said.name) : said.message })
  try {
    await wire.write(answerHead(status, { istag, close: true, more: [['Encapsulated', 'null-body=0']] }))
    await wire.close()
  } catch {
    wire.destroy()
  }
}
