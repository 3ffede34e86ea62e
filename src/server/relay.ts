/**
 * Tells the other processes on the same PostgreSQL what happened here, by NOTIFY: pages that are open on one server
 * hear of a screening that another machine finished. Events that are missed while a connection is broken are not made
 * up for, since pages read the state anew when they reconnect; the packs in force are looked up anew.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import type { Announcement, Events } from './workflow/events.ts'

const channel = 'baoshen'
/** PostgreSQL's limit of a message is 8000 bytes. */
const mostBytes = 7900
const againMilliseconds = 2000

type Message =
  | { readonly from: string; readonly kind: 'event'; readonly announcement: Announcement }
  | { readonly from: string; readonly kind: 'packs' }

export class Relay {
  readonly #url: string
  readonly #events: Events
  readonly #onPacks: () => void
  readonly #log: FastifyBaseLogger
  /** Of this process: it does not listen to itself. */
  readonly #from = randomUUID()
  #client: pg.Client | null = null
  #closed = false

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

  /** The packs in force have changed. */
  packsChanged(): void {
    this.#send({ from: this.#from, kind: 'packs' })
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
    // Packs may have been activated while nobody listened: this process would screen without them.
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

  #send(message: Message): void {
    const text = JSON.stringify(message)
    if (Buffer.byteLength(text) > mostBytes) return
    this.#client
      ?.query('select pg_notify($1, $2)', [channel, text])
      .catch(error => this.#log.warn({ err: error }, 'relay'))
  }

  #receive(payload: string): void {
    // Only our own processes can write to the database.
    const message = JSON.parse(payload) as Message
    if (message.from === this.#from) return
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
