/** A portal that knows nothing of baoshen: a form, a place for files, and the files it serves. It keeps what reaches it. */
import { createServer, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface Arrived {
  readonly method: string
  readonly url: string
  readonly type: string
  readonly body: Buffer
}

const form = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>安澜市某局 信息发布</title>
<style>body{font:16px sans-serif;max-width:40rem;margin:2rem auto}label{display:block;margin:1rem 0}textarea,input[type=text]{width:100%}</style>
<h1>信息发布</h1>
<form method="post" action="/post" enctype="multipart/form-data">
<label>标题 <input type="text" name="title"></label>
<label>正文 <textarea name="body" rows="6"></textarea></label>
<label>附件 <input type="file" name="files" multiple></label>
<button>发布</button></form></html>`

export class Portal {
  readonly #server: Server
  /** What reached it, but for GET. */
  readonly arrived: Arrived[] = []
  /** What it serves: address to type and bytes. */
  readonly files = new Map<string, { type: string; bytes: Uint8Array }>()

  constructor() {
    this.#server = createServer(async (request, response) => {
      const { method = '', url = '' } = request
      if (method === 'GET' || method === 'HEAD') {
        const file = this.files.get(url)
        response.setHeader('Content-Type', file?.type ?? 'text/html; charset=utf-8')
        response.end(file?.bytes ?? form)
        return
      }
      const body = await buffer(request)
      this.arrived.push({ method, url, type: request.headers['content-type'] ?? '', body })
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end('<!doctype html><meta charset="utf-8"><title>已发布</title><h1>已发布</h1>')
    })
  }

  async listen(): Promise<number> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
