import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { postgresBinaries } from './postgres/cluster.ts'

/**
 * `npm test` runs everything that needs nothing but Node. The other suites run in `.ci/run`:
 * `browser` needs Debian's chromium; `postgres` runs store and service on a real PostgreSQL; `service` kills real
 * services, on both databases; `integrations` runs the programs that portals are made of: git, rsync, curl, a CMS.
 */
const suite = process.env.BAOSHEN_SUITE ?? 'unit'
const suites: Readonly<Record<string, { include: string[]; exclude: string[]; globalSetup: string[] }>> = {
  unit: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/service/**', 'test/integrations/**', 'test/**/*.postgres.test.ts'],
    globalSetup: [],
  },
  browser: { include: ['test/browser/**/*.test.ts'], exclude: [], globalSetup: [] },
  postgres: {
    // Without a server there is nothing to run on: SQLite has its turn in `npm test`.
    include:
      postgresBinaries() === null
        ? []
        : ['test/{store,server,ledger,webhooks,rescan}/**/*.test.ts', 'test/queue/*.postgres.test.ts'],
    exclude: [],
    globalSetup: ['test/postgres/setup.ts'],
  },
  integrations: { include: ['test/integrations/**/*.test.ts'], exclude: [], globalSetup: [] },
  service: {
    include: ['test/service/**/*.test.ts'],
    exclude: [],
    globalSetup: ['test/postgres/setup.ts'],
  },
}

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    ...suites[suite],
    passWithNoTests: suite === 'postgres',
    // Real OCR in real child processes on two cores; browsers and the programs of others beside them. These end what
    // hangs: nothing here says how long anything may take.
    testTimeout: 200_000,
    hookTimeout: 200_000,
    // A second, which is the default, is little for what goes through another process of a busy machine.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
