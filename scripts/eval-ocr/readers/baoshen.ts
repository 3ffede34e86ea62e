/** baoshen end to end: the encoded file in, a verdict out, in its own child process. */
import { openScreener } from '../../../src/screener.ts'
import type { Reader } from './reader.ts'

/** @param texts whether a missed raster is read once more for what was recognised; not part of the time. */
export async function openBaoshen(
  threads: number,
): Promise<Reader & { text(file: string): Promise<string[]> }> {
  const screener = await openScreener({ concurrency: 1, threads })
  const text = async (file: string) => {
    const { parts } = await screener.read({ path: file })
    return parts.flatMap(part => part.lines.map(line => line.text))
  }
  return {
    name: 'baoshen',
    async read(file) {
      const start = performance.now()
      const { verdict, findings, problems } = await screener.screen({ path: file })
      const seconds = (performance.now() - start) / 1000
      return { verdict, findings, problems: problems.map(problem => problem.code), text: [], seconds }
    },
    text,
    close: () => screener.close(),
  }
}
