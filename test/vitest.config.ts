import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** `npm run test:browser` needs Debian's chromium and runs in `.ci/run`; everything else is `npm test`. */
const browser = process.env.BAOSHEN_SUITE === 'browser'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: [browser ? 'test/browser/**/*.test.ts' : 'test/**/*.test.ts'],
    exclude: browser ? [] : ['test/browser/**'],
    // Real OCR in real child processes on two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
