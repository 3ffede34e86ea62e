/**
 * Connections to vetted addresses only. A name is resolved once for a connection, every address it resolves to must
 * be allowed, and those same addresses are connected to: a second answer of the DNS changes nothing.
 */
import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { kindOf, parseAddress } from './address.ts'
import { type AllowList, judge, withoutRoot } from './allow.ts'
import { OutboundError } from './failure.ts'

export interface Resolved {
  readonly address: string
  readonly family: number
}

/** All addresses of a name. @throws what `dns.lookup` throws. */
export type Resolve = (host: string) => Promise<readonly Resolved[]>

/** As the system resolves: its hosts file, then DNS. */
export const systemResolve: Resolve = host => lookup(host, { all: true })

const connectTimeoutMs = 10_000

/** A connector for undici. @throws {OutboundError} to the request that wanted the connection. */
export function vettedConnector(allow: AllowList, resolve: Resolve): buildConnector.connector {
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    vettedAddresses(allow, resolve, options.hostname, port).then(
      addresses => {
        const connect = buildConnector({
          allowH2: false,
          timeout: connectTimeoutMs,
          lookup: answering(addresses),
        })
        connect(options, callback)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}

/**
 * Where a connection may go: every address of the host.
 * @throws {OutboundError} `name-unknown`, or `address-refused` or `port-refused` when any one of them is not allowed.
 */
export async function vettedAddresses(
  allow: AllowList,
  resolve: Resolve,
  hostname: string,
  port: number,
): Promise<readonly Resolved[]> {
  const host = withoutRoot(hostname)
  const literal = parseAddress(host)
  const addresses = literal
    ? [{ address: host, family: literal.kind() === 'ipv4' && !host.includes(':') ? 4 : 6 }]
    : await resolved(resolve, host)
  for (const { address } of addresses) {
    const parsed = parseAddress(address)
    if (!parsed) throw new OutboundError('address-refused', { host, kind: 'special', port })
    const judgement = judge(allow, host, parsed, port)
    if (judgement !== 'allowed') throw new OutboundError(judgement, { host, kind: kindOf(parsed), port })
  }
  return addresses
}

async function resolved(resolve: Resolve, host: string): Promise<readonly Resolved[]> {
  try {
    const addresses = await resolve(host)
    if (addresses.length > 0) return addresses
  } catch (error) {
    throw new OutboundError('name-unknown', { host }, { cause: error })
  }
  throw new OutboundError('name-unknown', { host })
}

/** A `lookup` for `net.connect` that knows only these. */
function answering(addresses: readonly Resolved[]): LookupFunction {
  return (_, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family ?? 4)
  }
}
