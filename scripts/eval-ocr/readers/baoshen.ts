/** baoshen end to end: the encoded file in, a verdict out, in its own child process. */
import { openScreener } from '../../../src/screener.ts'
import type { Reader } from './reader.ts'

/** @param threads of recognition. */
export async function openBaoshen(threads: number): Promise<Reader> {
  const screener = await openScreener({ concurrency: 1, threads })
  return {
    name: 'baoshen',
    async judge(file) {
      const start = performance.now()
      const { verdict, findings, problems } = await screener.screen({ path: file })
      const seconds = (performance.now() - start) / 1000
      return { verdict, findings, problems: problems.map(({ code }) => code), seconds }
    },
    async lines(file) {
      const { parts } = await screener.read({ path: file })
      return parts.flatMap(part => part.lines)
    },
    close: () => screener.close(),
  }
}
