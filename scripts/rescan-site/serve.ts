/** Serves a folder on this machine as a web server does: types, ETag, Last-Modified, 304; for crawls in tests and benches. */
import { createReadStream, type Stats, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.jpg': 'image/jpeg',
}

export interface Served {
  readonly port: number
  /** Answers by status, since the last look. */
  readonly answers: Map<number, number>
  close(): Promise<void>
}

function find(file: string): Stats | null {
  try {
    return statSync(file)
  } catch {
    return null
  }
}

export async function serveFolder(folder: string): Promise<Served> {
  const answers = new Map<number, number>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.invalid')
    const named = path.join(folder, path.normalize(decodeURIComponent(pathname)))
    const file = named.endsWith(path.sep) ? path.join(named, 'index.html') : named
    const stats = find(file)
    const answer = (status: number) => {
      answers.set(status, (answers.get(status) ?? 0) + 1)
      response.statusCode = status
    }
    if (!stats?.isFile()) {
      answer(404)
      response.end()
      return
    }
    const etag = `"${stats.size.toString(16)}-${stats.mtimeMs}"`
    response.setHeader('etag', etag)
    response.setHeader('last-modified', stats.mtime.toUTCString())
    if (request.headers['if-none-match'] === etag) {
      answer(304)
      response.end()
      return
    }
    answer(200)
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream')
    response.setHeader('content-length', stats.size)
    createReadStream(file).pipe(response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    answers,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
