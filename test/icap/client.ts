/** A client that sends exactly the bytes it is given, and takes answers apart on its own terms. */
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly fields: ReadonlyMap<string, string>
  /** The encapsulated headers, as they came; `''` when there are none. */
  readonly http: string
  readonly body: Buffer
}

/** Splits what a server sent into answers. */
export function parseAnswers(bytes: Buffer): Answer[] {
  const answers: Answer[] = []
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at)
    if (end < 0) throw new Error(`not an answer: ${bytes.toString('latin1', at, at + 100)}`)
    const [first = '', ...lines] = bytes.toString('latin1', at, end).split('\r\n')
    const fields = new Map(
      lines.map(line => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }),
    )
    const status = Number(/^ICAP\/1\.0 (\d{3}) /.exec(first)?.[1])
    at = end + 4
    const [, bodyName, offset] = /(\w+-body)=(\d+)$/.exec(fields.get('encapsulated') ?? '') ?? []
    const http = bytes.toString('latin1', at, at + Number(offset ?? 0))
    at += Number(offset ?? 0)
    const pieces: Buffer[] = []
    while (bodyName !== undefined && bodyName !== 'null-body') {
      const lineEnd = bytes.indexOf('\r\n', at)
      const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
      pieces.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
      at = lineEnd + 2 + size + 2
      if (size === 0) break
    }
    answers.push({ status, fields, http, body: Buffer.concat(pieces) })
  }
  return answers
}

/** Sends the pieces one after the other and resolves with all answers when the server has closed. */
export function exchange(
  port: number,
  pieces: readonly (string | Uint8Array)[],
  pause = 0,
): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = []
    const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('data', (piece: Buffer) => received.push(piece))
    socket.on('error', reject)
    socket.on('close', () => resolve(parseAnswers(Buffer.concat(received))))
    socket.on('end', () => socket.end())
    socket.setNoDelay(true)
    const send = async () => {
      for (const piece of pieces) {
        socket.write(piece)
        if (pause > 0) await new Promise(done => setTimeout(done, pause))
      }
    }
    send().catch(reject)
  })
}

export function chunked(body: Uint8Array, size = 1000, end = '0\r\n\r\n'): Buffer {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size)
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'))
  }
  return Buffer.concat([...pieces, Buffer.from(end)])
}

export interface Request {
  readonly service?: string
  readonly method?: 'REQMOD' | 'RESPMOD'
  /** ICAP header lines. */
  readonly icap?: readonly string[]
  readonly request?: string
  readonly response?: string
  /** Null: null-body. */
  readonly body?: Uint8Array | null
  /** Already chunked: takes the place of `body`. */
  readonly raw?: Uint8Array
}

/** The bytes of one ICAP request. */
export function icapRequest(options: Request): Buffer {
  const { method = 'REQMOD', service = method.toLowerCase(), icap = [], body = null, raw } = options
  const sections: string[] = []
  let offset = 0
  const headers: Buffer[] = []
  for (const [name, text] of [
    ['req-hdr', options.request],
    ['res-hdr', options.response],
  ] as const) {
    if (text === undefined) continue
    const bytes = Buffer.from(`${text.trim().replaceAll(/\r?\n/g, '\r\n')}\r\n\r\n`)
    sections.push(`${name}=${offset}`)
    headers.push(bytes)
    offset += bytes.length
  }
  const hasBody = body !== null || raw !== undefined
  sections.push(`${hasBody ? (method === 'REQMOD' ? 'req-body' : 'res-body') : 'null-body'}=${offset}`)
  const head = [
    `${method} icap://127.0.0.1/${service} ICAP/1.0`,
    'Host: 127.0.0.1',
    ...icap,
    `Encapsulated: ${sections.join(', ')}`,
  ].join('\r\n')
  return Buffer.concat([
    Buffer.from(`${head}\r\n\r\n`),
    ...headers,
    ...(raw ? [raw] : body ? [chunked(body)] : []),
  ])
}

/** A multipart form. @param parts header lines of each part and its content. */
export function multipart(
  boundary: string,
  parts: readonly { readonly header: string; readonly content: string | Uint8Array }[],
): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ header, content }) => [
      Buffer.from(`--${boundary}\r\n${header}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}
