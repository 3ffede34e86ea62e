/**
 * The hosts that a person named for a rescan: only they are asked, and a host of the own network only at the
 * addresses that its name had at the start. A name that later points elsewhere inside is refused.
 */
import { kindOf, parseAddress } from '../../outbound/address.ts'
import { type AllowList, parseAllowList, withoutRoot } from '../../outbound/allow.ts'
import type { Resolve } from '../../outbound/connect.ts'
import { hostOf } from '../../outbound/url.ts'

export interface NamedHosts {
  /** @param address an http or https URL. */
  covers(address: string): boolean
  readonly allow: AllowList
}

/** Named by an address, these may be reached too; by a name never: nobody publishes there. */
const reachableByName = new Set(['public', 'intranet', 'loopback'])

/**
 * @param known hosts (as `hostKey` writes them) that are asked as long as they are on the internet
 * @param hosts each `name` or `address` (ports 80 and 443) or with `:port`
 * @param resolve asked once for each host; one that has no address yet can only become a public one
 * @throws {TypeError} naming the host that is none
 */
export async function nameHosts(
  hosts: readonly string[],
  resolve: Resolve,
  known: Iterable<string> = [],
): Promise<NamedHosts> {
  const keys = new Set<string>(known)
  const entries: string[] = []
  for (const host of hosts) {
    if (/[/?#@\s]/.test(host) || !URL.canParse(`http://${host}/`)) throw new TypeError(host)
    const url = new URL(`http://${host}/`)
    keys.add(hostKey(url))
    const ports = url.port === '' && !/:(?:80|443)$/.test(host) ? ['80', '443'] : [url.port || '80']
    for (const address of await addressesOf(url, resolve)) {
      for (const port of ports)
        entries.push(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`)
    }
  }
  return { covers: address => keys.has(hostKey(new URL(address))), allow: parseAllowList(entries) }
}

async function addressesOf(url: URL, resolve: Resolve): Promise<string[]> {
  const host = hostOf(url)
  if (parseAddress(host)) return [host]
  let resolved: Awaited<ReturnType<Resolve>>
  try {
    resolved = await resolve(host)
  } catch {
    return []
  }
  return resolved
    .map(({ address }) => address)
    .filter(address => {
      const parsed = parseAddress(address)
      return parsed !== null && reachableByName.has(kindOf(parsed))
    })
}

/** A host under both schemes at their own ports, or one other port of it. */
export function hostKey(url: URL): string {
  const name = withoutRoot(url.hostname)
  return url.port === '' ? name : `${name}:${url.port}`
}
