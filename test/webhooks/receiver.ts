/** A receiver of webhooks on this machine. It checks signatures by the standard's text alone, not by our library. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly id: string
  readonly message: { type: string; timestamp: string; data: Record<string, unknown> }
}

type Answer = (response: ServerResponse, received: Received) => unknown

export class Receiver {
  readonly received: Received[] = []
  answer: Answer = response => response.writeHead(204).end()
  readonly #server: Server
  readonly #waiting: (() => void)[] = []

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        const id = String(request.headers['webhook-id'])
        const received = {
          path: request.url ?? '',
          headers: request.headers,
          body,
          id,
          message: JSON.parse(body),
        }
        this.received.push(received)
        this.answer(response, received)
        for (const wake of this.#waiting.splice(0)) wake()
      })
    })
  }

  async open(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `http://${this.host}/hook`
  }

  /** Resolves once so many have come. */
  async until(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

/** Whether one of the signatures was made with this secret (Standard Webhooks, “Verifying signatures”). */
export function isSignedWith({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', key).update(signed).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some(each => {
      const [version, signature = ''] = each.split(',')
      const given = Buffer.from(signature, 'base64')
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
    })
}
