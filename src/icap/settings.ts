/** What the ICAP server allows, and what it does when nothing else is said. */
import type { ContentLimits } from './content/post.ts'

export interface Settings {
  readonly content: ContentLimits
  /** Bytes of the ICAP header, and of the encapsulated HTTP headers together. */
  readonly headerBytes: number
  /** Bytes of a body over its limit that are still read, so that the answer can be a page and not a broken connection. */
  readonly discardBytes: number
  /** What the spools of one message hold in memory together. */
  readonly memoryBytes: number
  /** Bytes that a client should send before it waits for an answer. */
  readonly previewBytes: number
  readonly connections: number
  /** A connection without a request is closed after that. */
  readonly idleSeconds: number
  /** The longest silence inside a request, and the longest wait for a client to take its answer. */
  readonly silenceSeconds: number
  /** The longest a client may take to send one request. */
  readonly receiveSeconds: number
  /** The longest from the last byte of a request to its answer. */
  readonly answerSeconds: number
  /** The longest that requests at work may take when the server is stopped. */
  readonly drainSeconds: number
  /** How often the log says how it goes. */
  readonly metricsSeconds: number
}

export const defaultSettings: Settings = {
  content: { bodyBytes: 200 * 2 ** 20, textBytes: 16 * 2 ** 20, items: 200 },
  headerBytes: 131_072,
  discardBytes: 2 ** 31,
  memoryBytes: 2 ** 20,
  previewBytes: 4096,
  connections: 100,
  idleSeconds: 120,
  silenceSeconds: 60,
  receiveSeconds: 600,
  answerSeconds: 120,
  drainSeconds: 30,
  metricsSeconds: 60,
}
