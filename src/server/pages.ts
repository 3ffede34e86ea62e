/** The built pages: files with a hash in their name are kept for good, the page itself is asked for each time. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { ApiProblem } from './api/problem.ts'

/** Beside `src/` in a checkout (`npm run build:web`), beside `lib/` in the built package. */
function pagesFolder(): string | null {
  const candidates = ['../../dist/web', '../../web'].map(each => path.join(import.meta.dirname, each))
  return candidates.find(folder => existsSync(path.join(folder, 'index.html'))) ?? null
}

export function hasPages(): boolean {
  return pagesFolder() !== null
}

const notBuilt = `保审服务正在运行，但网页尚未生成。请运行 npm run build:web 后重新启动。
The service is running, but its pages have not been built. Run: npm run build:web, and start it again.
API: /api/openapi.json
`

export async function registerPages(server: FastifyInstance): Promise<void> {
  const folder = pagesFolder()
  if (folder === null) {
    server.setNotFoundHandler(() => {
      throw new ApiProblem('not-found')
    })
    server.get('/', (_, reply) => reply.type('text/plain; charset=utf-8').send(notBuilt))
    return
  }
  await server.register(fastifyStatic, {
    root: folder,
    index: 'index.html',
    list: false,
    preCompressed: true,
    dotfiles: 'deny',
    cacheControl: false,
    // A compressed file stands beside the one that was asked for (src/web/compressed.ts).
    setHeaders: (reply, file) => {
      const isHashed = file.startsWith(path.join(folder, 'assets') + path.sep)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // Addresses of the pages themselves; they find their way in the browser.
  server.setNotFoundHandler((request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const isFile = /\.\w+$/.test(request.url)
    if (!isRead || isFile || request.url.startsWith('/api/')) throw new ApiProblem('not-found')
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
