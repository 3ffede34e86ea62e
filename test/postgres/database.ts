/** An empty database of the suite's PostgreSQL. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** @returns its URL; undefined where tests run on SQLite. */
export async function freshDatabase(): Promise<string | undefined> {
  const server = process.env.BAOSHEN_TEST_POSTGRES
  if (server === undefined) return undefined
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return server.replace('/postgres?', `/${name}?`)
}
