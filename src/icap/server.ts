/** The ICAP server: listens, keeps to its number of connections, and stops without cutting anyone off. */
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import pLimit from 'p-limit'
import { converse } from './conversation.ts'
import { Counters } from './counters.ts'
import type { Decide } from './decide.ts'
import type { Log } from './log.ts'
import { answerHead } from './protocol/answer-head.ts'
import type { RuleTexts } from './rule-texts.ts'
import type { Service } from './service.ts'
import type { Settings } from './settings.ts'
import { makeSpoolFolder } from './spool.ts'
import { Wire } from './wire.ts'

export interface ServerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly settings: Settings
  readonly istag: string
  readonly decide: Decide
  readonly ruleTexts: RuleTexts
  readonly log: Log
  /** Where the folder for large bodies is made. */
  readonly spoolParent: string
}

export interface IcapServer {
  readonly port: number
  readonly counters: Counters
  /** Takes no more requests, lets those at work end, and resolves when all connections are closed. */
  close(): Promise<void>
}

/** Large messages that are taken apart and decided on at the same time. */
const largeAtOnce = 8
/** After the time for draining, what is left is refused; whoever does not take that answer is cut off. */
const lastSeconds = 5

/** @throws the system's error when the address cannot be listened on. */
export async function startServer(options: ServerOptions): Promise<IcapServer> {
  const { settings, log, istag } = options
  const counters = new Counters()
  const stopping = new AbortController()
  const spoolFolder = await makeSpoolFolder(options.spoolParent)
  const turns = pLimit(largeAtOnce)
  const inTurn: Service['inTurn'] = work => turns(work)
  const service: Service = { ...options, counters, spoolFolder, inTurn, stopping: stopping.signal }
  const conversations = new Map<Wire, Promise<void>>()
  let isDraining = false

  const onConnection = (socket: Socket) => {
    socket.setNoDelay(true)
    if (conversations.size >= settings.connections) {
      counters.refusedConnections += 1
      socket.on('error', () => undefined)
      socket.end(answerHead(503, { istag, close: true, more: [['Encapsulated', 'null-body=0']] }))
      socket.destroySoon()
      return
    }
    counters.connections += 1
    const wire = new Wire(socket, settings)
    const conversation = converse(wire, service, () => isDraining).finally(() => {
      counters.connections -= 1
      conversations.delete(wire)
    })
    conversations.set(wire, conversation)
  }

  const server = createServer({ allowHalfOpen: true }, onConnection)
  try {
    server.listen(options.port, options.host)
    await once(server, 'listening')
  } catch (error) {
    await rm(spoolFolder, { recursive: true, force: true })
    throw error
  }
  const address = server.address()
  const metrics = setInterval(() => log.write('metrics', counters.entry()), settings.metricsSeconds * 1000)
  metrics.unref()

  const close = async () => {
    isDraining = true
    clearInterval(metrics)
    server.close()
    for (const wire of conversations.keys()) if (wire.isIdle) wire.destroy()
    const all = () => Promise.all(conversations.values())
    if (!(await inTime(settings.drainSeconds, all()))) {
      stopping.abort()
      if (!(await inTime(lastSeconds, all()))) {
        for (const wire of conversations.keys()) wire.destroy()
        await all()
      }
    }
    await rm(spoolFolder, { recursive: true, force: true })
    log.write('metrics', counters.entry())
  }
  return { port: typeof address === 'object' && address ? address.port : options.port, counters, close }
}

/** Whether it is done within so many seconds. */
async function inTime(seconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), seconds * 1000)
  })
  try {
    return await Promise.race([work.then(() => true as const), late])
  } finally {
    clearTimeout(timer)
  }
}
