/** Starts the service: the server's log first, then the database, the screeners, and at last the port. */
import type { FastifyInstance } from 'fastify'
import { setupLink } from './accounts/links.ts'
import { type App, type AppOptions, openApp } from './app.ts'
import { createServer, registerAll, type ServerOptions } from './server.ts'

export interface StartOptions extends AppOptions, ServerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Pino options; false: no log. */
  readonly logger: object | false
}

export interface Running {
  readonly app: App
  readonly server: FastifyInstance
  /** Where it listens. */
  readonly url: string
  /** The one-time link that creates the administrator; null once there are people. */
  readonly setupUrl: string | null
  close(): Promise<void>
}

/** @throws {StoreError}, {PackError}, or the system's error when the address cannot be listened on. */
export async function start(options: StartOptions): Promise<Running> {
  const server = createServer(options, options.logger)
  const app = await openApp(options, server.log)
  try {
    await registerAll(server, app, options)
    const url = await server.listen({ host: options.host, port: options.port })
    const link = await setupLink(app.service)
    const setupUrl = link ? `${options.publicUrl ?? url}/setup#${link.token}` : null
    const close = async () => {
      await server.close()
      await app.close()
    }
    return { app, server, url, setupUrl, close }
  } catch (error) {
    await server.close()
    await app.close()
    throw error
  }
}
