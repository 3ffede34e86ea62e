/**
 * Tells the other processes on the same PostgreSQL what happened here, by NOTIFY: pages that are open on one server
 * hear of a screening that another machine finished. What is missed while a connection is broken is not made up for:
 * pages read the state anew when they reconnect, and so are the packs in force.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { eventSchema } from './api/events.ts'
import type { Events } from './workflow/events.ts'

const channel = 'baoshen'
/** PostgreSQL's limit of a message is 8000 bytes. */
const mostBytes = 7900
const againMilliseconds = 2000

const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    from: z.string(),
    kind: z.literal('event'),
    announcement: z.object({ event: eventSchema, submitterId: z.string(), departmentPath: z.string() }),
  }),
  z.object({ from: z.string(), kind: z.literal('packs') }),
])
type Message = z.infer<typeof messageSchema>

/** Null: not one of ours. */
function readMessage(payload: string): Message | null {
  try {
    return messageSchema.safeParse(JSON.parse(payload)).data ?? null
  } catch {
    return null
  }
}

export class Relay {
  readonly #url: string
  readonly #events: Events
  /** The packs in force may have changed. */
  readonly #onPacks: () => void
  readonly #log: FastifyBaseLogger
  /** Of this process: it does not listen to itself. */
  readonly #from = randomUUID()
  #client: pg.Client | null = null
  #closed = false
  /** Others have not been told of packs that changed. */
  #owesPacks = false

  constructor(url: string, events: Events, onPacks: () => void, log: FastifyBaseLogger) {
    this.#url = url
    this.#events = events
    this.#onPacks = onPacks
    this.#log = log
  }

  async start(): Promise<void> {
    await this.#connect()
    this.#events.forward(announcement => this.#send({ from: this.#from, kind: 'event', announcement }))
  }

  /** The packs in force have changed; said as soon as there is a connection. */
  packsChanged(): void {
    this.#owesPacks = true
    this.#tellPacks()
  }

  #tellPacks(): void {
    if (!this.#owesPacks || !this.#client) return
    this.#owesPacks = false
    this.#send({ from: this.#from, kind: 'packs' }, () => {
      this.#owesPacks = true
    })
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 5000 })
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''))
    client.on('error', error => {
      this.#log.warn({ err: error }, 'relay')
      this.#lost(client)
    })
    client.on('end', () => this.#lost(client))
    await client.connect()
    await client.query(`listen ${channel}`)
    if (this.#closed) return client.end()
    this.#client = client
    this.#tellPacks()
    // Whoever listened to nobody may have missed it.
    this.#onPacks()
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = null
    this.#again()
  }

  #again(): void {
    if (this.#closed) return
    setTimeout(() => {
      if (!this.#closed) this.#connect().catch(() => this.#again())
    }, againMilliseconds).unref()
  }

  #send(message: Message, onLost?: () => void): void {
    const text = JSON.stringify(message)
    if (Buffer.byteLength(text) > mostBytes) return
    this.#client?.query('select pg_notify($1, $2)', [channel, text]).catch(error => {
      onLost?.()
      this.#log.warn({ err: error }, 'relay')
    })
  }

  #receive(payload: string): void {
    // Whoever may connect to the database may also notify.
    const message = readMessage(payload)
    if (message === null || message.from === this.#from) return
    if (message.kind === 'packs') this.#onPacks()
    else this.#events.receive(message.announcement)
  }

  async close(): Promise<void> {
    this.#closed = true
    const client = this.#client
    this.#client = null
    await client?.end()
  }
}
