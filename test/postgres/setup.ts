/** Starts one PostgreSQL for the whole suite (`BAOSHEN_SUITE=postgres`); each test file makes its own database in it. */
import { postgresBinaries, startCluster } from './cluster.ts'

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const binaries = postgresBinaries()
  if (binaries === null) {
    console.warn('No PostgreSQL server is installed (apt-get install postgresql): its tests are skipped.')
    return undefined
  }
  // Services and workers are killed on it; the server itself lives to the end.
  const cluster = await startCluster(binaries, { isDurable: false })
  process.env.BAOSHEN_TEST_POSTGRES = cluster.url
  return () => cluster.end()
}
