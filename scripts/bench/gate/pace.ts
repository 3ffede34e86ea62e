/** Requests at a fixed pace, whatever the answers take: a slow server cannot slow its own measurement down. */
import http from 'node:http'

export interface Shot {
  readonly body: string
  /** Whether the answer is right. */
  readonly isRight: (status: number, body: string) => boolean
}

export interface Paced {
  readonly sent: number
  /** Milliseconds from when a request was due until its answer was there. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly worst: number
  readonly wrong: readonly string[]
}

const tickMilliseconds = 5

/** @param shots one after the other, again from the start when they run out. */
export async function pace(
  url: string,
  headers: Readonly<Record<string, string>>,
  shots: readonly Shot[],
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Paced> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 128 })
  const times: number[] = []
  const wrong: string[] = []
  const running: Promise<void>[] = []
  const total = perSecond * seconds
  const began = performance.now()
  const fire = async (index: number) => {
    const shot = shots[index % shots.length]
    if (!shot) return
    const due = began + (index * 1000) / perSecond
    try {
      const { status, body } = await post(agent, url, headers, shot.body)
      if (!shot.isRight(status, body)) wrong.push(`${status} ${body.slice(0, 300)}`)
    } catch (error) {
      wrong.push(String(error))
    }
    times.push(performance.now() - due)
  }
  await new Promise<void>(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - began) * perSecond) / 1000))
      while (running.length < due) running.push(fire(running.length))
      if (running.length < total) return
      clearInterval(timer)
      resolve()
    }, tickMilliseconds)
  })
  await Promise.all(running)
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { sent: total, p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: times.at(-1) ?? 0, wrong }
}

function post(
  agent: http.Agent,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        )
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
