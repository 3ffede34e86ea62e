/** What asking alone takes: the conditional requests of an unchanged pass over a crawled site, by undici and nothing else. */
import Sqlite from 'better-sqlite3'
import { Agent } from 'undici'
import { conditions, scopeOf } from '../../src/rescan/sources/http-validator.ts'

interface Row {
  readonly ref: string
  readonly validator: string | null
}

/**
 * Asks for every address that the state of a crawl knows, as many at once as a crawl does.
 * @returns seconds
 */
export async function askAgain(state: string, concurrency: number): Promise<number> {
  const database = new Sqlite(state, { readonly: true })
  const rows = database.prepare<[], Row>('select ref, validator from rescan_item').all()
  database.close()
  const agent = new Agent({ connections: concurrency, pipelining: 1 })
  const waiting = rows.values()
  const ask = async () => {
    for (const { ref, validator } of waiting) {
      const { origin, pathname, search } = new URL(ref)
      const headers = conditions(validator, scopeOf(validator))
      const { statusCode, body } = await agent.request({
        origin,
        path: pathname + search,
        method: 'GET',
        headers,
      })
      if (statusCode !== 304) throw new Error(`${ref}: ${statusCode}`)
      await body.dump()
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, ask))
  const seconds = (performance.now() - startedAt) / 1000
  await agent.close()
  return seconds
}
