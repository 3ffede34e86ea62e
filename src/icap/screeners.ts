/** Two screeners: one for documents, and one for texts only, since a form must not wait behind scans. */
import { openScreener, type Screener, type ScreenerOptions } from '../screener.ts'

export interface Screeners {
  readonly documents: Screener
  readonly texts: Screener
  /** Documents that the first one works on at once; the second does one text at a time. */
  readonly concurrency: number
  close(): Promise<void>
}

/** @throws what {@link openScreener} throws. */
export async function openScreeners(options: ScreenerOptions): Promise<Screeners> {
  const { concurrency = 1 } = options
  const documents = await openScreener({ ...options, concurrency })
  try {
    const texts = await openScreener({ ...options, concurrency: 1, threads: 1 })
    const close = async () => {
      await Promise.all([documents.close(), texts.close()])
    }
    return { documents, texts, concurrency, close }
  } catch (error) {
    await documents.close()
    throw error
  }
}
