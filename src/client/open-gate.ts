/** A portal's way to the gate: ask before publishing, and publish only after `allow`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Reply, readReply } from './answer.ts'
import { type Prepared, prepare } from './attachments.ts'
import type { Answer, Attachment, Content } from './contract.ts'
import { denied, Failure, type Language } from './failures.ts'
import { bodyOf } from './request.ts'

export interface GateOptions {
  /** Where the service is, e.g. `https://baoshen.intranet`; a path in front of `/api` is kept. */
  readonly url: string
  /** The portal's API key, `bsk_…`. */
  readonly key: string
  /** Seconds until the answer is a no, whatever happens; 60 when absent. */
  readonly timeout?: number
  /** Of the reasons; Chinese when absent. */
  readonly language?: Language
  /** For a proxy or a certificate authority of one's own. */
  readonly fetch?: typeof globalThis.fetch
}

export interface AskOptions {
  /** Seconds to wait for pictures that are still being read; all of the time limit when absent, 0: not at all. */
  readonly wait?: number
  /** Ends the question with `aborted`. */
  readonly signal?: AbortSignal
}

export interface Gate {
  /** May this be published? Never rejects: what goes wrong is a no with a reason. */
  ask(content: Content, options?: AskOptions): Promise<Answer>
  /** The answer to an earlier question that was `still-screening`. Never rejects. */
  answer(id: string, options?: AskOptions): Promise<Answer>
}

/** Smaller ones go along at once: a second request would cost more than their bytes. */
const sentAtOnce = 64 * 1024
/**
 * A connection that was kept open and that the other side closed as the question went out. Asking twice does no harm,
 * so it is asked once more.
 */
const closedConnection: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** The longest that the service holds a request. */
const longestHold = 60

/**
 * @throws {TypeError} when `url` is no http address, the key is empty or the time limit is not a number above 0:
 *   mistakes of the program, told when it starts and not when an editor publishes.
 */
export function openGate(options: GateOptions): Gate {
  const { key, timeout = 60, language = 'zh' } = options
  if (!/^https?:\/\//.test(options.url) || !URL.canParse(options.url))
    throw new TypeError('url: an http(s) address')
  if (!/^[\x21-\x7E]+$/.test(key)) throw new TypeError("key: the portal's API key")
  if (!(timeout > 0)) throw new TypeError('timeout: a number of seconds above 0')
  const settings = {
    endpoint: `${options.url.replace(/\/+$/, '')}/api/v1/gate`,
    headers: { authorization: `Bearer ${key}`, 'accept-language': language, accept: 'application/json' },
    fetch: options.fetch ?? globalThis.fetch,
  }

  const answered = async (
    asking: AskOptions,
    act: (question: Question) => Promise<Answer>,
  ): Promise<Answer> => {
    const question = new Question(settings, timeout, asking)
    try {
      return await act(question)
    } catch (error) {
      return denied(question.failureOf(error), language)
    }
  }
  return {
    ask: (content, asking = {}) => answered(asking, question => question.ask(content)),
    answer: (id, asking = {}) => answered(asking, question => question.follow(id)),
  }
}

interface Settings {
  readonly endpoint: string
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: typeof globalThis.fetch
}

/** One question, with its time limit. */
class Question {
  readonly #settings: Settings
  readonly #seconds: number
  readonly #deadline: number
  readonly #waitUntil: number
  readonly #late: AbortSignal
  readonly #asked: AbortSignal | undefined
  readonly #signal: AbortSignal

  constructor(settings: Settings, seconds: number, { wait, signal }: AskOptions) {
    this.#settings = settings
    this.#seconds = seconds
    this.#deadline = Date.now() + seconds * 1000
    this.#waitUntil = Math.min(this.#deadline, Date.now() + (wait ?? seconds) * 1000)
    this.#late = AbortSignal.timeout(seconds * 1000)
    this.#asked = signal
    this.#signal = signal ? AbortSignal.any([signal, this.#late]) : this.#late
  }

  async ask(content: Content): Promise<Answer> {
    const attachments = await this.#prepareAll(content.attachments ?? [])
    const send = new Set(attachments.filter(({ bytes }) => bytes !== null && bytes.size <= sentAtOnce))
    const answer = await this.#post(content, attachments, send)
    if (!answer.reasons.some(reason => reason.code === 'attachment-unknown')) return answer
    const all = new Set(attachments.filter(({ bytes }) => bytes !== null))
    return all.size === send.size ? answer : this.#post(content, attachments, all)
  }

  /** Asks for the answer until it is there or nobody wants to wait any longer. */
  async follow(id: string): Promise<Answer> {
    for (;;) {
      const reply = await this.#patiently(`${this.#settings.endpoint}/${encodeURIComponent(id)}`, () => ({
        method: 'GET',
      }))
      if (reply.kind === 'answer') return reply.answer
      await this.#pause(reply, id)
    }
  }

  /** Turns whatever was thrown into a reason. */
  failureOf(error: unknown): Failure {
    if (this.#asked?.aborted) return new Failure('aborted', '', { cause: error })
    if (this.#late.aborted) return new Failure('no-answer-in-time', String(this.#seconds), { cause: error })
    if (error instanceof Failure) return error
    return new Failure('service-unreachable', causeOf(error), { cause: error })
  }

  async #prepareAll(attachments: readonly Attachment[]): Promise<Prepared[]> {
    const prepared: Prepared[] = []
    for (const each of attachments) {
      prepared.push(await prepare(each))
      this.#signal.throwIfAborted()
    }
    return prepared
  }

  async #post(
    content: Content,
    attachments: readonly Prepared[],
    send: ReadonlySet<Prepared>,
  ): Promise<Answer> {
    const reply = await this.#patiently(this.#settings.endpoint, () => ({
      method: 'POST',
      ...bodyOf(content, attachments, send),
    }))
    if (reply.kind === 'answer') return reply.answer
    await this.#pause(reply, reply.id)
    return this.follow(reply.id)
  }

  /** A busy service says when to come again. */
  async #patiently(
    url: string,
    request: () => { method: string; body?: string | FormData; headers?: Readonly<Record<string, string>> },
  ): Promise<Exclude<Reply, { kind: 'busy' }>> {
    let mayRepeat = true
    for (;;) {
      const { method, body, headers } = request()
      let reply: Reply
      try {
        const response = await this.#settings.fetch(url, {
          method,
          headers: { ...this.#settings.headers, ...headers, prefer: `wait=${this.#hold()}` },
          ...(body === undefined ? {} : { body }),
          // The key goes to the service and nowhere else.
          redirect: 'error',
          cache: 'no-store',
          signal: this.#signal,
        })
        reply = await readReply(response)
      } catch (error) {
        if (!mayRepeat || !closedConnection.has(causeOf(error))) throw error
        mayRepeat = false
        continue
      }
      if (reply.kind !== 'busy') return reply
      if (Date.now() + reply.retryAfter * 1000 >= this.#deadline) {
        throw new Failure('service-busy', '', { reasons: reply.reasons })
      }
      await sleep(Math.max(reply.retryAfter, 0.2) * 1000, undefined, { signal: this.#signal })
    }
  }

  /** Seconds that the service may hold the request, so that its answer still comes in time. */
  #hold(): number {
    const left = Math.min(this.#waitUntil, this.#deadline - 1000) - Date.now()
    return Math.max(0, Math.min(longestHold, Math.floor(left / 1000)))
  }

  async #pause({ retryAfter }: { readonly retryAfter: number }, id: string): Promise<void> {
    const milliseconds = Math.max(retryAfter, 0.2) * 1000
    if (Date.now() + milliseconds > this.#waitUntil) throw new Failure('still-screening', '', { id })
    await sleep(milliseconds, undefined, { signal: this.#signal })
  }
}

/** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` … */
function causeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if (at.cause === undefined) return at.message
  }
  return 'unknown'
}
