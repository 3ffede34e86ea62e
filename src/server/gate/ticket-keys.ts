/** The public keys that tickets may be signed with now: the signing one, and earlier ones until their tickets run out. */
import type { JWK } from 'jose'
import { keyId, publicJwk } from '../../gate/ticket.ts'
import type { Store } from '../../store/open.ts'
import type { Keys } from '../../vault/keys.ts'

export class TicketKeys {
  readonly #store: Store
  readonly #keys: Keys

  constructor(store: Store, keys: Keys) {
    this.#store = store
    this.#keys = keys
  }

  /** Notes the signing key among those that are published. */
  async publish(): Promise<void> {
    const jwk = JSON.stringify(await publicJwk(this.#keys.ticket))
    await this.#store.db
      .insertInto('signingKey')
      .values({ id: keyId(this.#keys.ticket), jwk, created: new Date().toISOString(), ends: null })
      .onConflict(each => each.column('id').doNothing())
      .execute()
  }

  async valid(now: Date): Promise<JWK[]> {
    const rows = await this.#store.db
      .selectFrom('signingKey')
      .selectAll()
      .where(each => each.or([each('ends', 'is', null), each('ends', '>', now.toISOString())]))
      .orderBy('created', 'desc')
      .execute()
    return rows.map(row => JSON.parse(row.jwk))
  }
}
