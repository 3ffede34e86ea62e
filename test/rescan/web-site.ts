/** A real web server on this machine that answers as a test wants and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly path: string
  readonly at: number
  readonly headers: IncomingMessage['headers']
}

export interface WebSite {
  readonly port: number
  readonly asked: Asked[]
  /** Connections, whatever was said on them. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** @param answers by path with query; a text is a page. What is not there is 404. */
export async function openSite(
  answers: Readonly<Record<string, string | Answer>>,
  { host = '127.0.0.1', port = 0, fallback }: { host?: string; port?: number; fallback?: Answer } = {},
): Promise<WebSite> {
  const asked: Asked[] = []
  let connections = 0
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, at: performance.now(), headers: request.headers })
    const answer = answers[path] ?? fallback
    if (typeof answer === 'string') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(answer)
    } else if (answer) answer(request, response)
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>')
  })
  server.on('connection', () => connections++)
  await new Promise<void>(resolve => server.listen(port, host, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    connections: () => connections,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function page(...links: readonly string[]): string {
  const anchors = links.map(link => `<a href="${link}">正文</a>`)
  return `<!doctype html><meta charset="utf-8"><title>安澜市政府网</title>${anchors.join('')}`
}
