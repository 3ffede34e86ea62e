/** A port that nobody listens on, for programs that cannot be asked which one they took. */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below those that the system hands out by itself: a port that is free for the moment between two lives of a program
 * must not go to the next test that listens on 0, nor to a connection.
 */
const [lowest, highest] = [20_000, 32_000]

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** @returns one of this machine's, at 127.0.0.1. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}
