/**
 * The hosts that a person named for a rescan: only they are asked. Whoever runs the machine also opens a host of the
 * own network by naming it, at the addresses that its name had at the start: one that later points elsewhere inside is
 * refused. Where somebody else names hosts, only the operator's allow-list opens any of the own network.
 */
import { kindOf, parseAddress } from '../../outbound/address.ts'
import { type AllowList, parseAllowList, withoutRoot } from '../../outbound/allow.ts'
import { type Resolve, systemResolve } from '../../outbound/connect.ts'
import { hostOf } from '../../outbound/url.ts'

/** How hosts are reached. Every connection is vetted, whatever the name meant before. */
export interface Reach {
  /** How names become addresses. */
  readonly resolve: Resolve
  /** What is reached besides the internet, as the operator listed it; null: what is named, for the operator names it. */
  readonly allow: AllowList | null
}

/** Of a program that its own user started. */
export const ownReach: Reach = { resolve: systemResolve, allow: null }

export interface NamedHosts {
  /** @param address an http or https URL. */
  covers(address: string): boolean
  /** As `hostKey` writes them, sorted. */
  readonly names: readonly string[]
  readonly allow: AllowList
}

/** Named by an address, these may be reached too; by a name never: nobody publishes there. */
const reachableByName = new Set(['public', 'intranet', 'loopback'])

/**
 * @param hosts each `name` or `address` (ports 80 and 443) or with `:port`; with no allow-list each is resolved once, and
 * one that has no address yet can only become a public one
 * @param known hosts (as `hostKey` writes them) that are asked as long as they are on the internet
 * @throws {TypeError} naming the host that is none
 */
export async function nameHosts(
  hosts: readonly string[],
  { resolve, allow }: Reach,
  known: Iterable<string> = [],
): Promise<NamedHosts> {
  const keys = new Set<string>(known)
  const entries: string[] = []
  for (const host of hosts) {
    if (/[/?#@\s]/.test(host) || !URL.canParse(`http://${host}/`)) throw new TypeError(host)
    const url = new URL(`http://${host}/`)
    keys.add(hostKey(url))
    if (allow !== null) continue
    const ports = url.port === '' && !/:(?:80|443)$/.test(host) ? ['80', '443'] : [url.port || '80']
    for (const address of await addressesOf(url, resolve)) {
      for (const port of ports)
        entries.push(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`)
    }
  }
  return {
    covers: address => keys.has(hostKey(new URL(address))),
    names: [...keys].sort(),
    allow: allow ?? parseAllowList(entries),
  }
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
