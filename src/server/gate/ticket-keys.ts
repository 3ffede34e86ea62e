/**
 * The keys of tickets: one signs, and earlier ones are published until the last ticket by them has run out.
 * The private half of an earlier key is destroyed.
 */
import { setTimeout } from 'node:timers/promises'
import type { JWK } from 'jose'
import { keyId, publicJwk } from '../../gate/ticket.ts'
import type { Db, Store, Trx } from '../../store/open.ts'
import type { TicketKeyTable } from '../../store/portal-schema.ts'
import { adoptNextTicketKey, makeNextTicketKey, readTicketKey, type SigningKey } from '../../vault/keys.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Transaction } from '../workflow/service.ts'

/** Within a second the process that exchanged the key has put it into its folder. */
const mostAttempts = 5
const againMilliseconds = 200

export class TicketKeys {
  readonly #store: Store
  readonly #folder: string
  #signer: SigningKey

  constructor(store: Store, folder: string) {
    this.#store = store
    this.#folder = folder
    this.#signer = readTicketKey(folder)
  }

  /**
   * The key that signs now. Another process of the service may have exchanged it: what it put into the folder that
   * both share is taken up here.
   * @throws {ApiProblem} `ticket-key-elsewhere` when the folder does not have it: a ticket by the key before would be
   * worth nothing.
   */
  async signer(trx: Db | Trx): Promise<SigningKey> {
    for (let attempt = 0; ; attempt += 1) {
      if (await signs(trx, this.#signer)) return this.#signer
      const found = readTicketKey(this.#folder)
      if (await signs(trx, found)) {
        this.#signer = found
        return found
      }
      if (attempt === mostAttempts) throw new ApiProblem('ticket-key-elsewhere')
      // The other one is between its commit and its file.
      await setTimeout(againMilliseconds)
    }
  }

  /** At start: publishes the signing key, and ends a change of keys that was interrupted. */
  async open(): Promise<void> {
    const row = await this.#row(keyId(this.#signer))
    if (row !== undefined && row.ends !== null) {
      this.#signer = adoptNextTicketKey(this.#folder)
      if (await this.#row(keyId(this.#signer))) return
    } else if (row) return
    const values = await rowOf(this.#signer, new Date().toISOString())
    await this.#store.db
      .insertInto('signingKey')
      .values(values)
      .onConflict(each => each.column('id').doNothing())
      .execute()
  }

  #row(id: string): Promise<TicketKeyTable | undefined> {
    return this.#store.db.selectFrom('signingKey').selectAll().where('id', '=', id).executeTakeFirst()
  }

  /** The public keys that tickets are checked with now. */
  async valid(now: Date): Promise<JWK[]> {
    const rows = await this.#store.db
      .selectFrom('signingKey')
      .selectAll()
      .where(each => each.or([each('ends', 'is', null), each('ends', '>', now.toISOString())]))
      .orderBy('created', 'desc')
      .execute()
    return rows.map(row => JSON.parse(row.jwk))
  }

  /**
   * Puts a new key in the place of the one that signs.
   * @param compromised the old one is worth nothing from now on, and neither is any ticket by it.
   */
  async rotate({ trx, at, record, afterwards }: Transaction, actor: Actor, compromised: boolean) {
    const before = keyId(await this.signer(trx))
    const last = await trx
      .selectFrom('ticket')
      .select(each => each.fn.max('expires').as('expires'))
      .where('keyId', '=', before)
      .where('revoked', 'is', null)
      .executeTakeFirst()
    const ends = compromised || !last?.expires || last.expires < at ? at : last.expires
    await trx.updateTable('signingKey').set({ ends }).where('ends', 'is', null).execute()
    const next = makeNextTicketKey(this.#folder)
    await trx
      .insertInto('signingKey')
      .values(await rowOf(next, at))
      .execute()
    const detail = { key: keyId(next), before, compromised }
    await record({ actor, act: 'rotate-ticket-key', detail })
    afterwards(() => {
      this.#signer = adoptNextTicketKey(this.#folder)
    })
  }
}

async function signs(trx: Db | Trx, key: SigningKey): Promise<boolean> {
  const row = await trx
    .selectFrom('signingKey')
    .select('id')
    .where('id', '=', keyId(key))
    .where('ends', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

type Actor = Parameters<Transaction['record']>[0]['actor']

async function rowOf(key: SigningKey, created: string): Promise<TicketKeyTable> {
  return { id: keyId(key), jwk: JSON.stringify(await publicJwk(key)), created, ends: null }
}
